"""The search index of a finished site, made in a temporary folder and put in the site's `pagefind/`."""

import gc
import hashlib
import json
import os
import shutil
import subprocess
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import cbor2
from pagefind_bin import get_executable

from toolkit import LANGUAGES
from toolkit.final_page import FinalPage
from toolkit.model.search import SearchWords
from toolkit.project import Project
from toolkit.search import bundle, lexicon, postings, vocabulary
from toolkit.search.entries import Entry, entries, forms
from toolkit.search.stubs import stub

FOLDER = "pagefind"
# Of what Pagefind writes, all but its ready-made interfaces.
_KEPT = (
    "pagefind.js",
    "pagefind-entry.json",
    "*.pf_meta",
    "index",
    "fragment",
    "filter",
    *(f"wasm.{one}.pagefind" for one in LANGUAGES),
)


def index_files(project: Project, pages: Iterable[FinalPage]) -> Iterator[tuple[str, bytes]]:
    """Address and content of the files readers fetch as they search a finished site."""
    with TemporaryDirectory() as folder:
        write_index(project, list(entries(project, pages)), Path(folder))
        for path in sorted(path for path in Path(folder).rglob("*") if path.is_file()):
            yield path.relative_to(folder).as_posix(), path.read_bytes()


def write_index(project: Project, found: list[Entry], site: Path) -> None:
    """Index all there is to find."""
    target = site / FOLDER
    shutil.rmtree(target, ignore_errors=True)
    with TemporaryDirectory(dir=_place(sum(len(one.body) for one in found))) as folder:
        for entry in found:
            _write_stub(entry, Path(folder), project.search[entry.language])
        command = [str(get_executable()), "--site", folder, "--output-path", str(target.resolve()), "--silent"]
        subprocess.run(command, check=True)
    for path in target.iterdir():
        if not any(path.match(pattern) for pattern in _KEPT):
            path.unlink()
    with _no_collection():
        for language in LANGUAGES:
            own = [one for one in found if one.language == language]
            count = vocabulary.count_words(one.body for one in own)
            _teach(project, target, language, count)
            important = vocabulary.important_words((" ".join(one.names) for one in own), count)
            _write_query(project, language, important, len(own), target)


def _place(size: int) -> str | None:
    """Where to put stubs of a size: in memory, where there is room (a disk takes longer than the indexer)."""
    memory = Path("/dev/shm")  # noqa: S108 (a temporary folder is made in it)
    usable = memory.is_dir() and os.access(memory, os.W_OK) and shutil.disk_usage(memory).free > 4 * size
    return str(memory) if usable else None


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


def _write_stub(entry: Entry, stubs: Path, words: SearchWords) -> None:
    """The stub of `a/b/` is `a/b.html`, that of `a/b/#c` is `a/b/@c.html`; `engine.js` knows the way back."""
    path = stubs / f"{entry.address.replace('#', '@').rstrip('/')}.html"
    path.parent.mkdir(parents=True, exist_ok=True)
    facets = [(key, value) for key, values in entry.facets.items() for value in values]
    keys = dict.fromkeys(lexicon.name_key(name, words) for name in (*entry.own_names, *entry.names))
    # A term and the page about it often have one name: the page comes first.
    called = "defined" if "term" in entry.facets["kind"] else "called"
    fields = {"names": ". ".join(entry.names), called: " ".join(keys)}
    path.write_text(stub(entry.language, entry.body, fields, facets), encoding="utf-8")


def _teach(project: Project, folder: Path, language: str, count: Mapping[str, int]) -> None:
    """Let words be found where others stand, then write the index in small pieces."""
    words = bundle.read_words(folder, language)
    places = cache(lambda word: postings.everywhere(cbor2.loads(words[word])))
    learned: dict[str, postings.Postings] = {}
    for alias in _aliases(project, language, words, count):
        if all(word in words for _, word in alias.phrase):
            found = postings.phrase([(gap, places(word)) for gap, word in alias.phrase])
            postings.merge(learned.setdefault(alias.word, {}), found, alias.weight)
    for name, found in learned.items():
        _, pages, variants = cbor2.loads(words[name]) if name in words else (name, [], [])
        own = postings.read(pages)
        postings.merge(own, found, 1)
        words[name] = cbor2.dumps([name, postings.written(own), variants])
    bundle.write_words(folder, language, words)


def _aliases(project: Project, language: str, known: bundle.Words, count: Mapping[str, int]) -> Iterator[lexicon.Alias]:
    words, stem = project.search[language], lexicon.stems_of(language)
    yield from lexicon.families(words, stem, known)
    yield from lexicon.compounds(words, stem, count, known)
    for term in project.catalogue.terms.values():
        own = forms(term, language)
        foreign = [form for other in LANGUAGES if other != language for form in forms(term, other)]
        yield from lexicon.pairs(words, stem, own, foreign)


def _write_query(project: Project, language: str, important: list[str], entries: int, folder: Path) -> None:
    """What the script needs to read a query: words without weight at once, words to mend spelling with when needed."""
    words = "\n".join(important).encode()
    name = f"words.{language}.{hashlib.sha256(words).hexdigest()[:10]}.txt"
    (folder / name).write_bytes(words)
    known = project.search[language]
    settings = {
        "stop": known.stop_words,
        "links": known.links,
        "words": name,
        "entries": entries,
        "letters": known.name_letters,
    }
    (folder / f"query.{language}.json").write_text(json.dumps(settings, ensure_ascii=False), encoding="utf-8")
