"""What editors read, word for word, in both languages: `tests/messages/` holds the table."""

import datetime
import json
import re
from pathlib import Path

import pytest
from pydantic import Field
from support.message_cases import all_cases
from support.projects import edit, small_project, sound, told
from test_publishing_messages import SENTENCES as PUBLISHING
from toolkit import LANGUAGES
from toolkit.checks.consents import expired_consents
from toolkit.models.base import Model
from toolkit.problems import printing
from toolkit.problems.messages import messages
from toolkit.problems.problem import Problem, problem
from toolkit.sources.validation import validate
from toolkit.sources.yaml_reader import read_yaml

CASES = all_cases()
TODAY = "1795392000"  # 2026-11-23
# Told by tests of their own, below or in the tests of publishing.
NOT_IN_THE_TABLE = {"summary-one", "summary-many", "wrong-value", "consent-expired", "address-lost", *PUBLISHING}
NOT_IN_THE_TABLE |= {"epoch-form", "sheet-name"}


class Even(Model):
    """A rule of pydantic that no record uses today, and that has no sentence of its own."""

    number: int = Field(multiple_of=2)


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> list[list[Problem]]:
    """The problems of every case, in order."""
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("SOURCE_DATE_EPOCH", TODAY)
        return [case.problems(tmp_path_factory.mktemp("project")) for case in CASES]


@pytest.mark.parametrize("number", range(len(CASES)), ids=[f"{case.topic}: {case.case}" for case in CASES])
def test_each_fault_is_told_word_for_word(number: int, found: list[list[Problem]]) -> None:
    assert told(found[number], "fr") == CASES[number].fr
    assert told(found[number], "nl") == CASES[number].nl


def test_no_message_is_dead(found: list[list[Problem]]) -> None:
    flat = [item for items in found for item in items]
    near = {"near" for item in flat if dict(item.details).get("near")}
    assert {item.code for item in flat} | near == set(messages()) - NOT_IN_THE_TABLE


def test_every_message_exists_in_both_languages() -> None:
    assert {code for code, sentences in messages().items() if set(sentences) != set(LANGUAGES)} == set()


def test_the_typography_of_each_language_is_followed() -> None:
    """French quotes are « », Dutch ones ‘ ’; French keeps a space that does not break; no typewriter apostrophes."""
    faults = {"fr": re.compile(r"‘|\w'\w|« | [»:;?!](?:\s|$)"), "nl": re.compile(r"[«»]|\w'\w")}
    sentences = [(code, language, text) for code, texts in messages().items() for language, text in texts.items()]
    assert [(code, language) for code, language, text in sentences if faults[language].search(text)] == []


def test_a_rule_without_a_sentence_of_its_own_is_still_located() -> None:
    tree, _ = read_yaml("data.yaml", b"number: 3")
    assert tree
    _, found = validate("data.yaml", tree, Even, {})
    reason = "Input should be a multiple of 2"
    assert told(found, "fr") == [
        f"data.yaml:1:9: [number] «\xa03\xa0» n’est pas accepté ({reason}). Corrigez la valeur."
    ]
    assert told(found, "nl") == [f"data.yaml:1:9: [number] ‘3’ wordt niet aanvaard ({reason}). Verbeter de waarde."]


@pytest.mark.parametrize(
    ("found", "languages", "summary"),
    [
        (
            [problem("a.yaml", "empty-file")],
            ("fr",),
            "1 problème trouvé. Corrigez-le, puis relancez la vérification.",
        ),
        (
            [problem("a.yaml", "empty-file"), problem("b.yaml", "empty-file"), problem("b.yaml", "missing-file")],
            ("nl",),
            "3 problemen gevonden in 2 bestand(en). Los ze op en start de controle opnieuw.",
        ),
        (
            [problem("a.yaml", "empty-file"), problem("a.yaml", "missing-file")],
            ("fr", "nl"),
            "2 problèmes trouvés dans 1 fichier(s). Corrigez-les, puis relancez la vérification. / "
            "2 problemen gevonden in 1 bestand(en). Los ze op en start de controle opnieuw.",
        ),
        (
            [problem("a.yaml", "empty-file")] * 2,
            ("nl",),
            "1 probleem gevonden. Los het op en start de controle opnieuw.",
        ),
    ],
)
def test_one_line_sums_up(found: list[Problem], languages: tuple[str, ...], summary: str) -> None:
    assert printing.lines(found, languages)[-1] == summary


def test_no_problem_is_no_line() -> None:
    assert printing.lines([], LANGUAGES) == []


def test_a_hostile_value_stays_one_short_line() -> None:
    found = problem("a.yaml", "not-text", 1, 1, value="x\n\x1b[31m" + "y" * 1000)
    shown = "x\N{REPLACEMENT CHARACTER}\N{REPLACEMENT CHARACTER}[31m" + "y" * 72 + "…"
    assert told([found], "nl") == [
        f'a.yaml:1:1: ‘{shown}’ is geen tekst. Zet de waarde tussen aanhalingstekens: "{shown}".'
    ]


def test_an_expired_consent_is_a_warning(tmp_path: Path) -> None:
    root = small_project(tmp_path)
    person = {"name": "Zoé Témoin", "consent_given": "2026-01-01", "consent_until": "2026-06-30"}
    edit(
        root,
        "facilitators.yaml",
        {"      phone:": f"      person: {json.dumps(person, ensure_ascii=False)}\n      phone:"},
    )
    found = list(expired_consents(sound(root).catalog, datetime.date(2026, 7, 1)))
    assert printing.warnings(found, ("fr",)) == [
        "! facilitators.yaml:18:1: [teapot.contact.person] le consentement de cette personne a pris fin le 2026-06-30\xa0:"
        " elle n’est plus affichée. Demandez-lui un nouvel accord, ou retirez «\xa0person\xa0»."
    ]
    assert printing.warnings(found, ("nl",)) == [
        "! facilitators.yaml:18:1: [teapot.contact.person] de toestemming van deze persoon liep af op 2026-06-30:"
        " ze wordt niet meer getoond. Vraag een nieuw akkoord of verwijder ‘person’."
    ]
