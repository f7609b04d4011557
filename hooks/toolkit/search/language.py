"""The index of one language: its pages read, its words cut, taught and written."""

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from toolkit.model.search import SearchWords
from toolkit.project import Project
from toolkit.search import lexicon, vocabulary
from toolkit.search.bundle import Bundle, read_entry
from toolkit.search.cutting import cut
from toolkit.search.entries import Entry
from toolkit.search.places import index_words, written
from toolkit.search.teaching import taught
from toolkit.search.texts import Text, read_text

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
            "anchors": [asdict(one) for one in self.text.anchors],
        }


def write_language(project: Project, files: Bundle, found: Iterable[Entry]) -> dict[str, Any]:
    """Make the files of a language; gives what the script reads first of it."""
    language = files.language
    known = project.search[language]
    pages = [_page(one, known) for one in found]
    words = {word for page in pages for text in (page.text.content, *page.fields.values()) for word in text.split()}
    with TemporaryDirectory() as folder:
        cuts = cut(words, language, Path(folder))
        cuts.forget(word for word in words if not lexicon.weighty(word, known))
        entry = read_entry(Path(folder))
        for name in ("pagefind.js", f"wasm.{language}.pagefind"):
            files.files[name] = Path(folder, name).read_bytes()
    index = index_words(cuts, ((page.text, [page.fields.get(key, "") for key in _FIELDS]) for page in pages))
    count = vocabulary.count_words(page.text.content for page in pages)
    where = written(taught(project, language, index, count))
    own = entry["languages"][language]
    own |= {"page_count": len(pages), "hash": files.write_meta(_meta(entry["version"], files, pages, where))}
    important = vocabulary.important_words((" ".join(page.entry.names) for page in pages), count)
    _write_query(known, files, important, len(pages))
    return entry


def _page(entry: Entry, words: SearchWords) -> Page:
    text = read_text(entry.body)
    keys = dict.fromkeys(lexicon.name_key(name, words) for name in (*entry.own_names, *entry.names))
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
