"""The same seeded content for every generator: guidance pages, facilitators and processes, in French and in Dutch."""

import random
from dataclasses import dataclass
from functools import cache
from itertools import accumulate

LANGUAGES = ("fr", "nl")
# Words are made of syllables; frequent ones come back often, as in a real text (Zipf's law).
SYLLABLES = {
    "fr": "par ti ci pa tion com mu ne quar tier pla ce é co le pro jet bud get é va lua ré u nion a te lier".split(),
    "nl": "deel na me ge meen te wijk plein school pro ject be groting ver ga de ring werk win kel be slis".split(),
}
VOCABULARY = 5_000


@dataclass(frozen=True)
class Size:
    """How many guidance pages a language, facilitators (a multiple of six) and processes."""

    name: str
    pages: int
    facilitators: int
    processes: int


SIZES = {size.name: size for size in (Size("S", 50, 36, 150), Size("M", 150, 198, 1_500), Size("L", 500, 996, 10_000))}


@dataclass(frozen=True)
class Text:
    """A titled text in one language, its sections being (heading, paragraphs)."""

    title: str
    description: str
    sections: tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True)
class Item:
    """A page or a record: a number and its texts by language."""

    number: int
    texts: dict[str, Text]


@dataclass(frozen=True)
class Corpus:
    """All the content of a size."""

    size: Size
    pages: tuple[Item, ...]
    facilitators: tuple[Item, ...]
    processes: tuple[Item, ...]


def make(size: Size, seed: int = 20260101) -> Corpus:
    """Content of a size; the same seed gives the same words. A guidance page has about 900 words, a record 90."""
    source = random.Random(seed)  # noqa: S311 (not a secret)
    return Corpus(
        size,
        _items(source, size.pages, "Page", sections=6, paragraphs=3, words=50),
        _items(source, size.facilitators, "Team", sections=1, paragraphs=1, words=40),
        _items(source, size.processes, "Process", sections=1, paragraphs=2, words=45),
    )


def _items(
    source: random.Random, count: int, kind: str, sections: int, paragraphs: int, words: int
) -> tuple[Item, ...]:
    return tuple(
        Item(number, {one: _text(source, one, f"{kind} {number}", sections, paragraphs, words) for one in LANGUAGES})
        for number in range(1, count + 1)
    )


def _text(source: random.Random, language: str, name: str, sections: int, paragraphs: int, words: int) -> Text:
    return Text(
        title=f"{_sentence(source, language, 4).rstrip('.')} {name} {language}",
        description=_sentence(source, language, 14)[:140] + f" {name} {language}",
        sections=tuple(
            (
                _sentence(source, language, 4).rstrip("."),
                tuple(_sentence(source, language, words) for _ in range(paragraphs)),
            )
            for _ in range(sections)
        ),
    )


def _sentence(source: random.Random, language: str, words: int) -> str:
    vocabulary, weights = _vocabulary(language)
    return " ".join(source.choices(vocabulary, cum_weights=weights, k=words)).capitalize() + "."


@cache
def _vocabulary(language: str) -> tuple[list[str], list[float]]:
    source = random.Random(language)  # noqa: S311 (not a secret)
    words = ["".join(source.choices(SYLLABLES[language], k=source.randint(1, 4))) for _ in range(VOCABULARY)]
    return words, list(accumulate(1 / rank for rank in range(1, VOCABULARY + 1)))


def markdown(text: Text) -> str:
    """Body of a text."""
    return "\n\n".join(f"## {heading}\n\n" + "\n\n".join(paragraphs) for heading, paragraphs in text.sections) + "\n"
