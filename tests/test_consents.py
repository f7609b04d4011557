"""A person is named while the consent lasts; afterwards the build says so and the page does not."""

import datetime
from dataclasses import replace
from pathlib import Path

import pytest
from support.projects import RENDERER, sample_project
from toolkit.checks.consents import expired_consents
from toolkit.domain.context import Context
from toolkit.problems.printing import warnings
from toolkit.project import Project, load

PERSON = """    contact:
      person:
        name: "Zoé Témoin"
        email: zoe@example.org
        consent_given: 2026-01-10
        consent_until: {until}
"""


def with_person(folder: Path, until: str) -> Path:
    """A copy of the sample in which the first facilitator names a person."""
    sample_project(folder)
    file = folder / "facilitators.yaml"
    text = file.read_text(encoding="utf-8").replace("    contact:\n", PERSON.format(until=until), 1)
    file.write_text(text, encoding="utf-8")
    return folder


@pytest.fixture
def named(tmp_path: Path) -> Project:
    found, problems = load(with_person(tmp_path, "2026-06-30"))
    assert found, problems
    return found


def page(project: Project, language: str) -> str:
    record = next(iter(project.catalog.facilitators.values()))
    reader = Context(project, language, project.record_address("facilitators", record.id, language))
    return RENDERER.render("records/facilitators.html", reader, record=record)


@pytest.mark.parametrize("day, shown", [("2026-01-09", False), ("2026-01-10", True), ("2026-06-30", True)])
def test_a_person_is_shown_while_the_consent_lasts(named: Project, day: str, shown: bool) -> None:
    on_that_day = replace(named, today=datetime.date.fromisoformat(day))
    assert [("Zoé Témoin" in page(on_that_day, language)) for language in ("fr", "nl")] == [shown, shown]
    assert not list(expired_consents(named.catalog, on_that_day.today))


def test_an_expired_consent_is_told_and_the_person_is_gone(named: Project) -> None:
    later = replace(named, today=datetime.date(2026, 7, 1))
    for language in ("fr", "nl"):
        assert "Zoé" not in page(later, language) and "zoe@" not in page(later, language)
    (line,) = warnings(expired_consents(named.catalog, later.today), ("fr",))
    assert line.startswith("! facilitators.yaml:") and "2026-06-30" in line and "consentement" in line


def test_a_consent_cannot_end_before_it_is_given(tmp_path: Path) -> None:
    _, problems = load(with_person(tmp_path, "2025-12-31"))
    assert [one.code for one in problems] == ["dates-reversed"]
