"""Words as Pagefind cuts them: its indexer reads every distinct word of a site once, rather than every page."""

import subprocess
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from markupsafe import escape
from pagefind_bin import get_executable

from toolkit.search import bundle, postings
from toolkit.search.postings import PLACE, SHIFT
from toolkit.search.texts import WEIGHTS

# Pagefind shares the weight of a word between its parts, and rounds: a heavy heading tells how many there are.
_HEADING = "h2"
# A part of a word: its stem, the form with accents (empty when there are none), and how many share the weight.
Part = tuple[str, str, int]
Parts = dict[str, tuple[tuple[int, int], ...]]


@dataclass
class Cuts:
    """The parts of each word: numbers of `slots` (a stem and a form of it), and how many share the weight."""

    slots: list[tuple[str, str]] = field(default_factory=list)
    parts: Parts = field(default_factory=dict)

    def forget(self, words: Iterable[str]) -> None:
        """Leave words out of the index: nobody asks for `de` or `la`, which would make up a third of it."""
        self.parts.update(dict.fromkeys(words, ()))


class Weighed(Parts):
    """The parts of words where a whole one has a weight: numbers of slots, each with the mark of its place."""

    def __init__(self, cuts: Cuts, weight: int) -> None:
        super().__init__()
        self.cuts, self.weight = cuts, weight

    def __missing__(self, word: str) -> tuple[tuple[int, int], ...]:
        parts = self.cuts.parts[word]
        self[word] = tuple((number, self.weight // sharing << SHIFT) for number, sharing in parts)
        return self[word]


def cut(words: Collection[str], language: str, folder: Path) -> Cuts:
    """Have Pagefind index one page of all the words of a language, in a folder, where its script and engine stay too.

    Raises ValueError when Pagefind does not count the words as we do, CalledProcessError when it fails.
    """
    site = folder / "words"
    site.mkdir()
    listed = sorted(words)
    text = f"<{_HEADING}>{escape(' '.join(listed))} .</{_HEADING}>"
    html = f'<!doctype html><html lang="{language}"><body data-pagefind-body>{text}</body></html>'
    (site / "index.html").write_text(html, encoding="utf-8")
    command = [str(get_executable()), "--site", str(site), "--output-path", str(folder), "--silent"]
    subprocess.run(command, check=True)
    meta = bundle.read_meta(folder, language)
    if meta[1][0][1] != len(listed) + 1:
        raise ValueError(f"Pagefind counts {meta[1][0][1]} words, not {len(listed) + 1}")
    return _numbered(listed, _parts(folder, meta))


def _numbered(words: list[str], found: Mapping[int, list[Part]]) -> Cuts:
    cuts, known = Cuts(), dict[tuple[str, str], int]()
    for place, word in enumerate(words):
        cuts.parts[word] = tuple(
            (known.setdefault((stem, form), len(known)), sharing) for stem, form, sharing in found.get(place, ())
        )
    cuts.slots = list(known)
    return cuts


def _parts(folder: Path, meta: list[Any]) -> Mapping[int, list[Part]]:
    """The parts of the word at each place."""
    found: dict[int, list[Part]] = defaultdict(list)
    for *_, name in meta[2]:
        for stem, pages, variants in bundle.read(folder / "index" / f"{name}.pf_index")[0]:
            for form, where in [("", pages), *variants]:
                for one in [one for _, places, _ in where for one in postings.marked(places)]:
                    found[one & PLACE].append((stem, form, WEIGHTS[_HEADING] // (one >> SHIFT)))
    return found
