"""The files Pagefind writes: read and written again, so that an index can be taught words and cut into small pieces."""

import gzip
import hashlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import cbor2

_SIGNATURE = b"pagefind_dcd"
# A reader fetches the piece each word of a query falls in; Pagefind's own pieces weigh some 35 KB, these some 6 KB.
_PIECE_BYTES = 16_000
Word = list[Any]


def languages(folder: Path) -> list[str]:
    """Languages of a bundle."""
    return sorted(_entry(folder)["languages"])


def read_words(folder: Path, language: str) -> dict[str, Word]:
    """Every word of a language, in the order of the index."""
    pieces = _meta(folder, language)[2]
    found = (word for *_, name in pieces for word in _read(folder / "index" / f"{name}.pf_index")[0])
    return {word[0]: word for word in found}


def write_words(folder: Path, language: str, words: dict[str, Word]) -> None:
    """Replace the words of a language, in small pieces whose names follow their content."""
    meta = _meta(folder, language)
    for *_, name in meta[2]:
        (folder / "index" / f"{name}.pf_index").unlink()
    meta[2] = [_write_piece(folder, language, piece) for piece in _pieces(words)]
    entry = _entry(folder)
    described = entry["languages"][language]
    (folder / f"pagefind.{described['hash']}.pf_meta").unlink()
    content = cbor2.dumps(meta)
    described["hash"] = f"{language}_{_digest(content)}"
    _write(folder / f"pagefind.{described['hash']}.pf_meta", content)
    (folder / "pagefind-entry.json").write_text(json.dumps(entry, sort_keys=True), encoding="utf-8")


def _pieces(words: dict[str, Word]) -> Iterator[list[tuple[str, bytes]]]:
    piece: list[tuple[str, bytes]] = []
    size = 0
    # The search compares words as UTF-8 bytes, whose order is that of their characters.
    for name, word in sorted(words.items()):
        piece.append((name, cbor2.dumps(word)))
        size += len(piece[-1][1])
        if size > _PIECE_BYTES:
            yield piece
            piece, size = [], 0
    if piece:
        yield piece


def _write_piece(folder: Path, language: str, piece: list[tuple[str, bytes]]) -> list[str]:
    # A list of one list, in CBOR (RFC 8949, 3.1): 0x81 is a list of one, 0x99 one whose length follows in two bytes.
    content = b"\x81\x99" + len(piece).to_bytes(2, "big") + b"".join(word for _, word in piece)
    name = f"{language}_{_digest(content)}"
    _write(folder / "index" / f"{name}.pf_index", content)
    return [piece[0][0], piece[-1][0], name]


def _entry(folder: Path) -> dict[str, Any]:
    entry: dict[str, Any] = json.loads((folder / "pagefind-entry.json").read_text(encoding="utf-8"))
    return entry


def _meta(folder: Path, language: str) -> list[Any]:
    return _read(folder / f"pagefind.{_entry(folder)['languages'][language]['hash']}.pf_meta")


def _read(path: Path) -> list[Any]:
    content: list[Any] = cbor2.loads(gzip.decompress(path.read_bytes()).removeprefix(_SIGNATURE))
    return content


def _write(path: Path, content: bytes) -> None:
    path.write_bytes(gzip.compress(_SIGNATURE + content, 6, mtime=0))


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:7]
