"""The files Pagefind writes: read and written again, so that an index can be taught words and cut into small pieces."""

import gzip
import hashlib
import json
import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import cbor2

_SIGNATURE = b"pagefind_dcd"
# A reader fetches the piece each word of a query falls in; Pagefind's own pieces weigh some 35 KB, these some 6 KB.
_PIECE_BYTES = 14_000
# In CBOR (RFC 8949, 3), a word is a list of three (0x83) that starts with a text (0x60 to 0x77, or 0x78 and a length).
_WORD = re.compile(rb"\x83(?:[\x60-\x77]|\x78.)", re.DOTALL)

Words = dict[str, bytes]


def read_words(folder: Path, language: str) -> Words:
    """Every word of a language with its record, still in CBOR: most are never looked into."""
    found: Words = {}
    for *_, name in _meta(folder, language)[2]:
        found.update(_records(_read(folder / "index" / f"{name}.pf_index")))
    return found


def write_words(folder: Path, language: str, words: Words) -> None:
    """Replace the words of a language, in small pieces whose names follow their content."""
    meta = _meta(folder, language)
    for *_, name in meta[2]:
        (folder / "index" / f"{name}.pf_index").unlink()
    meta[2] = [_write_piece(folder, language, piece, words) for piece in _pieces(words)]
    meta[3] = [_sort_filter(folder, language, *described) for described in sorted(meta[3])]
    entry, content = _entry(folder), cbor2.dumps(meta)
    own = entry["languages"][language]
    (folder / f"pagefind.{own['hash']}.pf_meta").unlink()
    own["hash"] = f"{language}_{_digest(content)}"
    _write(folder / f"pagefind.{own['hash']}.pf_meta", content)
    (folder / "pagefind-entry.json").write_text(json.dumps(entry, sort_keys=True), encoding="utf-8")


def _records(piece: bytes) -> Iterator[tuple[str, bytes]]:
    starts = [match.start() for match in _WORD.finditer(piece)]
    declared, _ = _length(piece, 1)
    if len(starts) != declared:  # a number of the index has the bytes of a word's start: take the slow way
        yield from ((word[0], cbor2.dumps(word)) for word in cbor2.loads(piece)[0])
        return
    for start, end in pairwise([*starts, len(piece)]):
        length, place = _length(piece, start + 1)
        yield piece[place : place + length].decode(), piece[start:end]


def _length(data: bytes, place: int) -> tuple[int, int]:
    """Length of the list or text whose head stands at a place, and where its content starts."""
    short = data[place] & 0x1F
    size = {24: 1, 25: 2, 26: 4}.get(short, 0)
    return int.from_bytes(data[place + 1 : place + 1 + size], "big") if size else short, place + 1 + size


def _pieces(words: Words) -> Iterator[list[str]]:
    piece: list[str] = []
    size = 0
    # The search compares words as UTF-8 bytes, whose order is that of their characters.
    for name in sorted(words):
        piece.append(name)
        size += len(words[name])
        if size > _PIECE_BYTES:
            yield piece
            piece, size = [], 0
    if piece:
        yield piece


def _write_piece(folder: Path, language: str, piece: list[str], words: Words) -> list[str]:
    # A list of one list: 0x81, then 0x99 and the length in two bytes.
    content = b"\x81\x99" + len(piece).to_bytes(2, "big") + b"".join(words[name] for name in piece)
    name = f"{language}_{_digest(content)}"
    _write(folder / "index" / f"{name}.pf_index", content)
    return [piece[0], piece[-1], name]


def _sort_filter(folder: Path, language: str, name: str, published: str) -> list[str]:
    """Pagefind writes the values of a filter in another order at each run; the same site must give the same bytes."""
    path = folder / "filter" / f"{published}.pf_filter"
    kept, values = cbor2.loads(_read(path))
    content = cbor2.dumps([kept, sorted(values)])
    path.unlink()
    _write(folder / "filter" / f"{language}_{_digest(content)}.pf_filter", content)
    return [name, f"{language}_{_digest(content)}"]


def _entry(folder: Path) -> dict[str, Any]:
    entry: dict[str, Any] = json.loads((folder / "pagefind-entry.json").read_text(encoding="utf-8"))
    return entry


def _meta(folder: Path, language: str) -> list[Any]:
    path = folder / f"pagefind.{_entry(folder)['languages'][language]['hash']}.pf_meta"
    meta: list[Any] = cbor2.loads(_read(path))
    return meta


def _read(path: Path) -> bytes:
    return gzip.decompress(path.read_bytes()).removeprefix(_SIGNATURE)


def _write(path: Path, content: bytes) -> None:
    path.write_bytes(gzip.compress(_SIGNATURE + content, 6, mtime=0))


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:7]
