"""Where words stand, as Pagefind 1.5 counts it (its `pagefind_web/src/index.rs` documents the form).

A word is `[word, pages, variants]`, a variant `[form with accents, pages]`, a page `[page, places, metadata places]`.
Page numbers are differences from the one before; so are places, after a negative number `-(weight + 1)`, and metadata
places, after `-(field + 1)`. In memory a place is one number, with its weight or field above `SHIFT` bits.
"""

from collections.abc import Iterable, Mapping

SHIFT = 20
PLACE = (1 << SHIFT) - 1
# The weight of a word of the text, in the 24ths of Pagefind.
WHOLE = 24

Marked = tuple[int, ...]
Places = tuple[Marked, Marked]
Postings = dict[int, Places]


def merge(target: Postings, source: Mapping[int, Places], weight: float) -> None:
    """Add the places of a word to those of another, less heavy."""
    for number, (text, metadata) in source.items():
        own_text, own_metadata = target.get(number, ((), ()))
        taken = {one & PLACE for one in own_text}
        added = tuple(_lighter(one, weight) for one in text if one & PLACE not in taken)
        fields = tuple(one for one in metadata if one not in own_metadata)
        target[number] = (own_text + added, own_metadata + fields)


def phrase(words: Iterable[tuple[int, Postings]]) -> Postings:
    """Places where words stand together, in the text; each word is given with its distance from the first."""
    (_, first), *rest = words
    found: Postings = {}
    if not rest:
        return {number: (text, ()) for number, (text, _) in first.items() if text}
    for number, (text, _) in first.items():
        after = [(gap, {one & PLACE for one in other[number][0]}) for gap, other in rest if number in other]
        if len(after) == len(rest):
            together = tuple(one for one in text if all((one & PLACE) + gap in places for gap, places in after))
            if together:
                found[number] = (together, ())
    return found


def marked(numbers: Iterable[int]) -> Marked:
    """Places out of the numbers of an index."""
    found: list[int] = []
    mark, place = WHOLE << SHIFT, 0
    for number in numbers:
        if number < 0:
            mark, place = (-number - 1) << SHIFT, 0
        else:
            place += number
            found.append(mark | place)
    return tuple(found)


def unmarked(places: Iterable[int]) -> list[int]:
    """Places as the index holds them, the lightest first."""
    found: list[int] = []
    before, last = -1, 0
    for one in sorted(places):
        mark, place = one >> SHIFT, one & PLACE
        if mark != before:
            found.append(-mark - 1)
            before, last = mark, 0
        found.append(place - last)
        last = place
    return found


def _lighter(one: int, weight: float) -> int:
    return one if weight == 1 else max(1, round((one >> SHIFT) * weight)) << SHIFT | one & PLACE
