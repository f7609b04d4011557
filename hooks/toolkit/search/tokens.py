"""The words of the pages of a language, as numbers: each is looked up once, and all the rest is reckoned on arrays."""

from array import array
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import count

import numpy as np
from numpy.typing import NDArray

from toolkit.search.postings import MARK, METADATA, PAGE, Postings
from toolkit.search.texts import Text


@dataclass(frozen=True)
class Tokens:
    """All pages, word by word. `words` are the different ones, sorted.

    Of each token, `numbers` has the number of its word, and `places` where it stands, with the weight of a whole word.
    """

    words: list[str]
    numbers: NDArray[np.int32]
    places: Postings


def read_tokens(pages: Iterable[tuple[Text, list[str]]]) -> Tokens:
    """Out of the text and the fields of each page."""
    known: defaultdict[str, int] = defaultdict(count().__next__)
    found, runs = array("i"), []
    for page, (text, fields) in enumerate(pages):
        found.extend(map(known.__getitem__, text.content.split()))
        place = 0
        for weight, length in text.spans:
            runs.append((page << PAGE | weight << MARK | place, length))
            place += length
        for field, value in enumerate(fields):
            words = value.split()
            found.extend(map(known.__getitem__, words))
            runs.append((page << PAGE | METADATA | field << MARK, len(words)))
    words = sorted(known)
    ranks = np.empty(len(words), np.int32)
    ranks[[known[word] for word in words]] = np.arange(len(words))
    firsts, lengths = np.array(runs).T
    return Tokens(words, ranks[np.array(found)], ranges(firsts, lengths))


def ranges(firsts: NDArray[np.int64], lengths: NDArray[np.int64]) -> NDArray[np.int64]:
    """Numbers that follow each other from each first on, so many of each."""
    found = np.repeat(firsts - np.cumsum(lengths) + lengths, lengths)
    found += np.arange(len(found))
    return found
