"""The index as Pagefind holds it: read, taught, cut and written again."""

import gzip
import json
from pathlib import Path

import cbor2
import pytest
from hypothesis import given
from hypothesis import strategies as st
from toolkit.search import bundle, postings

MARKED = st.lists(st.tuples(st.integers(0, 255), st.integers(0, 5000)), unique_by=lambda pair: pair[1]).map(sorted)
SIGNATURE = b"pagefind_dcd"


@given(st.dictionaries(st.integers(0, 5000), st.tuples(MARKED, MARKED)))
def test_written_postings_are_read_again(places: postings.Postings) -> None:
    assert postings.read(postings.written(places)) == places


def test_a_phrase_is_found_where_its_words_follow() -> None:
    first: postings.Postings = {1: ([(24, 4), (24, 9)], []), 2: ([(24, 1)], [])}
    third: postings.Postings = {1: ([(24, 6)], [])}
    assert postings.phrase([(0, first), (2, third)]) == {1: ([(24, 4)], [])}


def test_a_word_learns_lighter_places() -> None:
    word: postings.Postings = {1: ([(24, 4)], [])}
    postings.merge(word, {1: ([(24, 4), (24, 8)], []), 3: ([(1, 0)], [])}, 0.5)
    assert word == {1: ([(24, 4), (12, 8)], []), 3: ([(1, 0)], [])}


def test_every_accent_of_a_word_counts() -> None:
    word = ["decid", [[1, [-25, 3], []]], [["décid", [[1, [-25, 7], []], [1, [-25, 0], []]]]]]
    assert postings.everywhere(word) == {1: ([(24, 3), (24, 7)], []), 2: ([(24, 0)], [])}


@pytest.mark.parametrize("number", [0x8361, 3])
def test_an_index_keeps_its_words_in_small_pieces(tmp_path: Path, number: int) -> None:
    words = {f"word{index:04}": [f"word{index:04}", [[number, [-25, 1, number], []]], []] for index in range(2000)}
    _write_bundle(tmp_path, list(words.values()))
    read = bundle.read_words(tmp_path, "fr")
    assert {name: cbor2.loads(record) for name, record in read.items()} == words
    bundle.write_words(tmp_path, "fr", read)
    assert bundle.read_words(tmp_path, "fr") == read
    assert all(path.stat().st_size < 10_000 for path in (tmp_path / "index").iterdir())


def _write_bundle(folder: Path, words: list[object]) -> None:
    files = {
        "index/fr_a.pf_index": [words],
        "filter/fr_b.pf_filter": ["kind", [["b", [1]], ["a", [0]]]],
        "pagefind.fr_c.pf_meta": ["1.5.2", [], [["word0000", "word1999", "fr_a"]], [["kind", "fr_b"]], [], []],
    }
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(gzip.compress(SIGNATURE + cbor2.dumps(content)))
    (folder / "pagefind-entry.json").write_text(json.dumps({"languages": {"fr": {"hash": "fr_c"}}}))
