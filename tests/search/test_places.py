"""Where words stand: as Pagefind counts it, taught, and written in its form."""

import cbor2
from hypothesis import given
from hypothesis import strategies as st
from toolkit.search import cbor, postings
from toolkit.search.places import Index, written
from toolkit.search.postings import SHIFT

MARKED = st.lists(st.tuples(st.integers(0, 255), st.integers(0, 5000))).map(
    lambda pairs: tuple(mark << SHIFT | place for mark, place in sorted(pairs))
)
NUMBERS = st.integers(-70_000, 4_000_000_000)


def at(place: int, mark: int = 24) -> int:
    return mark << SHIFT | place


@given(MARKED)
def test_written_places_are_read_again(places: postings.Marked) -> None:
    assert postings.marked(postings.unmarked(places)) == places


@given(st.lists(NUMBERS, max_size=300))
def test_numbers_are_written_as_cbor(numbers: list[int]) -> None:
    assert cbor2.loads(cbor.numbers(numbers)) == numbers


def test_an_index_is_written_in_the_form_of_pagefind() -> None:
    index: Index = {"evalu": {"": {2: ((at(8),), ())}, "évaluer": {0: ((at(6), at(5, 144)), (at(1, 3),)), 3: ((), ())}}}
    [(stem, content)] = written(index.items())
    variant = ["évaluer", [[0, [-25, 6, -145, 5], [-4, 1]], [3, [], []]]]
    assert (stem, cbor2.loads(content)) == ("evalu", ["evalu", [[2, [-25, 8], []]], [variant]])


def test_a_phrase_is_found_where_its_words_follow() -> None:
    first: postings.Postings = {1: ((at(4), at(9)), ()), 2: ((at(1),), ())}
    third: postings.Postings = {1: ((at(6),), ())}
    assert postings.phrase([(0, first), (2, third)]) == {1: ((at(4),), ())}


def test_a_word_learns_lighter_places() -> None:
    word: postings.Postings = {1: ((at(4),), ())}
    postings.merge(word, {1: ((at(4), at(8)), ()), 3: ((at(0, 1),), ())}, 0.5)
    assert word == {1: ((at(4), at(8, 12)), ()), 3: ((at(0, 1),), ())}
