"""Where each stem of a language stands, out of its tokens and the parts of their words."""

from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from toolkit.search.cutting import Cuts
from toolkit.search.postings import MARK, MARKS, METADATA, Postings
from toolkit.search.tokens import Tokens, ranges

# The places of each form of each stem; the form without accents has no name.
Index = dict[str, dict[str, Postings]]


def index_words(cuts: Cuts, tokens: Tokens) -> Index:
    """Each stem with its places, in the order of their slots."""
    slots, found = _parts(cuts, tokens)
    order = np.lexsort((found, slots))
    slots, found = slots[order], found[order]
    bounds = np.searchsorted(slots, np.arange(len(cuts.slots) + 1)).tolist()
    index: Index = {}
    for (stem, form), (start, end) in zip(cuts.slots, pairwise(bounds), strict=True):
        if start < end:
            index.setdefault(stem, {})[form] = found[start:end]
    return index


def _parts(cuts: Cuts, tokens: Tokens) -> tuple[NDArray[np.int32], Postings]:
    """The slot of each part of each token, and where it stands with its own weight."""
    counts = cuts.counts[tokens.numbers]
    parts, found = ranges(cuts.firsts[tokens.numbers], counts), np.repeat(tokens.places, counts)
    weights = (found & MARKS) >> MARK
    own = np.where(found & METADATA, weights, weights // cuts.sharing[parts])
    found += own - weights << MARK
    return cuts.parts[parts], found
