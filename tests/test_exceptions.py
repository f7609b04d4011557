"""A page in one language only, by a dated exception: told where the switch is, never served as the other language."""

import shutil
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser
from support.build import ROOT, build

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
    root = tmp_path_factory.mktemp("project") / "copy"
    shutil.copytree(ROOT, root, ignore=shutil.ignore_patterns(".git", ".venv", "site", "tests", ".*_cache"))
    (root / "docs/fr/about/only.md").write_text(PAGE, encoding="utf-8")
    _add(root / "config/navigation.yaml", "    - about/site-plan.md", "    - about/only.md")
    _add(root / "config/urls.yaml", "segments:", "  only: {fr: seulement, nl: enkel}")
    done = build(root / "site", root, SOURCE_DATE_EPOCH="1790000000")
    assert done.returncode == 0, done.stdout + done.stderr
    return root / "site"


def _add(file: Path, after: str, line: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert after in text
    file.write_text(text.replace(after, f"{after}\n{line}", 1), encoding="utf-8")


def test_dutch_readers_are_told_in_dutch_where_the_switch_is(built: Path) -> None:
    page = LexborHTMLParser((built / "fr/a-propos/seulement/index.html").read_text(encoding="utf-8"))
    told = page.css_first(".site-header .language--missing")
    assert told.attributes["lang"] == "nl"
    assert "1 maart 2099" in told.text()
    assert "De vertaling is besteld." in told.text()
    link = told.css_first("a")
    assert (
        built / "fr/a-propos/seulement" / str(link.attributes["href"]) / "index.html"
    ).resolve() == built / "nl/index.html"


def test_it_is_never_served_under_the_other_language(built: Path) -> None:
    assert not (built / "nl/over-deze-site/enkel").exists()
    page = LexborHTMLParser((built / "fr/a-propos/seulement/index.html").read_text(encoding="utf-8"))
    announced = {node.attributes["hreflang"] for node in page.css("link[hreflang]")}
    assert announced == {"fr", "x-default"}
    assert "seulement" not in (built / "nl/over-deze-site/sitemap/index.html").read_text(encoding="utf-8")
