"""The shortcuts of the checks on a finished site find what the whole checks find."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from toolkit.checks.html import Site, final_problems
from toolkit.checks.html_links import Sound, inside_site, link_faults, place, plain_place
from toolkit.checks.html_page import FinalPage, read_page

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
PAGE = """<html lang="{language}"><head><title>{title}</title><meta name="description" content="x">
<link rel="alternate" hreflang="fr" href="{site}fr/{path}/"><link rel="alternate" hreflang="nl" href="{site}nl/{path}/">
</head><body><h1 id="top">{title}</h1><p id="part">{body}</p></body></html>"""


@given(st.sampled_from(["", "fr/", "fr/page/", "404.html", "fr/404.html"]), targets)
def test_a_plain_target_is_where_browsers_find_it(folder: str, target: str) -> None:
    found = plain_place(folder, target, SITE_URL)
    assert found in (None, place(folder, target, SITE_URL))


@given(st.sampled_from(["", "fr/", "fr/page/", "fr/page/deep/", "404.html"]), st.integers(0, 4), targets)
def test_a_target_above_is_where_browsers_find_it(address: str, up: int, target: str) -> None:
    above = "../" * up + target
    assert inside_site(replace(SOUND["fr", "a"], address=address), above, SITE_URL) == place(address, above, SITE_URL)


ADDRESSES = ("fr/", "fr/a/", "fr/b/", "nl/a/", "fr/404.html", "404.html", "")


@given(st.lists(targets.map("../{}".format) | targets, max_size=4), st.permutations(ADDRESSES))
def test_a_link_found_sound_is_so_wherever_it_is_not_looked_at_again(links: list[str], addresses: list[str]) -> None:
    pages = {one: replace(SOUND["fr", "a"], address=one, links=(*links,), fetched=(*links,)) for one in addresses}
    files, sound = {"x.html", "fr/x.html"}, Sound(set)
    for one in pages.values():
        once = {fault.code for fault in link_faults(one, pages, files, SITE_URL, sound)}
        assert once == {fault.code for fault in link_faults(one, pages, files, SITE_URL, Sound(set))}


def test_what_links_are_made_of_is_plain() -> None:
    assert plain_place("fr/page/", "other/#part-2", SITE_URL) == ("fr/page/other/", "part-2")
    assert plain_place("fr/page/", "", SITE_URL) == ("fr/page/", "")
    assert plain_place("404.html", SITE_URL + "nl/", SITE_URL) == ("nl/", "")
    assert plain_place("404.html", "nl/", SITE_URL) is None
    assert plain_place("fr/page/", "?q=1&b=2#part", SITE_URL) == ("fr/page/", "part")


def page(language: str, path: str, body: str = "") -> FinalPage:
    html = PAGE.format(language=language, title=f"{path} {language}", site=SITE_URL, path=path, body=body)
    return read_page(f"{language}/{path}/", html, f"docs/{language}/{path}.md")


LINKED = '<a href="../b/#part">b</a> <a href="../../files/x.pdf">x</a>'
SOUND = {(language, path): page(language, path, LINKED) for language in ("fr", "nl") for path in ("a", "b")}
FILES = {"files/x.pdf", *(f"{one.address}index.html" for one in SOUND.values())}


def codes(pages: dict[tuple[str, str], FinalPage], files: set[str], before: Site | None) -> list[str]:
    return sorted(one.code for one in final_problems(pages.values(), files, SITE_URL, before))


@pytest.mark.parametrize(
    ("changed", "gone", "expected"),
    [
        ({}, set(), []),
        ({("fr", "a"): page("fr", "a", '<a href="../c/">c</a>')}, set(), ["final-link"]),
        ({("fr", "b"): replace(SOUND["fr", "b"], ids=("top",))}, set(), ["final-anchor"] * 2),
        ({}, {"files/x.pdf"}, ["final-link"] * 4),
        ({("fr", "b"): replace(SOUND["fr", "b"], alternates=())}, set(), ["final-alternate"]),
        ({("nl", "a"): replace(SOUND["nl", "a"], title="b nl")}, set(), ["final-title"]),
    ],
)
def test_a_fault_an_edit_brings_is_found_wherever_it_shows(
    changed: dict[tuple[str, str], FinalPage], gone: set[str], expected: list[str]
) -> None:
    assert codes(SOUND, FILES, None) == []
    before = Site(tuple(SOUND.values()), FILES)
    after, files = {**SOUND, **changed}, FILES - gone
    assert codes(after, files, None) == expected
    assert codes(after, files, before) == expected


def test_a_page_that_is_gone_is_missed_by_those_that_stayed() -> None:
    after = {key: one for key, one in SOUND.items() if key != ("fr", "b")}
    files = FILES - {"fr/b/index.html"}
    found = codes(after, files, Site(tuple(SOUND.values()), FILES))
    assert found == codes(after, files, None)
    assert {"final-link", "final-alternate"} <= set(found)
