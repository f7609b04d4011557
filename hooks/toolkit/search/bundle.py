"""The files of an index, as the script of Pagefind 1.5 reads them."""

import gzip
import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import cbor2
import deflate
from pydantic_core import to_json

from toolkit.search import cbor
from toolkit.search.index import ENTRY

_SIGNATURE = b"pagefind_dcd"
# A reader fetches the piece each word of a query falls in; Pagefind's own pieces weigh some 35 KB, these some 6 KB.
_PIECE_BYTES = 14_000
_HASH, _LEVEL = 7, 6


def decoded(data: bytes) -> Any:
    """What the bytes of a file of an index say."""
    return cbor2.loads(gzip.decompress(data).removeprefix(_SIGNATURE))


def read(path: Path) -> Any:
    """What a file of an index holds."""
    return decoded(path.read_bytes())


def read_entry(folder: Path) -> dict[str, Any]:
    """The file the script reads first."""
    entry: dict[str, Any] = json.loads((folder / ENTRY).read_text(encoding="utf-8"))
    return entry


def read_meta(folder: Path, language: str) -> list[Any]:
    """Of a language: version, pages, pieces of the index, filters, sorts, fields."""
    meta: list[Any] = read(folder / f"pagefind.{read_entry(folder)['languages'][language]['hash']}.pf_meta")
    return meta


@dataclass
class Bundle:
    """The files of a language, by names that follow their content.

    `there` has the digest of the content of files that need not be made: most of an index stays when a page is edited.
    `digests` has those of this index, `files` what is to be written.
    """

    language: str
    there: Mapping[str, bytes] = field(default_factory=dict)
    digests: dict[str, bytes] = field(default_factory=dict)
    files: dict[str, bytes] = field(default_factory=dict)

    def write_fragment(self, page: Mapping[str, object]) -> str:
        """What is shown of a page."""
        return self._write("fragment/{}.pf_fragment", to_json(page))

    def write_pieces(self, words: Iterable[tuple[str, bytes]]) -> list[list[str]]:
        """Where words stand. First word, last word and name of each piece."""
        written = []
        for piece in _pieces(words):
            content = cbor.list_of([cbor.list_of([word for _, word in piece])])
            written.append([piece[0][0], piece[-1][0], self._write("index/{}.pf_index", content)])
        return written

    def write_filters(self, filters: Mapping[str, Mapping[str, list[int]]]) -> list[list[str]]:
        """Pages of each value of each facet. Name of each facet, and of its file."""
        return [
            [
                name,
                self._write("filter/{}.pf_filter", cbor2.dumps([name, [list(one) for one in sorted(values.items())]])),
            ]
            for name, values in sorted(filters.items())
        ]

    def write_meta(self, meta: list[object]) -> str:
        """What the others are called."""
        return self._write("pagefind.{}.pf_meta", cbor2.dumps(meta))

    def _write(self, pattern: str, content: bytes) -> str:
        digest = hashlib.sha256(content)
        names = (f"{self.language}_{digest.hexdigest()[:size]}" for size in range(_HASH, 64))
        name = next(name for name in names if pattern.format(name) not in self.digests)
        path = pattern.format(name)
        self.digests[path] = digest.digest()
        if self.there.get(path) != digest.digest():
            # Less than half of the time of Python's gzip, and the same bytes on every machine.
            self.files[path] = bytes(deflate.gzip_compress(_SIGNATURE + content, _LEVEL))
        return name


def _pieces(words: Iterable[tuple[str, bytes]]) -> Iterator[list[tuple[str, bytes]]]:
    piece: list[tuple[str, bytes]] = []
    size = 0
    for word in words:
        piece.append(word)
        size += len(word[1])
        if size > _PIECE_BYTES:
            yield piece
            piece, size = [], 0
    if piece:
        yield piece
