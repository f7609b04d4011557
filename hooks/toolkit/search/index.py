"""The search index of a finished site, put in its `pagefind/`, in the form the script of Pagefind reads."""

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from toolkit.checks.html_page import FinalPage
from toolkit.project import Project
from toolkit.search.digest import index_digest
from toolkit.search.entries import Entry, entries

FOLDER = "pagefind"
ENTRY = "pagefind-entry.json"


@dataclass(frozen=True)
class Indexed:
    """The index of a language: digest of all it depends on, what the script reads first of it, paths of its files.

    `contents` has the digest of the content of those whose names follow it, by path.
    """

    digest: str
    entry: Mapping[str, Any]
    files: tuple[str, ...]
    contents: Mapping[str, bytes]


def by_language(project: Project, pages: Iterable[FinalPage]) -> dict[str, list[Entry]]:
    """Everything to find, by language: neither index needs the words of the other."""
    return _grouped(entries(project, pages))


def index_language(
    project: Project,
    language: str,
    found: list[Entry],
    digest: str,
    write: Callable[[str, bytes], None],
    there: Mapping[str, bytes] | None = None,
) -> Indexed:
    """Index all there is to find in a language, and its digest.

    `write` gets each file by its path in the site, but those that are `there` already, by path and content.
    """
    # Imported here: a build whose index stays does not pay for stemmers and the like.
    from toolkit.search.bundle import Bundle
    from toolkit.search.language import write_language

    files = Bundle(language, {path.removeprefix(f"{FOLDER}/"): content for path, content in (there or {}).items()})
    entry = write_language(project, files, found)
    for name, content in files.files.items():
        write(f"{FOLDER}/{name}", content)
    contents = {f"{FOLDER}/{name}": content for name, content in files.digests.items()}
    raw = (f"{FOLDER}/{name}" for name in files.files if name not in files.digests)
    return Indexed(digest, entry, (*contents, *raw), contents)


def first_file(indexed: Mapping[str, Indexed]) -> tuple[str, bytes]:
    """Path and content of the file the script reads first, which tells it what languages there are."""
    languages = {language: one.entry["languages"][language] for language, one in indexed.items()}
    first = next(iter(indexed.values())).entry
    return f"{FOLDER}/{ENTRY}", json.dumps({**first, "languages": languages}, sort_keys=True).encode()


def write_index(project: Project, found: Iterable[Entry], write: Callable[[str, bytes], None]) -> None:
    """A whole index, out of entries in every language."""
    groups = _grouped(found)
    indexed = {
        language: index_language(project, language, group, index_digest(project, group), write)
        for language, group in groups.items()
    }
    write(*first_file(indexed))


def _grouped(found: Iterable[Entry]) -> dict[str, list[Entry]]:
    groups: dict[str, list[Entry]] = {}
    for entry in found:
        groups.setdefault(entry.language, []).append(entry)
    return groups
