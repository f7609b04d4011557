"""Where each stem of a language stands, out of its tokens and the parts of their words."""

from itertools import pairwise

import numpy as np

from toolkit.search.cutting import Cuts
from toolkit.search.postings import MARK, MARKS, METADATA, PAGE, Postings
from toolkit.search.tokens import Tokens, ranges

# The places of each form of each stem; the form without accents has no name.
Index = dict[str, dict[str, Postings]]

# Above a place, the number of its slot: with it, all are sorted at once and in their own memory.
_SLOT = 46
MOST = 1 << 63 - _SLOT


def index_words(cuts: Cuts, tokens: Tokens) -> Index:
    """Each stem with its places, in the order of their slots. Raises ValueError beyond `MOST` pages or slots."""
    if max(len(cuts.slots), int(tokens.places[-1] >> PAGE) + 1) > MOST:
        raise ValueError(f"an index has {MOST} pages and forms of stems at most")
    found = np.concatenate([_parts(cuts, piece) for piece in tokens.pieces()])
    found.sort()
    bounds = np.searchsorted(found, np.arange(len(cuts.slots) + 1) << _SLOT).tolist()
    found &= (1 << _SLOT) - 1
    index: Index = {}
    for (stem, form), (start, end) in zip(cuts.slots, pairwise(bounds), strict=True):
        if start < end:
            index.setdefault(stem, {})[form] = found[start:end]
    return index


def _parts(cuts: Cuts, tokens: Tokens) -> Postings:
    """The slot of each part of each token, above where it stands with its own weight."""
    counts = cuts.counts[tokens.numbers]
    parts, found = ranges(cuts.firsts[tokens.numbers], counts), np.repeat(tokens.places, counts)
    # In the text, few words have several parts.
    shared = np.flatnonzero(cuts.sharing[parts] > 1)
    shared = shared[found[shared] & METADATA == 0]
    weights = (found[shared] & MARKS) >> MARK
    found[shared] += weights // cuts.sharing[parts[shared]] - weights << MARK
    return cuts.parts[parts].astype(np.int64) << _SLOT | found
