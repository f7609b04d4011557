"""The words of the pages of a language, as numbers: each is looked up once, and all the rest is reckoned on arrays."""

from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import count
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from toolkit.search.postings import MARK, METADATA, PAGE, Postings
from toolkit.search.texts import Text

T = TypeVar("T", np.int32, np.int64)
# So many tokens are looked at together.
_PIECE = 200_000


@dataclass(frozen=True)
class Tokens:
    """All pages, word by word. `words` are the different ones, sorted.

    Of each token, `numbers` has the number of its word, and `places` where it stands, with the weight of a whole word.
    """

    words: list[str]
    numbers: NDArray[np.int32]
    places: Postings

    def pieces(self) -> Iterator["Tokens"]:
        """Some at a time: what is reckoned about all of a large site would take several times their memory."""
        for start in range(0, len(self.numbers), _PIECE):
            piece = slice(start, start + _PIECE)
            yield Tokens(self.words, self.numbers[piece], self.places[piece])


def read_tokens(pages: Iterable[tuple[Text, list[str]]]) -> Tokens:
    """Out of the text and the fields of each page."""
    known: defaultdict[str, int] = defaultdict(count().__next__)
    # Words in a row: where the first stands, and how many there are.
    found, firsts, lengths = array("i"), array("q"), array("i")
    for page, (text, fields) in enumerate(pages):
        found.extend(map(known.__getitem__, text.content.split()))
        place = 0
        for weight, length in text.spans:
            firsts.append(page << PAGE | weight << MARK | place)
            lengths.append(length)
            place += length
        for field, value in enumerate(fields):
            words = value.split()
            found.extend(map(known.__getitem__, words))
            firsts.append(page << PAGE | METADATA | field << MARK)
            lengths.append(len(words))
    words = sorted(known)
    ranks = np.empty(len(words), np.int32)
    ranks[[known[word] for word in words]] = np.arange(len(words))
    return Tokens(words, ranks[np.asarray(found)], ranges(np.asarray(firsts), np.asarray(lengths)))


def ranges(firsts: NDArray[T], lengths: NDArray[np.int32]) -> NDArray[T]:
    """Numbers that follow each other from each first on, so many of each."""
    found = np.repeat(firsts - np.cumsum(lengths, dtype=firsts.dtype) + lengths, lengths)
    found += np.arange(len(found), dtype=firsts.dtype)
    return found
