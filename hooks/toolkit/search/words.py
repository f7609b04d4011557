"""Read the words of a text: their weights, stems, the keys of names, and the words that misspelt ones may mean."""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from functools import cache, lru_cache
from html import unescape
from unicodedata import combining, normalize

from Stemmer import Stemmer

from toolkit.models.config import SearchWords

WORD = re.compile(r"\w+")
_BLOCK = re.compile(r"<(h[1-6]|p)\b[^>]*>(.*?)</\1>")
# In Pagefind a word of a paragraph weighs 1, one of a first heading 7, of a second 6 and so on.
_WEIGHTS = {"p": 1, **{f"h{level}": 8 - level for level in range(1, 7)}}
# The algorithms of Pagefind.
_ALGORITHMS = {"fr": "french", "nl": "dutch"}
_DOUBLED = re.compile(r"([^\W\d_])\1")
_SPELT = re.compile(r"[^\W\d_]{4,24}")
_MOST_SPELLINGS = 3000

# The words of a text in lower case, in their order, by the weight of each.
Text = Mapping[int, list[str]]


def read_text(body: str) -> Text:
    """Read headings and paragraphs (the form of `checks.article`)."""
    text: defaultdict[int, list[str]] = defaultdict(list)
    for tag, html in _BLOCK.findall(body):
        text[_WEIGHTS[tag]] += WORD.findall(unescape(html).lower())
    return text


def count_words(texts: Iterable[Text]) -> dict[str, int]:
    """Count the texts in which each word occurs. Words are sorted: the order of a set differs at each run."""
    count: Counter[str] = Counter()
    for text in texts:
        count.update(set().union(*text.values()))
    return dict(sorted(count.items()))


@lru_cache(maxsize=50_000)
def folded(word: str) -> str:
    """Remove case, accents and ligature, as readers often do."""
    return _unaccented(word.lower()).replace("œ", "oe")


def _unaccented(word: str) -> str:
    return word if word.isascii() else "".join(letter for letter in normalize("NFD", word) if not combining(letter))


def stemmer(language: str) -> Callable[[str], str]:
    """Return the function from a word to its form in the index of a language."""
    algorithm = Stemmer(_ALGORITHMS[language])
    return cache(lambda word: _unaccented(algorithm.stemWord(word)))


def name_keys(language: SearchWords) -> Callable[[str], str]:
    """Return the function from a name to one word, the same for its inflections (`nameKey` in `query.js`)."""
    part = cache(lambda word: _name_part(word, language) if _is_meaningful(word, language) else "")
    return lambda name: "zq" + "".join(map(part, WORD.findall(name.lower())))


def _name_part(word: str, language: SearchWords) -> str:
    """Remove doubled letters and plural: perceel and percelen, openbaar and openbare have one form."""
    plain = _DOUBLED.sub(r"\1", folded(word))
    endings = (ending for ending in language.name_endings if plain.endswith(ending) and len(plain) - len(ending) > 2)
    return plain.removesuffix(next(endings, ""))[: language.name_letters]


def _is_meaningful(word: str, language: SearchWords) -> bool:
    return word not in language.stop and (len(word) > 1 or word.isdigit())


def spellings(names: Iterable[str], count: Mapping[str, int]) -> list[str]:
    """Choose words to correct misspelt ones with, without accents: of names, then of several texts, common first."""
    named = sorted({folded(word) for name in names for word in _SPELT.findall(name.lower())})
    common = [word for word, texts in count.items() if texts > 1 and _SPELT.fullmatch(word)]
    ranked = sorted(common, key=lambda word: (-count[word], word))
    return list(dict.fromkeys([*named, *map(folded, ranked)]))[:_MOST_SPELLINGS]
