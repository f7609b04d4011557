"""A page in one language only, by a dated exception: told where the switch is, never served as the other language."""

import re
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser
from support.build import build, copy_project

PAGE = """---
title: Une page en français seulement
description: Cette page existe seulement en français, par une exception datée dans son en-tête.
one_language:
  until: 2099-03-01
  reason:
    fr: La traduction est commandée.
    nl: De vertaling is besteld.
---
Texte.
"""


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The real project with one more page, in French only."""
    root = copy_project(tmp_path_factory.mktemp("project") / "copy")
    (root / "docs/fr/only.md").write_text(PAGE, encoding="utf-8")
    _add(root / "config/navigation.yaml", r"^( +- )[\w/-]+\.md\n", r"\g<0>\1only.md\n")
    _add(root / "config/urls.yaml", r"^segments:\n", r"\g<0>  only: {fr: seulement, nl: enkel}\n")
    done = build(root / "site", root, SOURCE_DATE_EPOCH="1790000000")
    assert done.returncode == 0, done.stdout + done.stderr
    return root / "site"


def _add(file: Path, after: str, line: str) -> None:
    text, count = re.subn(after, line, file.read_text(encoding="utf-8"), count=1, flags=re.MULTILINE)
    assert count
    file.write_text(text, encoding="utf-8")


def test_dutch_readers_are_told_in_dutch_where_the_switch_is(built: Path) -> None:
    page = LexborHTMLParser((built / "fr/seulement/index.html").read_text(encoding="utf-8"))
    told = page.css_first(".site-header .language--missing")
    assert told.attributes["lang"] == "nl"
    assert "1 maart 2099" in told.text()
    assert "De vertaling is besteld." in told.text()
    link = told.css_first("a")
    assert (built / "fr/seulement" / str(link.attributes["href"]) / "index.html").resolve() == built / "nl/index.html"


def test_it_is_never_served_under_the_other_language(built: Path) -> None:
    assert not (built / "nl/enkel").exists()
    page = LexborHTMLParser((built / "fr/seulement/index.html").read_text(encoding="utf-8"))
    announced = {node.attributes["hreflang"] for node in page.css("link[hreflang]")}
    assert announced == {"fr", "x-default"}
    assert not [page for page in (built / "nl").rglob("index.html") if "fr/seulement" in _links(page)]


def _links(page: Path) -> str:
    nodes = LexborHTMLParser(page.read_text(encoding="utf-8")).css("main a[href], footer a[href]")
    return " ".join(str(node.attributes["href"]) for node in nodes)
