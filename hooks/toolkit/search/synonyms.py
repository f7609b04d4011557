"""Find pages by words they do not contain: families of words, parts of compounds, other names of glossary terms."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import chain, permutations

from toolkit import LANGUAGES
from toolkit.models.config import SearchWords
from toolkit.models.glossary import Term
from toolkit.search.entries import term_names
from toolkit.search.words import WORD, Text, folded, stemmer

_SHORTEST_ROOT, _SHORTEST_PART = 5, 4
# A synonym is strong when the words it stands for weigh this much together: a first heading, or six mentions.
_STRONG = 6

Stem = Callable[[str], str]
# A word, and a phrase (stems, one space apart) it is a synonym of.
Pair = tuple[str, str]


class Synonyms:
    """The synonyms of a language. `count` has the number of texts each word of the language occurs in."""

    def __init__(self, words: SearchWords, language: str, terms: Iterable[Term], count: Mapping[str, int]) -> None:
        self.stem = stem = stemmer(language)
        # A word of each stem, and the stems that are synonyms of each phrase; longer phrases also by their first stem.
        self.word_of: dict[str, str] = {}
        self.by_phrase: defaultdict[str, set[str]] = defaultdict(set)
        self.longer: defaultdict[str, set[str]] = defaultdict(set)
        pairs = (families(words, stem, count), compounds(words, stem, count), names(language, stem, terms))
        for word, phrase in chain.from_iterable(pairs):
            self.word_of.setdefault(stem(word), word)
            self.by_phrase[phrase].add(stem(word))
            if " " in phrase:
                self.longer[phrase.partition(" ")[0]].add(phrase)

    def of(self, text: Text) -> tuple[list[str], list[str]]:
        """Synonyms of the words of a text that it does not contain: the strong ones, and the others."""
        stemmed = {weight: [*map(self.stem, words)] for weight, words in text.items()}
        weights: Counter[str] = Counter()
        for weight, stems in stemmed.items():
            for stem, times in Counter(stems).items():
                weights[stem] += weight * times
        joined = {weight: f" {' '.join(stems)} " for weight, stems in stemmed.items()}
        longer = {phrase for stem in weights.keys() & self.longer.keys() for phrase in self.longer[stem]}
        phrases = {phrase: sum(own * part.count(f" {phrase} ") for own, part in joined.items()) for phrase in longer}
        strength: Counter[str] = Counter()
        for phrase, weight in (*weights.items(), *phrases.items()):
            for synonym in self.by_phrase.get(phrase, ()):
                strength[synonym] += weight
        new = sorted(stem for stem, weight in strength.items() if weight and stem not in weights)
        strong = [self.word_of[stem] for stem in new if strength[stem] >= _STRONG]
        return strong, [self.word_of[stem] for stem in new if strength[stem] < _STRONG]


def families(words: SearchWords, stem: Stem, vocabulary: Iterable[str]) -> Iterator[Pair]:
    """Pair the words of a family: those listed, and those that differ by an ending."""
    spoken: dict[str, str] = {}
    for word in vocabulary:
        spoken.setdefault(stem(word), word)
    endings = sorted(map(folded, words.endings), key=len, reverse=True)
    groups: defaultdict[str, dict[str, str]] = defaultdict(dict)
    for own, word in spoken.items():
        groups[_root(own, endings)][own] = word
    listed = ({stem(word): word for word in family} for family in words.families)
    for group in (*groups.values(), *listed):
        yield from ((group[one], other) for one, other in permutations(group, 2))


def compounds(words: SearchWords, stem: Stem, count: Mapping[str, int]) -> Iterator[Pair]:
    """Pair the parts of a compound with it."""
    if not words.links:
        return
    known = {**dict.fromkeys(map(stem, count), 1), **count}
    known = {word: texts for word, texts in known.items() if word not in words.stop}
    for word in count:
        yield from ((part, stem(word)) for part in _parts(word, known, words.links))


def names(language: str, stem: Stem, terms: Iterable[Term]) -> Iterator[Pair]:
    """Pair the names of a term, in any language, that are one word with its names in the language of the text."""
    for term in terms:
        single = [name for other in LANGUAGES for name in term_names(term, other) if WORD.fullmatch(name)]
        for form in term_names(term, language):
            phrase = " ".join(map(stem, WORD.findall(form.lower())))
            yield from ((name.lower(), phrase) for name in single if name != form)


def _root(stem: str, endings: list[str]) -> str:
    removable = (one for one in endings if stem.endswith(one) and len(stem) - len(one) >= _SHORTEST_ROOT)
    return stem.removesuffix(next(removable, ""))


def _parts(word: str, known: Mapping[str, int], links: list[str]) -> list[str]:
    """Split a compound in two words (of all ways, the one whose rarer word is most common), and these again."""
    best: tuple[int, list[str]] = (1, [])
    for cut in range(_SHORTEST_PART, len(word) - _SHORTEST_PART + 1):
        if (tail := word[cut:]) not in known:
            continue
        for link in links:
            head = word[:cut].removesuffix(link) if word[:cut].endswith(link) else ""
            if len(head) >= _SHORTEST_PART and head in known:
                best = max(best, (min(known[head], known[tail]), [head, tail]))
    return [deeper for part in best[1] for deeper in (part, *_parts(part, known, links))]
