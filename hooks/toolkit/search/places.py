"""Where each word of a language stands: from its pages to an index, and from an index to its bytes."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache

from toolkit.search import cbor
from toolkit.search.cutting import Cuts, Weighed
from toolkit.search.postings import PLACE, SHIFT, Marked, Places, Postings, unmarked
from toolkit.search.texts import WEIGHTS, Text

# The pages of each form of each stem; the form without accents has no name.
Index = dict[str, dict[str, Postings]]


def index_words(cuts: Cuts, pages: Iterable[tuple[Text, list[str]]]) -> Index:
    """Each stem with its places, from the text and the fields of each page."""
    slots: list[Postings] = [{} for _ in cuts.slots]
    shared: dict[Places, Places] = {}
    weighed = {weight: Weighed(cuts, weight) for weight in WEIGHTS.values()}
    for page, (text, fields) in enumerate(pages):
        places, metadata = _places(text, weighed), _fields(fields, cuts)
        for number in places.keys() | metadata.keys():
            stand = (tuple(places.get(number, ())), tuple(metadata.get(number, ())))
            slots[number][page] = shared.setdefault(stand, stand)
    index: Index = defaultdict(dict)
    for (stem, form), slot in zip(cuts.slots, slots, strict=True):
        if slot:
            index[stem][form] = slot
    return dict(index)


def written(stems: Iterable[tuple[str, Mapping[str, Postings]]]) -> Iterator[tuple[str, bytes]]:
    """Each stem with its bytes."""
    for stem, forms in stems:
        variants = [cbor.LIST_OF_2 + cbor.text(form) + _pages(own) for form, own in sorted(forms.items()) if form]
        yield stem, cbor.LIST_OF_3 + cbor.text(stem) + _pages(forms.get("", {})) + cbor.list_of(variants)


def _places(text: Text, weighed: Mapping[int, Weighed]) -> dict[int, list[int]]:
    """Weights and places of the words of a text, by slot."""
    found: dict[int, list[int]] = defaultdict(list)
    words, place = text.content.split(), 0
    for weight, length in text.spans:
        parts = weighed[weight]
        for word in words[place : place + length]:
            for number, mark in parts[word]:
                found[number].append(mark | place)
            place += 1
    return found


def _fields(fields: list[str], cuts: Cuts) -> dict[int, list[int]]:
    """Fields and places of the words of the metadata, by slot."""
    found: dict[int, list[int]] = defaultdict(list)
    for field, value in enumerate(fields):
        for place, word in enumerate(value.split()):
            for number, _ in cuts.parts[word]:
                found[number].append(field << SHIFT | place)
    return found


def _pages(found: Postings) -> bytes:
    """A list of pages, each with its distance from the one before."""
    pieces, last = [], 0
    for page in sorted(found):
        pieces.append(cbor.LIST_OF_3 + cbor.NUMBERS[page - last] + _stand(found[page]))
        last = page
    return cbor.list_of(pieces)


@lru_cache(maxsize=100_000)
def _stand(places: Places) -> bytes:
    return _list(places[0]) + _list(places[1])


def _list(places: Marked) -> bytes:
    if not places:
        return cbor.EMPTY_LIST
    if len(places) == 1:  # most words stand once in a page
        return cbor.LIST_OF_2 + cbor.NUMBERS[-(places[0] >> SHIFT) - 1] + cbor.NUMBERS[places[0] & PLACE]
    return cbor.numbers(unmarked(places))
