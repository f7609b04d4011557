"""The search index of a finished site, put in its `pagefind/`, in the form the script of Pagefind reads."""

import gc
import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from toolkit import LANGUAGES
from toolkit.final_page import FinalPage
from toolkit.project import Project
from toolkit.search.bundle import ENTRY, Bundle
from toolkit.search.entries import Entry, entries
from toolkit.search.language import write_language

FOLDER = "pagefind"


def index_files(project: Project, pages: Iterable[FinalPage]) -> Iterator[tuple[str, bytes]]:
    """Address and content of the files readers fetch as they search a finished site."""
    with TemporaryDirectory() as folder:
        write_index(project, list(entries(project, pages)), Path(folder))
        for path in sorted(path for path in Path(folder).rglob("*") if path.is_file()):
            yield path.relative_to(folder).as_posix(), path.read_bytes()


def write_index(project: Project, found: list[Entry], site: Path) -> None:
    """Index all there is to find, one language after the other: neither needs the other's words."""
    target = site / FOLDER
    for folder in ("fragment", "index", "filter"):
        (target / folder).mkdir(parents=True, exist_ok=True)
    bundles = {language: Bundle(target, language) for language in LANGUAGES}
    with _no_collection():
        read = {
            language: write_language(project, files, (one for one in found if one.language == language))
            for language, files in bundles.items()
        }
    languages = {language: entry["languages"][language] for language, entry in read.items()}
    first = json.dumps({**read[LANGUAGES[0]], "languages": languages}, sort_keys=True)
    bundles[LANGUAGES[0]].put(ENTRY, first.encode())
    _keep(target, set().union(*(files.written for files in bundles.values())))


def _keep(folder: Path, names: set[str]) -> None:
    """Remove what an earlier build left."""
    for path in folder.rglob("*"):
        if path.is_file() and path.relative_to(folder).as_posix() not in names:
            path.unlink()


@contextmanager
def _no_collection() -> Iterator[None]:
    """An index is millions of small lists without a cycle: looking for some among them takes most of the time."""
    running = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if running:
            gc.enable()
