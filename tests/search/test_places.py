"""Where words stand: noted, taught, and written in the form of Pagefind."""

import cbor2
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.positions import Place, listed, posted, read_pages
from toolkit.search import cbor, postings
from toolkit.search.cutting import Cuts
from toolkit.search.places import MOST, Index, index_words
from toolkit.search.texts import read_text
from toolkit.search.tokens import read_tokens
from toolkit.search.writing import written

NUMBERS = st.one_of(st.integers(0, 300), st.integers(0, 70_000), st.integers(0, (1 << 32) - 1))
PLACES = st.lists(st.tuples(st.integers(0, 2000), st.booleans(), st.integers(0, 255), st.integers(0, (1 << 20) - 1)))


def at(place: int, mark: int = 24, page: int = 1) -> Place:
    return page, False, mark, place


@given(st.lists(PLACES, min_size=1, max_size=4))
def test_written_places_are_read_again(forms: list[list[Place]]) -> None:
    [(_, content)] = written([("a", {str(number or ""): posted(one) for number, one in enumerate(forms)})])
    _, pages, variants = cbor2.loads(content)
    assert [list(read_pages(one)) for one in (pages, *(own for _, own in variants))] == [*map(sorted, forms)]


@given(st.lists(st.tuples(st.sampled_from([0, cbor.NEGATIVE]), NUMBERS), max_size=300))
def test_numbers_are_written_as_cbor(numbers: list[tuple[int, int]]) -> None:
    content, bounds = cbor.heads(np.array([kind << cbor.KIND | number for kind, number in numbers], np.int64))
    expected = [cbor2.dumps(-number - 1 if kind else number) for kind, number in numbers]
    assert [content[start:end].tobytes() for start, end in zip(bounds, bounds[1:], strict=False)] == expected


def test_an_index_is_written_in_the_form_of_pagefind() -> None:
    accented = [at(6, page=0), at(5, 144, page=0), (0, True, 3, 1), at(2, 24, page=3)]
    index: Index = {"evalu": {"": posted([at(8, page=2)]), "évaluer": posted(accented)}, "x": {"": posted([])}}
    found = [(stem, cbor2.loads(content)) for stem, content in written(index.items())]
    variant = ["évaluer", [[0, [-25, 6, -145, 5], [-4, 1]], [3, [-25, 2], []]]]
    assert found == [("evalu", ["evalu", [[2, [-25, 8], []]], [variant]]), ("x", ["x", [], []])]


def test_a_phrase_is_found_where_its_words_follow() -> None:
    first, third = posted([at(4), at(9), at(1, page=2)]), posted([at(6, 144), at(11, page=2)])
    assert listed(postings.phrase([(0, first), (2, third)])) == [at(4)]


def test_a_word_learns_lighter_places() -> None:
    other = posted([at(4), at(8), at(9, 1), at(0, page=3)])
    word = [at(4), (1, True, 0, 8)]
    learned = postings.merged([posted(word), postings.lighter(other, 0.5), postings.lighter(other, 0.7)])
    assert listed(learned) == sorted([*word, at(8, 12), at(9, 1), at(0, 12, page=3)])


def test_an_index_too_large_for_its_numbers_is_refused() -> None:
    none = np.empty(0, np.int32)
    with pytest.raises(ValueError, match="131072"):
        index_words(Cuts([("", "")] * (MOST + 1), none, none, none, none), read_tokens([(read_text("<p>a</p>"), [])]))
