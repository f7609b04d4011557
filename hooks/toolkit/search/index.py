"""The search index of a finished site, in its `pagefind/`."""

import hashlib
import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from toolkit import LANGUAGES
from toolkit.checks.html_page import FinalPage
from toolkit.project import Project
from toolkit.search.entries import Entry, all_entries, term_names
from toolkit.search.pagefind import ENTRY, read_identifiers, run_pagefind
from toolkit.search.synonyms import Synonyms
from toolkit.search.words import count_words, name_keys, read_text, spellings
from toolkit.versions import code_digest

FOLDER = "pagefind"


@dataclass(frozen=True)
class Indexed:
    """The index of a language: digest of its input, what the script reads first of it, paths of its files."""

    digest: str
    entry: Mapping[str, Any]
    files: tuple[str, ...]


def by_language(project: Project, pages: Iterable[FinalPage]) -> dict[str, list[Entry]]:
    """Everything to find, by language: neither index needs the words of the other."""
    groups: defaultdict[str, list[Entry]] = defaultdict(list)
    for entry in all_entries(project, pages):
        groups[entry.language].append(entry)
    return groups


def index_digest(project: Project, entries: Iterable[Entry]) -> str:
    """Hexadecimal digest of entries, terms, words and code: the same digest means the same index."""
    terms = [term_names(term, language) for term in project.catalog.terms.values() for language in LANGUAGES]
    digest = hashlib.sha256(repr((code_digest(), project.search, terms)).encode())
    for entry in entries:
        digest.update(repr(entry).encode())
    return digest.hexdigest()


def index_language(
    project: Project, language: str, entries: list[Entry], digest: str, write: Callable[[str, bytes], None]
) -> Indexed:
    """Index the entries of a language. `write` gets each file by its path in the site."""
    words, texts = project.search[language], [read_text(entry.body) for entry in entries]
    count, key = count_words(texts), name_keys(words)
    synonyms = Synonyms(words, language, project.catalog.terms.values(), count)
    fields = (_fields(entry, key, *synonyms.of(text)) for entry, text in zip(entries, texts, strict=True))
    first, files = run_pagefind(language, zip(entries, fields, strict=True))
    facets = json.dumps(_facets(entries, read_identifiers(files))).encode()
    known = "\n".join(spellings((" ".join(entry.names) for entry in entries), count)).encode()
    settings = {
        "stop": words.stop_words,
        "links": words.links,
        "words": _add(files, f"words.{language}", known, "txt"),
        "facets": _add(files, f"facets.{language}", facets, "json"),
        "entries": len(entries),
        "letters": words.name_letters,
        "plurals": words.name_endings,
    }
    files[f"query.{language}.json"] = json.dumps(settings, ensure_ascii=False).encode()
    for path, content in files.items():
        write(f"{FOLDER}/{path}", content)
    return Indexed(digest, first, tuple(f"{FOLDER}/{path}" for path in files))


def first_file(indexed: Mapping[str, Indexed]) -> tuple[str, bytes]:
    """Path and content of the file the script reads first, which lists the languages."""
    languages = {language: index.entry["languages"][language] for language, index in indexed.items()}
    first = next(iter(indexed.values())).entry
    return f"{FOLDER}/{ENTRY}", json.dumps({**first, "languages": languages}, sort_keys=True).encode()


def _fields(entry: Entry, key: Callable[[str], str], strong: list[str], weak: list[str]) -> dict[str, str]:
    """What Pagefind searches beside the text; `RANKING` in `engine.js` weighs it.

    `called` and `defined` hold the names as one word each: a term and the page about it often have one name, and the
    page comes first. Kinds have a prefix that nobody types, since every field is searched.
    """
    [kind] = entry.facets["kind"]
    fields = {
        "defined" if kind == "term" else "called": " ".join(dict.fromkeys(map(key, (*entry.own_names, *entry.names)))),
        "names": ". ".join(entry.names).replace("’", "'"),
        "kind": f"zk{kind}",
        "demonstration": "zkyes" if entry.facets.get("demonstration") else "",
        "strong": " ".join(strong),
        "weak": " ".join(weak),
    }
    return {name: text for name, text in fields.items() if text}


def _facets(entries: list[Entry], identifiers: Mapping[str, str]) -> dict[str, Any]:
    """The identifiers of the entries, and the positions in them of those with each value of each facet."""
    facets: defaultdict[str, defaultdict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
    for position, entry in enumerate(entries):
        for facet, value in ((facet, value) for facet, values in entry.facets.items() for value in values):
            facets[facet][value].append(position)
    return {"pages": [identifiers[entry.address] for entry in entries], "facets": facets}


def _add(files: dict[str, bytes], stem: str, content: bytes, suffix: str) -> str:
    """Add a file under a name that changes with its content; gives the name."""
    name = f"{stem}.{hashlib.sha256(content).hexdigest()[:10]}.{suffix}"
    files[name] = content
    return name
