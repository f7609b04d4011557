"""The pages of records in one build: each stays, moves with its line in the file, or is made."""

from collections.abc import Hashable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from toolkit.domain.static_pages import LISTS, StaticPage
from toolkit.kinds import WITH_PAGE
from toolkit.render.record_pages import Around, list_filling, record_filling
from toolkit.render.skeletons import read_shell

if TYPE_CHECKING:
    from toolkit.build.build import Build


def make_records(build: "Build") -> None:
    """Make the pages of all records, in the shells MkDocs has rendered, and the static pages of their lists."""
    for language, kind, path in _shells(build):
        _kind(build, language, kind, path)


def make_edited(build: "Build") -> set[str]:
    """Make the pages of records an edit touches, before all else, in the shells of the last build; gives their files.

    A shell the edit touches too must be made first: its records wait.
    """
    for language, kind, path in _shells(build):
        if shell := build.kept.get((language, path)):
            around = _around(build, shell.shell)
            for identifier in build.project.catalogue.records(kind):
                if (kind, language, identifier) not in build.kept:
                    _record(build, (kind, language, identifier), around)
    return {path for page in build.pages.values() for path in page.files}


def _shells(build: "Build") -> Iterator[tuple[str, str, str]]:
    """Language, kind of record and path of each page that records are modelled on."""
    for (language, path), document in sorted(build.project.documents.items()):
        if document.meta.records:
            yield language, document.meta.records, path


def _kind(build: "Build", language: str, kind: str, path: str) -> None:
    shell, before = build.pages[(language, path)].shell, build.before.pages.get((language, path))
    same = before is not None and before.shell == shell
    around = _around(build, shell)
    for identifier in build.project.catalogue.records(kind):
        key = (kind, language, identifier)
        if same and key in build.pages:
            continue  # made before all else
        if same and build.stays(key):
            _move(build, key, build.project.catalogue.lines[(kind, identifier)])
        else:
            _record(build, key, around)
    if kind == "processes":
        for (one, address), page in build.lists.items():
            if one == language and not (same and build.stays((LISTS, one, address))):
                _list(build, language, address, page, around)


def _around(build: "Build", shell: str) -> Around:
    return Around(read_shell(shell), build.renderer, build.settings.site_url)


def _record(build: "Build", key: tuple[str, str, str], around: Around) -> None:
    kind, language, identifier = key
    build.asked.about(key)
    catalogue, file = build.project.catalogue, WITH_PAGE[kind].file
    line = catalogue.lines[(kind, identifier)]
    filling = record_filling(build.seen, kind, identifier, language, around, _edit(build, file, line))
    indexed = not vars(catalogue.records(kind)[identifier]).get("demonstration")
    address = build.project.record_address(kind, identifier, language)
    build.put(key, around.shell.fill(filling), around.shell.read(filling, address, file, line, indexed))


def _list(build: "Build", language: str, address: str, page: StaticPage, around: Around) -> None:
    key, file = (LISTS, language, address), WITH_PAGE["processes"].file
    build.asked.about(key)
    build.asked.ask(LISTS, (language, address))
    filling = list_filling(build.seen, page, language, around, build.settings.edit_base + file)
    build.put(key, around.shell.fill(filling), around.shell.read(filling, address, file))


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
