"""The words of a language as they are written, and those a misspelt query may have meant."""

import re
from collections.abc import Iterable, Mapping

import numpy as np
from numpy.typing import NDArray

from toolkit.search.lexicon import folded
from toolkit.search.postings import METADATA, PAGE, changes
from toolkit.search.tokens import Tokens, ranges

_WORD = re.compile(r"[^\W\d_]{4,24}")
LIMIT = 3000


def count_words(tokens: Tokens) -> dict[str, int]:
    """In how many texts each word stands. A token has several when it is `saint-josse`, or none."""
    found = [_WORD.findall(word.lower()) for word in tokens.words]
    known: dict[str, int] = {}
    parts = np.array([known.setdefault(part, len(known)) for one in found for part in one], np.int32)
    counts = np.array([*map(len, found)], np.int32)
    firsts = np.cumsum(counts, dtype=np.int32) - counts

    def pairs(piece: Tokens) -> NDArray[np.int64]:
        """A number for each pair of a page and a word."""
        text = piece.places & METADATA == 0
        numbers = piece.numbers[text]
        pages = np.repeat(piece.places[text] >> PAGE, counts[numbers])
        return _distinct(pages * len(known) + parts[ranges(firsts[numbers], counts[numbers])])

    every = _distinct(np.concatenate([*map(pairs, tokens.pieces())]))
    times = np.bincount(every % len(known), minlength=len(known)).tolist()
    return {word: count for word, count in zip(known, times, strict=True) if count}


def _distinct(values: NDArray[np.int64]) -> NDArray[np.int64]:
    """Those of whole numbers that differ; `np.unique` is slower where there are many."""
    values = np.sort(values)
    return values[changes(values)]


def important_words(names: Iterable[str], count: Mapping[str, int]) -> list[str]:
    """At most `LIMIT` words, without accents: those of names, then those of several texts, most common first."""
    named = {folded(word) for name in names for word in _WORD.findall(name.lower())}
    ranked = sorted(count.items(), key=lambda pair: (-pair[1], pair[0]))
    common = [folded(word) for word, times in ranked if times > 1]
    return list(dict.fromkeys([*sorted(named), *common]))[:LIMIT]
