"""The words of a language as they are written, and those a misspelt query may have meant."""

import re
from collections import Counter
from collections.abc import Iterable

from toolkit.search.lexicon import folded

_WORD = re.compile(r"[^\W\d_]{4,24}")
LIMIT = 3000


def count_words(texts: Iterable[str]) -> Counter[str]:
    """How many texts each word stands in."""
    return Counter(word for text in texts for word in set(_WORD.findall(text.lower())))


def important_words(names: Iterable[str], count: Counter[str]) -> list[str]:
    """At most `LIMIT` words, without accents: those of names, then those of several texts, most common first."""
    named = [folded(word) for word in count_words(names)]
    ranked = sorted(count.items(), key=lambda pair: (-pair[1], pair[0]))
    common = [folded(word) for word, times in ranked if times > 1]
    return list(dict.fromkeys([*sorted(named), *common]))[:LIMIT]
