"""The index of one language: its pages read, its words cut, taught and written."""

import hashlib
import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from toolkit.models.config import SearchWords
from toolkit.project import Project
from toolkit.search import lexicon, vocabulary
from toolkit.search.bundle import Bundle, read_entry
from toolkit.search.cutting import cut
from toolkit.search.entries import Entry
from toolkit.search.places import Index, index_words
from toolkit.search.teaching import taught
from toolkit.search.texts import Text, read_text
from toolkit.search.tokens import read_tokens
from toolkit.search.writing import written

# What a page is called, in the order Pagefind numbers them. `called` and `defined` are its names as one word each: a
# term and the page about it often have one name, and the page comes first.
_FIELDS = ("called", "defined", "names", "title")


@dataclass(frozen=True)
class Page:
    """An entry as the index holds it."""

    entry: Entry
    text: Text
    fields: Mapping[str, str]

    def fragment(self) -> dict[str, object]:
        """What the script shows of it, under the keys of Pagefind."""
        return {
            "url": f"/{self.entry.address}",
            "content": self.text.content,
            "word_count": self.text.length,
            "filters": {key: values for key, values in self.entry.facets.items() if values},
            "meta": self.fields,
            "anchors": [vars(one) for one in self.text.anchors],
        }


def write_language(project: Project, files: Bundle, found: Iterable[Entry]) -> dict[str, Any]:
    """Make the files of a language; gives what the script reads first of it."""
    language = files.language
    known = project.search[language]
    key = lexicon.name_keys(known)
    pages = [_page(one, key) for one in found]
    entry, index, count = _index(known, files, pages)
    where = written(taught(project, language, index, count))
    own = entry["languages"][language]
    own |= {"page_count": len(pages), "hash": files.write_meta(_meta(entry["version"], files, pages, where))}
    important = vocabulary.important_words((" ".join(page.entry.names) for page in pages), count)
    _write_query(known, files, important, len(pages))
    return entry


def _index(known: SearchWords, files: Bundle, pages: list[Page]) -> tuple[dict[str, Any], Index, dict[str, int]]:
    """What the script reads first as Pagefind made it, the places of each stem, and in how many pages each word is."""
    tokens = read_tokens((page.text, [page.fields.get(key, "") for key in _FIELDS]) for page in pages)
    with TemporaryDirectory() as folder:
        cuts = cut(tokens.words, files.language, Path(folder))
        entry = read_entry(Path(folder))
        for name in ("pagefind.js", f"wasm.{files.language}.pagefind"):
            files.files[name] = Path(folder, name).read_bytes()
    cuts.forget([number for number, word in enumerate(tokens.words) if not lexicon.weighs(word, known)])
    count = vocabulary.count_words(tokens)
    return entry, index_words(cuts, tokens), count


def _page(entry: Entry, key: Callable[[str], str]) -> Page:
    text = read_text(entry.body)
    keys = dict.fromkeys(map(key, (*entry.own_names, *entry.names)))
    called = "defined" if "term" in entry.facets["kind"] else "called"
    names = ". ".join(entry.names).replace("’", "'")
    return Page(entry, text, {called: " ".join(keys), "names": names, "title": text.title})


def _meta(version: str, files: Bundle, pages: list[Page], words: Iterable[tuple[str, bytes]]) -> list[object]:
    filters: dict[str, dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
    for number, page in enumerate(pages):
        for facet, values in page.entry.facets.items():
            for value in values:
                filters[facet][value].append(number)
    fragments = [[files.write_fragment(page.fragment()), page.text.length] for page in pages]
    return [version, fragments, files.write_pieces(words), files.write_filters(filters), [], _FIELDS]


def _write_query(known: SearchWords, files: Bundle, important: list[str], entries: int) -> None:
    """What the script needs to read a query: words without weight at once, words to mend spelling with when needed."""
    words = "\n".join(important).encode()
    name = f"words.{files.language}.{hashlib.sha256(words).hexdigest()[:10]}.txt"
    files.files[name] = words
    settings = {
        "stop": known.stop_words,
        "links": known.links,
        "words": name,
        "entries": entries,
        "letters": known.name_letters,
        "plurals": known.name_endings,
    }
    files.files[f"query.{files.language}.json"] = json.dumps(settings, ensure_ascii=False).encode()
