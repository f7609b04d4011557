"""Bad input of the inventory is a located problem, in words an editor can act on."""

from pathlib import Path

import pytest
from support.projects import sample_project
from toolkit.project import load

RECORD = """processes:
  - id: example
    slug: {fr: exemple, nl: voorbeeld}
    title: {fr: Un exemple, nl: Een voorbeeld}
    summary: {fr: Un texte, nl: Een tekst}
    organiser: perspective
    place: {municipalities: ["21004"], point: {latitude: 50.8467, longitude: 4.3525}}
    themes: [housing]
    level: consult
    dates: {start: 2024-03-01, end: 2024-04-01, open_from: 2024-03-02, open_until: 2024-03-20}
    follow_up:
      - {what: {fr: Une réponse, nl: Een antwoord}, promised: 2024-05-06, computed: true}
    sources: [{name: Source, url: "https://example.org/"}]
    last_checked: 2026-11-23
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    sample_project(tmp_path)
    return tmp_path


def problems(project: Path, record: str) -> list[str]:
    """Code and line of the problems of the processes, those of pages that name others left out."""
    (project / "data/processes.yaml").write_text(record, encoding="utf-8")
    _, found = load(project)
    return [f"{one.line}: {one.code}" for one in found if one.file == "data/processes.yaml"]


def test_a_good_record_has_no_problem(project: Path) -> None:
    assert problems(project, RECORD) == []


@pytest.mark.parametrize(
    ("good", "bad", "expected"),
    [
        ("latitude: 50.8467, longitude: 4.3525", "latitude: 4.3525, longitude: 50.8467", "7: point-outside-region"),
        ("latitude: 50.8467", "latitude: 51.05", "7: point-outside-region"),
        ("end: 2024-04-01", "end: 2024-02-01", "10: dates-reversed"),
        ("open_until: 2024-03-20", "open_until: 2024-03-01", "10: dates-reversed"),
        ("open_from: 2024-03-02, ", "", "10: opening-missing"),
        ('"21004"', '"21099"', "7: unknown-reference"),
        ("promised: 2024-05-06", "promised: 2024-02-06", "12: follow-up-before-start"),
        ("promised: 2024-05-06", "answered: 2024-05-06", "12: computed-without-date"),
        (', url: "https://example.org/"', "", "13: source-without-address"),
    ],
)
def test_a_fault_is_told_on_its_line(project: Path, good: str, bad: str, expected: str) -> None:
    assert good in RECORD
    assert problems(project, RECORD.replace(good, bad)) == [expected]
