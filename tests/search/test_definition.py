"""An index of random pages against its definition, in the plainest words: every place one by one."""

from collections import Counter
from collections.abc import Iterator, Mapping
from random import Random

import cbor2
import numpy as np
import pytest
from support.positions import Place, read_pages
from toolkit.search import teaching, tokens, vocabulary, writing
from toolkit.search.cutting import Cuts
from toolkit.search.lexicon import Alias
from toolkit.search.places import index_words
from toolkit.search.texts import Text
from toolkit.search.tokens import Tokens, read_tokens
from toolkit.search.writing import written

WORDS = ["plan", "plans", "été", "ete", "plan-été", "de", "ah-ah", "ville"]
# Slots of each word, and how many parts share its weight. A part may stand twice at one place.
SLOTS = [("plan", ""), ("ete", "été"), ("ete", ""), ("plan-ete", "plan-été"), ("ah", ""), ("ville", "")]
PARTS = {
    "plan": [(0, 1)],
    "plans": [(0, 1)],
    "été": [(1, 1)],
    "ete": [(2, 1)],
    "plan-été": [(0, 2), (1, 2), (3, 1)],
    "de": [],
    "ah-ah": [(4, 2), (4, 2)],
    "ville": [(5, 1)],
}
# Sentences with their weights, and fields.
Page = tuple[list[tuple[int, list[str]]], list[list[str]]]


@pytest.mark.parametrize("seed", range(20))
def test_an_index_holds_what_its_definition_says(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    random = Random(seed)  # noqa: S311
    pages = [random_page(random) for _ in range(random.randrange(1, 30))]
    aliases = [random_alias(random) for _ in range(12)]
    monkeypatch.setattr(teaching, "_aliases", lambda *_: aliases)
    # Little at a time, as the memory of a large site asks.
    monkeypatch.setattr(writing, "_BATCH", 50)
    monkeypatch.setattr(tokens, "_PIECE", 30)
    read = read_tokens(map(text, pages))
    index = index_words(cuts(read), read)
    found = {}
    for stem, content in written(teaching.taught(None, "fr", index, {})):  # type: ignore[arg-type]
        _, own, variants = cbor2.loads(content)
        found |= {(stem, form): list(read_pages(one)) for form, one in [("", own), *variants] if one}
    slots = standing(pages)
    expected = {slot: sorted(places.elements()) for slot, places in slots.items()}
    expected |= {(stem, ""): sorted(taught(stem, slots, aliases).elements()) for stem in {one.word for one in aliases}}
    assert found == {slot: places for slot, places in expected.items() if places}
    long = [
        {part for _, one in page for word in one for part in word.split("-") if len(part) >= 4} for page, _ in pages
    ]
    assert vocabulary.count_words(read) == Counter(word for page in long for word in page)


def random_page(random: Random) -> Page:
    sentences = [(random.choice([24, 48, 168]), words(random, 1)) for _ in range(random.randrange(6))]
    return sentences, [words(random, 0) for _ in range(2)]


def words(random: Random, least: int) -> list[str]:
    return random.choices(WORDS, k=random.randrange(least, 7))


def random_alias(random: Random) -> Alias:
    """A phrase of one word or two, sometimes of a word that stands nowhere, or taught to a new word."""
    stems = [stem for stem, _ in SLOTS]
    phrase = [(0, random.choice([*stems, "absent"]))]
    if random.random() < 0.4:
        phrase.append((random.randrange(1, 3), random.choice(stems)))
    return Alias(random.choice([*stems, "new"]), tuple(phrase), random.choice([0.5, 0.7, 0.01]))


def text(page: Page) -> tuple[Text, list[str]]:
    sentences, fields = page
    content = " ".join(word for _, one in sentences for word in one)
    return Text("", content, tuple((weight, len(one)) for weight, one in sentences), ()), [*map(" ".join, fields)]


def cuts(read: Tokens) -> Cuts:
    parts = [PARTS[word] for word in read.words]
    counts = np.array([*map(len, parts)], np.int32)
    flat = np.array([part for one in parts for part in one], np.int32).reshape(-1, 2)
    return Cuts(SLOTS, np.cumsum(counts, dtype=np.int32) - counts, counts, flat[:, 0], flat[:, 1])


def standing(pages: list[Page]) -> dict[tuple[str, str], Counter[Place]]:
    """Where each slot stands: every part of every word, with its share of the weight of the sentence."""
    found = {slot: Counter[Place]() for slot in SLOTS}
    for page, (sentences, fields) in enumerate(pages):
        weighed = [(weight, word) for weight, sentence in sentences for word in sentence]
        for place, (weight, word) in enumerate(weighed):
            for slot, sharing in PARTS[word]:
                found[SLOTS[slot]][page, False, weight // sharing, place] += 1
        for field, own in enumerate(fields):
            for place, word in enumerate(own):
                for slot, _ in PARTS[word]:
                    found[SLOTS[slot]][page, True, field, place] += 1
    return found


def taught(stem: str, slots: Mapping[tuple[str, str], Counter[Place]], aliases: list[Alias]) -> Counter[Place]:
    """Its own places without accents; elsewhere in the texts, those of the first phrase that stands there, lighter."""
    found = Counter(slots.get((stem, ""), {}))
    for page, place in {(page, place) for one in slots.values() for page, metadata, _, place in one if not metadata}:
        if any(at_spot(found, page, place)):
            continue
        for alias in (one for one in aliases if one.word == stem):
            together = [marks(slots, other, page, place + gap) for gap, other in alias.phrase]
            if all(together):
                for mark in together[0]:
                    found[page, False, max(1, round(mark * alias.weight)), place] += 1
                break
    return found


def marks(slots: Mapping[tuple[str, str], Counter[Place]], stem: str, page: int, place: int) -> list[int]:
    """The weights of a stem at a spot, of the first of its forms that stands there."""
    forms = ([*at_spot(own, page, place)] for (one, _), own in slots.items() if one == stem)
    return next(filter(None, forms), [])


def at_spot(places: Counter[Place], page: int, place: int) -> Iterator[int]:
    return (mark for one, metadata, mark, own in places.elements() if (one, metadata, own) == (page, False, place))
