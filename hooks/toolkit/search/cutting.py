"""Words as Pagefind cuts them: its indexer reads every distinct word of a site once, rather than every page."""

import subprocess
from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from markupsafe import escape
from numpy.typing import NDArray
from pagefind_bin import get_executable

from toolkit.search import bundle
from toolkit.search.postings import marked
from toolkit.search.texts import WEIGHTS

# Pagefind shares the weight of a word between its parts, and rounds: a heavy heading tells how many there are.
_HEADING = "h2"
# A part of a word: its stem, the form with accents (empty when there are none), and how many share the weight.
Part = tuple[str, str, int]


@dataclass(frozen=True)
class Cuts:
    """The parts of words, by their numbers. Word n has `counts[n]` of them, from `firsts[n]` on in `parts`, `sharing`.

    A part is a number of `slots` (a stem and a form of it), with how many share the weight of the word.
    """

    slots: Collection[tuple[str, str]]
    firsts: NDArray[np.int32]
    counts: NDArray[np.int32]
    parts: NDArray[np.int32]
    sharing: NDArray[np.int32]

    def forget(self, words: list[int]) -> None:
        """Leave words out of the index: nobody asks for `de` or `la`, which would make up a third of it."""
        self.counts[words] = 0


def cut(words: list[str], language: str, folder: Path) -> Cuts:
    """Have Pagefind index one page of all the words of a language, in a folder, where its script and engine stay too.

    Raises ValueError when Pagefind does not count the words as we do, CalledProcessError when it fails.
    """
    site = folder / "words"
    site.mkdir()
    text = f"<{_HEADING}>{escape(' '.join(words))} .</{_HEADING}>"
    html = f'<!doctype html><html lang="{language}"><body data-pagefind-body>{text}</body></html>'
    (site / "index.html").write_text(html, encoding="utf-8")
    command = [str(get_executable()), "--site", str(site), "--output-path", str(folder), "--silent"]
    subprocess.run(command, check=True)
    meta = bundle.read_meta(folder, language)
    if meta[1][0][1] != len(words) + 1:
        raise ValueError(f"Pagefind counts {meta[1][0][1]} words, not {len(words) + 1}")
    return _numbered(len(words), _parts(folder, meta))


def _numbered(words: int, found: Mapping[int, list[Part]]) -> Cuts:
    slots: dict[tuple[str, str], int] = {}
    parts = [part for number in range(words) for part in found.get(number, ())]
    counts = np.array([len(found.get(number, ())) for number in range(words)], np.int32)
    numbers = [slots.setdefault((stem, form), len(slots)) for stem, form, _ in parts]
    sharing = [one for *_, one in parts]
    return Cuts(
        slots,
        np.cumsum(counts, dtype=np.int32) - counts,
        counts,
        np.array(numbers, np.int32),
        np.array(sharing, np.int32),
    )


def _parts(folder: Path, meta: list[Any]) -> Mapping[int, list[Part]]:
    """The parts of the word at each place."""
    found: dict[int, list[Part]] = defaultdict(list)
    for *_, name in meta[2]:
        for stem, pages, variants in bundle.read(folder / "index" / f"{name}.pf_index")[0]:
            for form, where in [("", pages), *variants]:
                for weight, place in (one for _, places, _ in where for one in marked(places)):
                    found[place].append((stem, form, WEIGHTS[_HEADING] // weight))
    return found
