"""Which words stand for which others."""

import pytest
from toolkit.models.config import SearchWords
from toolkit.search import lexicon, vocabulary
from toolkit.search.texts import read_text
from toolkit.search.tokens import read_tokens

DUTCH = SearchWords(
    stop_words=["van", "de"], name_letters=20, name_endings=["en", "e", "s"], endings=["er"], links=["", "s"]
)
FRENCH = SearchWords(
    stop_words=["au", "de"], name_letters=5, name_endings=["s"], endings=["neté"], families=[["décider", "décision"]]
)


def pairs(aliases: object) -> set[tuple[str, str]]:
    return {(one.word, " ".join(word for _, word in one.phrase)) for one in aliases}  # type: ignore[attr-defined]


def test_parts_of_compounds_lead_to_them() -> None:
    count = {"burgerpanel": 2, "burger": 5, "panel": 3, "huurdersraad": 1, "huurder": 2, "raad": 4}
    found = pairs(lexicon.compounds(DUTCH, lambda word: word, count, []))
    assert found == {
        ("burger", "burgerpanel"),
        ("panel", "burgerpanel"),
        ("huurder", "huurdersraad"),
        ("raad", "huurdersraad"),
    }
    assert not pairs(lexicon.compounds(FRENCH, lambda word: word, count, []))


def test_families_are_listed_or_made_by_endings() -> None:
    found = pairs(lexicon.families(FRENCH, lexicon.stems_of("fr"), ["citoyen", "citoyennete", "maison"]))
    assert {("citoyen", "citoyennete"), ("citoyennete", "citoyen"), ("decid", "decis"), ("decis", "decid")} == found


def test_terms_are_found_by_their_other_names() -> None:
    own, foreign = ["tirage au sort"], ["loting", "openbare trekking"]
    found = list(lexicon.pairs(FRENCH, lambda word: word, own, foreign))
    assert found == [lexicon.Alias("loting", ((0, "tirage"), (2, "sort")), lexicon.PAIR)]


@pytest.mark.parametrize(
    ("words", "one", "other"),
    [
        (FRENCH, "Assemblée citoyenne", "assemblées citoyennes"),
        (FRENCH, "L’évaluation", "évaluation"),
        (FRENCH, "Tirage au sort", "tirage sort"),
        (DUTCH, "Wijkraad", "wijkraden"),
        (DUTCH, "Perceel 2", "percelen 2"),
        (DUTCH, "Openbaar onderzoek", "openbare onderzoeken"),
    ],
)
def test_a_name_keeps_its_key_when_inflected(words: SearchWords, one: str, other: str) -> None:
    key = lexicon.name_keys(words)
    assert key(one) == key(other)


def test_compounds_that_begin_alike_are_not_confused() -> None:
    key = lexicon.name_keys(DUTCH)
    assert key("participatieladder") != key("participatiecontract")


def test_words_of_names_come_before_common_ones() -> None:
    bodies = ["<p>Wijk, raad wijken: wijk</p>", "<p>raadhuis-wijk plan</p>"]
    count = vocabulary.count_words(read_tokens((read_text(body), ["raad plan naam"]) for body in bodies))
    assert count == {"wijk": 2, "raad": 1, "wijken": 1, "raadhuis": 1, "plan": 1}
    assert vocabulary.important_words(["Évaluatie van Brussel"], count) == ["brussel", "evaluatie", "wijk"]
