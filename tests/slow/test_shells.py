"""Shells: what a page of a record holds is told by its shell and what fills it, as if the whole page had been read."""

import pickle
from dataclasses import replace

import pytest
from markupsafe import Markup
from support.payloads import Hostile
from toolkit.build.cache import KeptPage, path_of
from toolkit.checks.html_page import FinalPage, read_page
from toolkit.render.skeletons import BLANKS, read_shell

FILLING = dict.fromkeys(BLANKS, "")
SHELL = '<html lang="fr"><title>@@title@@ · Site</title><h1>@@title@@</h1><a href="@@link_nl@@">nl</a><main>@@content@@</main>'


def test_the_facts_of_every_page_are_those_of_its_file(hostile_site: Hostile) -> None:
    stored = path_of(hostile_site.root / ".cache", hostile_site.folder)
    pages: dict[object, KeptPage] = pickle.loads(stored.read_bytes()).pages  # noqa: S301 (our own file)
    finals = [(one.final, one.files[0]) for one in pages.values() if one.final]
    assert len(finals) > 300
    for noted, path in finals:
        html = (hostile_site.folder / path).read_text(encoding="utf-8")
        found = read_page(noted.address, html, noted.source, noted.line, noted.indexed)
        assert in_any_order(noted) == in_any_order(found)


def in_any_order(page: FinalPage) -> FinalPage:
    """Ids, links and files fetched are a set of facts; a shell puts its own first."""
    return replace(page, **{name: tuple(sorted(getattr(page, name))) for name in ("ids", "links", "fetched")})


@pytest.mark.parametrize(
    ("shell", "filling", "fact", "expected"),
    [
        ("@@strange@@", {}, "leftover", "@@strange@@"),
        ("", {"content": "{{ broken }}"}, "leftover", "{{"),
        ("", {"title": "{% broken %}"}, "leftover", "{%"),
        ("", {"title": "A & <b>"}, "title", "A & <b> · Site"),
        ("", {"head": "<script>alert(1)</script>"}, "inline_scripts", 1),
        ('<p style="color:red">', {"content": '<p onclick="a()">'}, "forbidden", ("onclick", "style")),
        ("<h1>A</h1>", {"content": "<h1>B</h1>"}, "h1", 3),
        ("", {"link_nl": "../b/"}, "links", ("../b/",)),
        ("<p>under</p>", {"content": "<h2>A</h2>"}, "article", "<h2>A</h2><p>under</p>"),
    ],
)
def test_a_fault_is_told_wherever_it_stands(shell: str, filling: dict[str, str], fact: str, expected: object) -> None:
    values = {name: Markup(text) if name in ("head", "content") else text for name, text in filling.items()}  # noqa: S704
    page = read_shell(SHELL.replace("</main>", f"{shell}</main>")).read({**FILLING, **values}, "fr/a/", "a.yaml")
    assert getattr(page, fact) == expected
