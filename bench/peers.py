"""The same pages and records for other generators: plain MkDocs with Material and static-i18n, and Hugo."""

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import yaml
from toolkit import LANGUAGES

from bench.commands import HUGO, MKDOCS, PAGEFIND

MKDOCS_YML = """site_name: Bench
theme: {name: material, font: false}
plugins:
  - search
  - i18n: {docs_structure: folder, languages: [{locale: fr, name: fr, default: true}, {locale: nl, name: nl}]}
validation: {nav: {omitted_files: ignore}}
"""
HUGO_TOML = """baseURL = "https://example.org/"
defaultContentLanguage = "fr"
defaultContentLanguageInSubdir = true
disableKinds = ["taxonomy", "term", "RSS"]
languages = {fr = {contentDir = "content/fr"}, nl = {contentDir = "content/nl"}}
"""
LAYOUTS = {
    "baseof": """<!doctype html><html lang="{{ .Language.Lang }}">
<head><meta charset="utf-8"><title>{{ .Title }}</title>
</head><body><main><h1>{{ .Title }}</h1>{{ block "main" . }}{{ end }}</main></body></html>""",
    "single": '{{ define "main" }}{{ .Content }}{{ end }}',
    "list": """{{ define "main" }}{{ .Content }}<ul>{{ range .RegularPages }}
<li><a href="{{ .RelPermalink }}">{{ .Title }}</a></li>{{ end }}</ul>{{ end }}""",
}
Page = tuple[str, str, str]  # path below the folder of pages, title, Markdown


def pages(project: Path) -> Iterator[Page]:
    """Yield the pages of a project of ours, without what only ours understands, then its processes as pages."""
    for path in sorted((project / "docs").rglob("*.md")):
        _, head, body = path.read_text(encoding="utf-8").split("---\n", 2)
        meta = yaml.safe_load(head)
        if "records" not in meta:
            yield path.relative_to(project / "docs").as_posix(), meta["title"], re.sub(r"<!--.*?-->", "", body)
    for record in json.loads((project / "data/processes.yaml").read_text(encoding="utf-8"))["processes"]:
        facts = [record["organiser"], ", ".join(record["themes"]), *(source["name"] for source in record["sources"])]
        for one in LANGUAGES:
            body = "\n- ".join([f"{record['summary'][one]}\n", *facts])
            yield f"{one}/processes/{record['id']}.md", record["title"][one], f"{body}\n"


def write_mkdocs(project: Path, root: Path) -> None:
    """Write a MkDocs project; pages are in the menu, records are not."""
    menu = []
    for path, title, body in pages(project):
        _write(root / "docs" / path, title, body)
        if path.startswith(LANGUAGES[0]) and "/processes/" not in path:
            menu.append(path.partition("/")[2])
    (root / "mkdocs.yml").write_text(MKDOCS_YML + yaml.safe_dump({"nav": menu}), encoding="utf-8")


def write_hugo(project: Path, root: Path) -> None:
    """Write a Hugo project with the barest layouts: its figures are a floor, not those of a site like ours."""
    for path, title, body in pages(project):
        _write(root / "content" / re.sub(r"/index\.md$", "/_index.md", path), title, body)
    (root / "hugo.toml").write_text(HUGO_TOML, encoding="utf-8")
    (root / "layouts/_default").mkdir(parents=True)
    for name, layout in LAYOUTS.items():
        (root / f"layouts/_default/{name}.html").write_text(layout, encoding="utf-8")


def _write(path: Path, title: str, body: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"---\ntitle: {json.dumps(title)}\n---\n\n{body}", encoding="utf-8")


# What writes a project from one of ours, and the commands that build it.
PEERS: dict[str, tuple[Callable[[Path, Path], None], list[list[str]]]] = {
    "mkdocs": (write_mkdocs, [MKDOCS]),
    "hugo": (write_hugo, [HUGO]),
    "hugo+pagefind": (write_hugo, [HUGO, PAGEFIND]),
}
