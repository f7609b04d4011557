"""Which words of an index also stand for which others: families, parts of compounds, glossary pairs."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import permutations
from unicodedata import combining, normalize

from Stemmer import Stemmer

from toolkit.models.config import SearchWords

# What a word found through another counts for, beside the word itself.
FAMILY, PART, PAIR = 0.5, 0.5, 0.7
_SHORTEST_ROOT, _SHORTEST_PART = 5, 4
_WORDS = re.compile(r"\w+")
_DOUBLED = re.compile(r"([^\W\d_])\1")
_ELIDED = re.compile(r"[^\W\d]")
# The algorithms Pagefind 1.5 uses too.
_ALGORITHMS = {"fr": "french", "nl": "dutch"}


@dataclass(frozen=True)
class Alias:
    """`word` is to be found wherever `phrase` stands: words of the index, with their distance from the first."""

    word: str
    phrase: tuple[tuple[int, str], ...]
    weight: float


@lru_cache(maxsize=50_000)
def folded(word: str) -> str:
    """A word in lower case, without accents or ligature, as readers often type it."""
    return _unaccented(word.lower()).replace("œ", "oe")


def _unaccented(word: str) -> str:
    return "".join(one for one in normalize("NFD", word) if not combining(one))


def name_keys(language: SearchWords) -> Callable[[str], str]:
    """One word that stands for a name however it is inflected; `nameKey` in `query.js` makes the same of a query."""
    part = cache(lambda word: _name_part(word, language) if _weighs(word, language) else "")
    return lambda name: "zq" + "".join(map(part, _WORDS.findall(name.lower())))


def _name_part(word: str, language: SearchWords) -> str:
    """A word without doubled letters and plural: perceel and percelen, openbaar and openbare have one."""
    plain = _DOUBLED.sub(r"\1", folded(word))
    ending = next((one for one in language.name_endings if plain.endswith(one) and len(plain) - len(one) > 2), "")
    return plain.removesuffix(ending)[: language.name_letters]


def weighs(text: str, language: SearchWords) -> bool:
    """Whether a text has a word that carries meaning; `query.js` leaves the others out of what readers ask."""
    return any(_weighs(word, language) for word in _WORDS.findall(text.lower()))


def _weighs(word: str, language: SearchWords) -> bool:
    return word not in language.stop and not _ELIDED.fullmatch(word)


def stems_of(language: str) -> Callable[[str], str]:
    """The form of a word in the index of a language."""
    algorithm = Stemmer(_ALGORITHMS[language])
    return cache(lambda word: _unaccented(algorithm.stemWord(word.lower())))


def families(words: SearchWords, stem: Callable[[str], str], known: Iterable[str]) -> Iterator[Alias]:
    """Words of one family stand for each other: those listed, and those that differ by an ending."""
    groups: dict[str, set[str]] = defaultdict(set)
    endings = sorted(map(folded, words.endings), key=len, reverse=True)
    for word in known:
        groups[_root(word, endings)].add(word)
    listed = ({stem(word) for word in family} for family in words.families)
    for group in (*groups.values(), *listed):
        for word, other in permutations(sorted(group), 2):
            yield Alias(word, ((0, other),), FAMILY)


def compounds(
    words: SearchWords, stem: Callable[[str], str], count: Mapping[str, int], stems: Iterable[str]
) -> Iterator[Alias]:
    """The parts of a compound are found where it stands. `count` has the pages of each word as it is written."""
    known = {word: times for word, times in {**dict.fromkeys(stems, 1), **count}.items() if word not in words.stop}
    for word in count if words.links else ():
        for part in _parts(word, known, words.links):
            yield Alias(stem(part), ((0, stem(word)),), PART)


def pairs(words: SearchWords, stem: Callable[[str], str], own: list[str], foreign: list[str]) -> Iterator[Alias]:
    """A term said otherwise, in either language, is found where the page says it. Only a form of one word is taught."""
    taught = [other for other in dict.fromkeys([*own, *foreign]) if _WORDS.fullmatch(other)]
    for form in own:
        phrase = [(place, word) for place, word in enumerate(_WORDS.findall(form.lower())) if word not in words.stop]
        stems = tuple((place - phrase[0][0], stem(word)) for place, word in phrase)
        yield from (Alias(stem(other), stems, PAIR) for other in taught if stems and other != form)


def _root(word: str, endings: list[str]) -> str:
    for ending in endings:
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST_ROOT:
            return word.removesuffix(ending)
    return word


def _parts(word: str, known: Mapping[str, int], links: list[str]) -> list[str]:
    """The two parts of a compound whose rarer one is the most common, and the parts of those."""
    best: tuple[int, list[str]] = (1, [])
    for cut in range(_SHORTEST_PART, len(word) - _SHORTEST_PART + 1):
        if (tail := word[cut:]) not in known:
            continue
        for link in links:
            head = word[:cut].removesuffix(link) if word[:cut].endswith(link) else ""
            if len(head) >= _SHORTEST_PART and head in known:
                best = max(best, (min(known[head], known[tail]), [head, tail]))
    return [deeper for part in best[1] for deeper in (part, *_parts(part, known, links))]
