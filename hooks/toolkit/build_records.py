"""The pages of records in one build: each stays, moves with its line in the file, or is made."""

from collections.abc import Hashable
from dataclasses import replace
from typing import TYPE_CHECKING

from toolkit.catalogue import RECORD_FILES
from toolkit.reader import Reader
from toolkit.records import Around, cut, list_page, record_page, static_pages
from toolkit.static_pages import StaticPage

if TYPE_CHECKING:
    from toolkit.build import Build

LISTS = "lists"


def make_records(build: "Build") -> None:
    """Make the pages of all records, in the shells MkDocs has rendered, and the static pages of their lists."""
    for (language, path), document in sorted(build.project.documents.items()):
        if document.meta.records:
            _kind(build, language, document.meta.records, path)


def _kind(build: "Build", language: str, kind: str, path: str) -> None:
    shell, before = build.pages[(language, path)].shell, build.before.pages.get((language, path))
    same = before is not None and before.shell == shell
    around = Around(cut(shell), build.renderer, build.settings.site_url)
    for identifier in build.project.catalogue.records(kind):
        key = (kind, language, identifier)
        if same and build.stays(key):
            _move(build, key, build.project.catalogue.lines[(kind, identifier)])
        else:
            _record(build, key, around)
    for page in static_pages(build.project) if kind == "processes" else ():
        key = (LISTS, language, page.address(Reader(build.project, language, "")))
        if not (same and build.stays(key)):
            _list(build, key, page, around)


def _record(build: "Build", key: tuple[str, str, str], around: Around) -> None:
    kind, language, identifier = key
    build.asked.about(key)
    catalogue, file = build.project.catalogue, RECORD_FILES[kind]
    line = catalogue.lines[(kind, identifier)]
    html = record_page(build.seen, kind, identifier, language, around, _edit(build, file, line))
    indexed = not getattr(catalogue.records(kind)[identifier], "demonstration", False)
    build.add(key, build.project.record_address(kind, identifier, language), html, file, line, indexed)


def _list(build: "Build", key: tuple[str, str, str], page: StaticPage, around: Around) -> None:
    _, language, address = key
    build.asked.about(key)
    build.asked.ask("processes")
    file = RECORD_FILES["processes"]
    build.add(key, address, list_page(build.seen, page, language, around, build.settings.edit_base + file), file)


def _edit(build: "Build", file: str, line: int) -> str:
    return f"{build.settings.edit_base}{file}#L{line}"


def _move(build: "Build", key: Hashable, line: int) -> None:
    """Lines were added or removed above a record: of its page, only the edit link changes."""
    page = build.pages[key]
    if page.final and page.final.line != line:
        old, new = _edit(build, page.final.source, page.final.line), _edit(build, page.final.source, line)
        html = (build.site_dir / page.files[0]).read_text(encoding="utf-8")
        build.outputs.write(page.files[0], html.replace(f'"{old}"', f'"{new}"'))
        links = tuple(new if link == old else link for link in page.final.links)
        build.pages[key] = replace(page, final=replace(page.final, line=line, links=links))
