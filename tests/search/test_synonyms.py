"""Which words stand for which others."""

import os
import subprocess
import sys
from collections.abc import Iterable

from support.build import ROOT
from toolkit.models.config import SearchWords
from toolkit.models.glossary import Term
from toolkit.search import synonyms
from toolkit.search.synonyms import Synonyms
from toolkit.search.words import read_text, stemmer

DUTCH = SearchWords(stop_words=["van", "de"], name_letters=20, endings=["er"], links=["", "s"])
FRENCH = SearchWords(stop_words=["au", "de"], name_letters=5, endings=["net"], families=[["décider", "décision"]])
LOTTERY = Term.model_validate(
    {
        "id": "lottery",
        "fr": "tirage au sort",
        "nl": "loting",
        "variants": {"fr": [], "nl": ["openbare trekking"]},
        "definition": {"fr": "Une définition.", "nl": "Een definitie."},
        "origin": {"fr": "public", "nl": "public"},
    }
)


def french(vocabulary: Iterable[str] = ()) -> Synonyms:
    return Synonyms(FRENCH, "fr", [LOTTERY], dict.fromkeys(vocabulary, 1))


def test_parts_of_compounds_lead_to_them() -> None:
    count = {"burgerpanel": 2, "burger": 5, "panel": 3, "huurdersraad": 1, "huurder": 2, "raad": 4}
    assert set(synonyms.compounds(DUTCH, str, count)) == {
        ("burger", "burgerpanel"),
        ("panel", "burgerpanel"),
        ("huurder", "huurdersraad"),
        ("raad", "huurdersraad"),
    }
    assert not list(synonyms.compounds(FRENCH, str, count))


def test_families_are_listed_or_made_by_endings() -> None:
    pairs = set(synonyms.families(FRENCH, stemmer("fr"), ["citoyen", "citoyenneté", "maison"]))
    assert pairs == {
        ("citoyen", "citoyennet"),
        ("citoyenneté", "citoyen"),
        ("décider", "decis"),
        ("décision", "decid"),
    }


def test_a_term_is_found_by_its_name_in_another_language() -> None:
    strong, weak = french().of(read_text("<h1>Choisir</h1><p>Un tirage au sort.</p>"))
    assert (strong, weak) == ([], ["loting"])
    assert french().of(read_text("<p>Un tirage, puis un sort.</p>")) == ([], [])


def test_a_synonym_of_a_title_or_of_many_words_is_strong() -> None:
    assert french().of(read_text("<h1>Décider</h1>")) == (["décision"], [])
    assert french().of(read_text("<p>décider</p>" * 6)) == (["décision"], [])
    assert french().of(read_text("<p>décider</p>" * 5)) == ([], ["décision"])


def test_a_text_needs_no_synonym_it_contains() -> None:
    assert french().of(read_text("<p>Décider, puis la décision ; tirage au sort (loting).</p>")) == ([], [])


SCRIPT = """
from toolkit.models.config import SearchWords
from toolkit.search.synonyms import Synonyms
from toolkit.search.words import count_words, read_text

language = SearchWords(stop_words=[], name_letters=20, links=["", "s"])
texts = [read_text("<p>burger raad raden panel panels burgerpanel burgerpanels wijkraad wijkraden wijk</p>")] * 2
texts += [read_text("<p>burgerpanels wijkraden</p>")]
synonyms = Synonyms(language, "nl", [], count_words(texts))
print(synonyms.of(texts[-1]))
"""


def test_synonyms_do_not_depend_on_the_order_of_sets() -> None:
    """Python orders the words of a set differently in each process, as the seed of its hashes says."""
    outputs = set()
    for seed in range(6):
        environment = {**os.environ, "PYTHONHASHSEED": str(seed), "PYTHONPATH": str(ROOT / "hooks")}
        command = [sys.executable, "-c", SCRIPT]
        outputs.add(subprocess.run(command, env=environment, capture_output=True, text=True, check=True).stdout)
    assert outputs == {"([], ['burger', 'panel', 'raad', 'wijk'])\n"}
