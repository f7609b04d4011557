"""Words of a text, keys of names, and the words that correct misspelt ones."""

import pytest
from toolkit.models.config import SearchWords
from toolkit.search import words

DUTCH = SearchWords(stop_words=["van", "de"], name_letters=20, name_endings=["en", "e", "s"])
FRENCH = SearchWords(stop_words=["au", "de"], name_letters=5, name_endings=["s"])


def test_words_weigh_as_much_as_their_block() -> None:
    text = words.read_text('<h1>L\'Été</h1><p>Un &amp; deux.</p><h2 id="a">Trois</h2><p>un</p>')
    assert text == {7: ["l", "été"], 1: ["un", "deux", "un"], 6: ["trois"]}


def test_a_word_counts_once_in_each_text() -> None:
    texts = [words.read_text("<p>wijk wijk raad</p>"), words.read_text("<h1>Wijk</h1><p>wijk</p>")]
    assert words.count_words(texts) == {"wijk": 2, "raad": 1}


@pytest.mark.parametrize(
    ("language", "name", "inflected"),
    [
        (FRENCH, "Assemblée citoyenne", "assemblées citoyennes"),
        (FRENCH, "L’évaluation", "évaluation"),
        (FRENCH, "Tirage au sort", "tirage sort"),
        (DUTCH, "Wijkraad", "wijkraden"),
        (DUTCH, "Perceel 2", "percelen 2"),
        (DUTCH, "Openbaar onderzoek", "openbare onderzoeken"),
    ],
)
def test_a_name_has_the_same_key_when_inflected(language: SearchWords, name: str, inflected: str) -> None:
    key = words.name_keys(language)
    assert key(name) == key(inflected)


def test_compounds_that_begin_alike_have_different_keys() -> None:
    key = words.name_keys(DUTCH)
    assert key("participatieladder") != key("participatiecontract")


def test_spellings_are_words_of_names_then_common_words() -> None:
    count = {"raad": 2, "wijk": 3, "évaluer": 2, "zeldzaam": 1, "de": 9, "2026": 5}
    assert words.spellings(["Évaluatie van Brussel"], count) == ["brussel", "evaluatie", "wijk", "raad", "evaluer"]
