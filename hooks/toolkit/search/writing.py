"""The places of words as the bytes of an index."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from toolkit.search import cbor
from toolkit.search.postings import MARK, MARKS, METADATA, PAGE, PLACES, Postings, changes

_NEGATIVE, _LIST = cbor.NEGATIVE << cbor.KIND, cbor.LIST << cbor.KIND
# So many places are written at once: enough for numpy, little for memory (some 300 bytes each).
_BATCH = 100_000


def written(stems: Iterable[tuple[str, Mapping[str, Postings]]]) -> Iterator[tuple[str, bytes]]:
    """Each stem with its bytes."""
    for batch in _batches(stems):
        pages = iter(_pages([found for _, forms in batch for found in forms.values()]))
        for stem, forms in batch:
            own = dict(zip(forms, pages, strict=False))
            variants = [cbor.LIST_OF_2 + cbor.text(form) + one for form, one in sorted(own.items()) if form]
            yield stem, cbor.LIST_OF_3 + cbor.text(stem) + own.get("", cbor.EMPTY_LIST) + cbor.list_of(variants)


def _batches(
    stems: Iterable[tuple[str, Mapping[str, Postings]]],
) -> Iterator[list[tuple[str, Mapping[str, Postings]]]]:
    batch, size = [], 0
    for stem, forms in stems:
        batch.append((stem, forms))
        size += sum(map(len, forms.values()))
        if size > _BATCH:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def _pages(words: Sequence[Postings]) -> list[bytes]:
    """The list of pages of each."""
    found = np.concatenate(words)
    owners = np.repeat(np.arange(len(words)), [*map(len, words)])
    first = changes(owners)
    new_page = first | changes(found >> PAGE)
    tokens, begins = _tokens(found, first, new_page)
    content, bounds = cbor.heads(tokens)
    lengths = np.bincount(owners[new_page], minlength=len(words))
    ends = np.append(bounds[begins], bounds[-1])[np.cumsum(lengths)].tolist()
    data = content.tobytes()
    return [
        cbor.head(cbor.LIST, length) + data[start:end]
        for length, (start, end) in zip(lengths.tolist(), pairwise([0, *ends]), strict=True)
    ]


def _tokens(
    found: Postings, first: NDArray[np.bool_], new_page: NDArray[np.bool_]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """What the pages of all words are written with, and where each page begins in it.

    A page is four tokens (a list of three, its distance, the lengths of two lists) among those of its places: each is a
    token, after one for its weight or field when that changes.
    """
    new_run = new_page | changes(found >> MARK)
    # How many weights and fields there are before each place, and in all.
    runs = np.append(0, np.cumsum(new_run))
    starts = np.flatnonzero(new_page)
    ends = np.append(starts[1:], len(found))
    in_text = found & METADATA == 0
    middles = starts + np.add.reduceat(in_text, starts, dtype=np.int64)
    before = 4 * np.arange(len(starts))
    begins = starts + runs[starts] + before
    tokens = np.empty(len(found) + runs[-1] + 4 * len(starts), np.int64)
    tokens[begins] = _LIST | 3
    tokens[begins + 1] = _distances(found[starts] >> PAGE, first[starts])
    tokens[begins + 2] = _LIST | middles + runs[middles] - starts - runs[starts]
    tokens[middles + runs[middles] + before + 3] = _LIST | ends + runs[ends] - middles - runs[middles]
    # Those of the text come before the length of the second list.
    own = np.arange(len(found)) + runs[1:] + 4 * np.cumsum(new_page) - in_text
    tokens[own] = _distances(found & PLACES, new_run)
    tokens[own[new_run] - 1] = _NEGATIVE | (found[new_run] & MARKS) >> MARK
    return tokens, begins


def _distances(values: NDArray[np.int64], anew: NDArray[np.bool_]) -> NDArray[np.int64]:
    """The difference of each value from the one before; where one counts anew, the value itself."""
    return values - np.where(anew, 0, np.roll(values, 1))
