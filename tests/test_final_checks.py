"""The checks on a finished site see what browsers see."""

from dataclasses import replace
from urllib.parse import unquote, urljoin, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st
from toolkit.checks.html import final_problems
from toolkit.checks.html_links import resolve
from toolkit.checks.html_page import FinalPage, read_html

SITE_URL = "https://site.example.org/kit/"
PARTS = [
    "fr/",
    "page",
    "/",
    "../",
    "./",
    ".",
    "#",
    "a-1",
    "?q=1",
    "%20",
    "é",
    ":",
    "//",
    "https://",
    "mailto:",
    " ",
    "x.html",
    "\n",
]
targets = st.lists(st.sampled_from([*PARTS, SITE_URL, "/kit/", "other.example.org"]), max_size=5).map("".join)
addresses = st.sampled_from(["", "fr/", "fr/page/", "fr/page/deep/", "404.html", "fr/404.html"])
PAGE = """<html lang="{language}"><head><title>{title}</title><meta name="description" content="x">
<link rel="alternate" hreflang="fr" href="{site}fr/{path}/"><link rel="alternate" hreflang="nl" href="{site}nl/{path}/">
</head><body><h1 id="top">{title}</h1><p id="part">{body}</p></body></html>"""


@given(addresses, st.integers(0, 4), targets)
def test_a_target_is_where_browsers_find_it(address: str, up: int, target: str) -> None:
    target = "../" * up + target
    url = urlsplit(urljoin(SITE_URL + address, target))
    inside = url.scheme == "https" and url.netloc == "site.example.org"
    expected = (unquote(url.path.removeprefix("/kit/")), unquote(url.fragment)) if inside else None
    assert resolve(address, target, SITE_URL) == expected


@pytest.mark.parametrize(
    ("address", "target", "expected"),
    [
        ("fr/page/", "other/#part-2", ("fr/page/other/", "part-2")),
        ("fr/page/", "", ("fr/page/", "")),
        ("fr/page/", "../", ("fr/", "")),
        ("fr/page/", "../#part", ("fr/", "part")),
        ("404.html", SITE_URL + "nl/", ("nl/", "")),
        ("404.html", "#part", ("404.html", "part")),
        ("fr/page/", "?q=1&b=2#part", ("fr/page/", "part")),
        ("fr/page/", "//other.example.org/kit/", None),
        ("fr/page/", "mailto:a@example.org", None),
    ],
)
def test_what_links_are_made_of_is_resolved(address: str, target: str, expected: tuple[str, str] | None) -> None:
    assert resolve(address, target, SITE_URL) == expected


def page(language: str, path: str, body: str = "") -> FinalPage:
    html = PAGE.format(language=language, title=f"{path} {language}", site=SITE_URL, path=path, body=body)
    return read_html(f"{language}/{path}/", html, f"docs/{language}/{path}.md")


LINKED = '<a href="../b/#part">b</a> <a href="../../files/x.pdf">x</a>'
SOUND = {(language, path): page(language, path, LINKED) for language in ("fr", "nl") for path in ("a", "b")}
FILES = {"files/x.pdf", *(f"{page.address}index.html" for page in SOUND.values())}


def codes(pages: dict[tuple[str, str], FinalPage], files: set[str]) -> list[str]:
    return sorted(problem.code for problem in final_problems(pages.values(), files, SITE_URL))


@pytest.mark.parametrize(
    ("changed", "gone", "expected"),
    [
        ({}, set(), []),
        ({("fr", "a"): page("fr", "a", '<a href="../c/">c</a>')}, set(), ["final-link"]),
        ({("fr", "b"): replace(SOUND["fr", "b"], ids=("top",))}, set(), ["final-anchor"] * 2),
        ({}, {"files/x.pdf"}, ["final-link"] * 4),
        ({("fr", "b"): replace(SOUND["fr", "b"], alternates=())}, set(), ["final-alternate"]),
        ({("nl", "a"): replace(SOUND["nl", "a"], title="b nl")}, set(), ["final-title"]),
        ({("fr", "a"): page("fr", "a", '<b title=" onclick=1 style=2">a</b>')}, set(), []),
        ({("fr", "a"): page("fr", "a", '<b ONCLICK="1" style="2">a</b>')}, set(), ["final-attribute"] * 2),
    ],
)
def test_each_fault_is_found_on_each_page_it_touches(
    changed: dict[tuple[str, str], FinalPage], gone: set[str], expected: list[str]
) -> None:
    assert codes(SOUND | changed, FILES - gone) == expected


def test_a_page_that_is_gone_is_missed_by_those_that_link_to_it() -> None:
    rest = {key: page for key, page in SOUND.items() if key != ("fr", "b")}
    assert set(codes(rest, FILES - {"fr/b/index.html"})) == {"final-link", "final-alternate"}
