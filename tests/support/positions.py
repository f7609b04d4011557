"""Places of words, spelt out."""

from collections.abc import Iterable, Iterator

import numpy as np
from toolkit.search.postings import MARK, MARKS, METADATA, PAGE, PLACES, Postings

# Page, whether in the metadata, weight or field, place.
Place = tuple[int, bool, int, int]


def posted(places: Iterable[Place]) -> Postings:
    """As an index holds them."""
    return np.array(
        sorted(page << PAGE | metadata * METADATA | mark << MARK | place for page, metadata, mark, place in places),
        np.int64,
    )


def listed(found: Postings) -> list[Place]:
    """As an index holds them, spelt out."""
    return [
        (one >> PAGE, bool(one & METADATA), (one & MARKS) >> MARK, one & PLACES) for one in map(int, found.tolist())
    ]


def read_pages(pages: Iterable[tuple[int, list[int], list[int]]]) -> Iterator[Place]:
    """Out of what Pagefind reads of a word."""
    number = 0
    for delta, *both in pages:
        number += delta
        for metadata, numbers in enumerate(both):
            mark, place = 24, 0
            for one in numbers:
                if one < 0:
                    mark, place = -one - 1, 0
                else:
                    place += one
                    yield number, bool(metadata), mark, place
