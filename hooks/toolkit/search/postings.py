"""Where words stand, as Pagefind 1.5 counts it (its `pagefind_web/src/index.rs` documents the form).

A word is `[word, pages, variants]`, a variant `[form with accents, pages]`, a page `[page, places, metadata places]`.
Page numbers are differences from the one before; so are places, after a negative number `-(weight + 1)`, and metadata
places, after `-(field + 1)`. In memory a place is one number, of bits that sort as they are written: page, text or
metadata (`METADATA`), weight or field (8 bits, from `MARK` on), place (20 bits). Those of a word are a sorted array.
"""

from collections.abc import Iterable, Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

Postings = NDArray[np.int64]

MARK, METADATA, PAGE = 20, 1 << 28, 29
PLACES, MARKS = (1 << MARK) - 1, METADATA - (1 << MARK)
# The weight of a word of the text, in the 24ths of Pagefind.
WHOLE = 24


def text_of(found: Postings) -> Postings:
    """The places in the text, without those in the metadata."""
    text: Postings = found[found & METADATA == 0]
    return text


def lighter(text: Postings, weight: float) -> Postings:
    """Places of a text with a part of their weight, and at least 1."""
    marks = np.maximum(1, np.rint(((text & MARKS) >> MARK) * weight)).astype(np.int64)
    found: Postings = text & ~MARKS | marks << MARK
    return found


def merged(sources: Sequence[Postings]) -> Postings:
    """The places of all; one that several have is that of the earliest. Only the first may have metadata."""
    if len(sources) == 1:  # most stems have one form
        return sources[0]
    found = np.concatenate(sources)
    order = np.argsort(found & ~MARKS, kind="stable")
    spots, owners = (found & ~MARKS)[order], np.repeat(np.arange(len(sources)), [*map(len, sources)])[order]
    # A word may stand twice at one place of its own: both are kept.
    starts = np.flatnonzero(changes(spots))
    earliest = np.repeat(owners[starts], np.diff(starts, append=len(spots)))
    return np.sort(found[order[owners == earliest]])


def phrase(words: Sequence[tuple[int, Postings]]) -> Postings:
    """Places where words stand together, in texts; each word is given with its distance from the first."""
    found = words[0][1]
    for gap, text in words[1:]:
        found = found[np.isin((found & ~MARKS) + gap, text & ~MARKS)]
    return found


def changes(values: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Whether each value, 0 or more, is not the one before."""
    changed: NDArray[np.bool_] = np.diff(values, prepend=-1) != 0
    return changed


def marked(numbers: Iterable[int]) -> Iterator[tuple[int, int]]:
    """Weight or field, and place, out of the numbers of an index."""
    mark, place = WHOLE, 0
    for number in numbers:
        if number < 0:
            mark, place = -number - 1, 0
        else:
            place += number
            yield mark, place
