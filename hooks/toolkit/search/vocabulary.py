"""The words of a language as they are written, and those a misspelt query may have meant."""

import re
from collections.abc import Iterable, Mapping

import numpy as np

from toolkit.search.lexicon import folded
from toolkit.search.postings import METADATA, PAGE, changes
from toolkit.search.tokens import Tokens, ranges

_WORD = re.compile(r"[^\W\d_]{4,24}")
LIMIT = 3000


def count_words(tokens: Tokens) -> dict[str, int]:
    """In how many texts each word stands. A token has several when it is `saint-josse`, or none."""
    found = [_WORD.findall(word.lower()) for word in tokens.words]
    known: dict[str, int] = {}
    parts = np.array([known.setdefault(part, len(known)) for one in found for part in one], np.int64)
    counts = np.array([*map(len, found)])
    numbers = tokens.numbers[tokens.places & METADATA == 0]
    pages = np.repeat(tokens.places[tokens.places & METADATA == 0] >> PAGE, counts[numbers])
    numbers = parts[ranges((np.cumsum(counts) - counts)[numbers], counts[numbers])]
    # A number for each pair of a page and a word.
    pairs = np.sort(pages * len(known) + numbers)
    times = np.bincount(pairs[changes(pairs)] % len(known), minlength=len(known)).tolist()
    return {word: count for word, count in zip(known, times, strict=True) if count}


def important_words(names: Iterable[str], count: Mapping[str, int]) -> list[str]:
    """At most `LIMIT` words, without accents: those of names, then those of several texts, most common first."""
    named = {folded(word) for name in names for word in _WORD.findall(name.lower())}
    ranked = sorted(count.items(), key=lambda pair: (-pair[1], pair[0]))
    common = [folded(word) for word, times in ranked if times > 1]
    return list(dict.fromkeys([*sorted(named), *common]))[:LIMIT]
