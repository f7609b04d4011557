"""The corpus for other generators, records as Markdown pages: plain MkDocs with Material and static-i18n, and Hugo."""

import json
from pathlib import Path

from bench.corpus import LANGUAGES, Corpus, Item, markdown

MKDOCS = """site_name: Bench
theme:
  name: material
  font: false
plugins:
  - search
  - i18n:
      docs_structure: folder
      languages:
        - {locale: fr, name: Français, default: true, build: true}
        - {locale: nl, name: Nederlands, build: true}
validation:
  nav:
    omitted_files: ignore
"""
HUGO = """baseURL = "https://example.org/"
title = "Bench"
defaultContentLanguage = "fr"
defaultContentLanguageInSubdir = true
disableKinds = ["taxonomy", "term", "RSS"]
[languages.fr]
contentDir = "content/fr"
weight = 1
[languages.nl]
contentDir = "content/nl"
weight = 2
"""
BASE = """<!doctype html>
<html lang="{{ .Language.Lang }}"><head><meta charset="utf-8"><title>{{ .Title }}</title>
<meta name="description" content="{{ .Description }}"><link rel="canonical" href="{{ .Permalink }}">
{{ range .AllTranslations }}
<link rel="alternate" hreflang="{{ .Language.Lang }}" href="{{ .Permalink }}">{{ end }}</head>
<body>{{ partialCached "header.html" . .Language.Lang }}
<main><article>{{ block "main" . }}{{ end }}</article></main></body></html>
"""
# Printed once a language: in each page, it would take most of the time of Hugo at 10,000 processes.
HEADER = """<header><a href="{{ .Site.Home.RelPermalink }}">{{ .Site.Title }}</a><nav><ul>
{{ range .Site.Sections }}<li><a href="{{ .RelPermalink }}">{{ .Title }}</a></li>{{ end }}</ul></nav></header>
"""
SINGLE = '{{ define "main" }}<h1>{{ .Title }}</h1>{{ .Content }}{{ end }}\n'
LIST = (
    '{{ define "main" }}<h1>{{ .Title }}</h1><ul>{{ range .RegularPages }}'
    '<li><a href="{{ .RelPermalink }}">{{ .Title }}</a></li>{{ end }}</ul>{{ end }}\n'
)


def _groups(corpus: Corpus) -> dict[str, tuple[Item, ...]]:
    return {"guide": corpus.pages, "processes": corpus.processes, "facilitators": corpus.facilitators}


def write_mkdocs(corpus: Corpus, root: Path) -> None:
    """Write a MkDocs project; guidance pages are in the menu, records are not."""
    nav = ["nav:", "  - index.md"] + [f"  - guide/{one.number}.md" for one in corpus.pages]
    _write_homes(root, MKDOCS + "\n".join(nav) + "\n")
    _write_items(corpus, root / "docs")


def write_empty(_: Corpus, root: Path) -> None:
    """Write a MkDocs project of one page a language, without search: no site built with these plugins costs less."""
    _write_homes(root, MKDOCS.replace("  - search\n", ""))


def _write_homes(root: Path, configuration: str) -> None:
    """Write the configuration of MkDocs, and a home page in each language."""
    (root / "mkdocs.yml").write_text(configuration, encoding="utf-8")
    for language in LANGUAGES:
        _write(root / "docs" / language / "index.md", "Bench", "Bench", "Home.\n")


def write_hugo(corpus: Corpus, root: Path) -> None:
    """Write a Hugo project with minimal layouts."""
    files = {"hugo.toml": HUGO, "layouts/_default/baseof.html": BASE, "layouts/_default/single.html": SINGLE}
    files |= {"layouts/_default/list.html": LIST, "layouts/index.html": LIST, "layouts/partials/header.html": HEADER}
    for name, text in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, encoding="utf-8")
    _write_items(corpus, root / "content")


def _write_items(corpus: Corpus, folder: Path) -> None:
    for language in LANGUAGES:
        for group, items in _groups(corpus).items():
            for item in items:
                text = item.texts[language]
                _write(folder / language / group / f"{item.number}.md", text.title, text.description, markdown(text))


def _write(path: Path, title: str, description: str, body: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    head = f"---\ntitle: {json.dumps(title)}\ndescription: {json.dumps(description)}\n---\n"
    path.write_text(head + body, encoding="utf-8")
