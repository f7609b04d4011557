"""Where each word of an index stands, in the form of Pagefind 1.5 (its `pagefind_web/src/index.rs` documents it).

A word is `[word, pages, variants]`, a variant `[form with accents, pages]`, a page `[page, places, metadata places]`.
Page numbers are differences from the one before; so are places, after a negative number `-(weight + 1)`, and metadata
places, after `-(field + 1)`.
"""

from collections.abc import Iterable
from itertools import groupby
from typing import Any

Marked = list[tuple[int, int]]
Places = tuple[Marked, Marked]
Postings = dict[int, Places]


def read(pages: list[list[object]]) -> Postings:
    """Places of a word, by page: those in the text with their weights, those in the metadata with their fields."""
    found: Postings = {}
    number = 0
    for delta, places, metadata in pages:
        number += int(delta)  # type: ignore[call-overload]
        found[number] = (_marked(places), _marked(metadata))  # type: ignore[arg-type]
    return found


def everywhere(word: list[Any]) -> Postings:
    """Places of a word of the index, whatever its accents."""
    found = read(word[1])
    for _, pages in word[2]:
        merge(found, read(pages), 1)
    return found


def written(postings: Postings) -> list[list[object]]:
    """The same, as the index holds it."""
    found: list[list[object]] = []
    before = 0
    for number in sorted(postings):
        text, metadata = postings[number]
        found.append([number - before, _unmarked(text), _unmarked(metadata)])
        before = number
    return found


def merge(target: Postings, source: Postings, weight: float) -> None:
    """Add the places of a word to those of another, less heavy."""
    for number, (text, metadata) in source.items():
        own_text, own_metadata = target.get(number, ([], []))
        taken = {place for _, place in own_text}
        lighter = [(max(1, round(mark * weight)), place) for mark, place in text if place not in taken]
        fields = [pair for pair in metadata if pair not in own_metadata]
        target[number] = (own_text + lighter, own_metadata + fields)


def phrase(words: Iterable[tuple[int, Postings]]) -> Postings:
    """Places in the text where words stand together; each is given with its distance from the first."""
    (_, first), *rest = words
    found: Postings = {}
    for number, (text, _) in first.items():
        after = [(gap, {place for _, place in other[number][0]}) for gap, other in rest if number in other]
        if len(after) == len(rest):
            together = [(mark, place) for mark, place in text if all(place + gap in places for gap, places in after)]
            if together:
                found[number] = (together, [])
    return found


def _marked(numbers: list[int]) -> Marked:
    found: Marked = []
    mark, place = 25, 0
    for number in numbers:
        if number < 0:
            mark, place = -number - 1, 0
        else:
            place += number
            found.append((mark, place))
    return found


def _unmarked(marked: Marked) -> list[int]:
    found: list[int] = []
    for mark, group in groupby(sorted(marked), key=lambda pair: pair[0]):
        before = 0
        found.append(-mark - 1)
        for _, place in group:
            found.append(place - before)
            before = place
    return found
