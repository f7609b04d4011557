"""Strings shaped like personal data are refused where they stand."""

from pathlib import Path

import pytest
from support.content_edits import FORMS
from support.projects import sample_project
from toolkit.checks.contact_patterns import found_in, is_listed, normal
from toolkit.problems import printing
from toolkit.project import load

# The checksum of this national number is right; it belongs to the examples of python-stdnum.
NATIONAL = "85.07.30-033 28"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("écrivez à jan.peeters@voorbeeld.be.", "personal-email"),
        ("tel. 02 511 22 33", "personal-phone"),
        ("bel +32 (0)475 12 34 56", "personal-phone"),
        ("gsm 0475/12.34.56 's avonds", "personal-phone"),
        (f"numéro {NATIONAL}", "personal-national-number"),
        (f"nummer {''.join(one for one in NATIONAL if one.isdigit())}", "personal-national-number"),
    ],
)
def test_what_looks_personal_is_found(text: str, code: str) -> None:
    assert [one[0] for one in found_in(text)] == [code]


@pytest.mark.parametrize(
    "text",
    [
        "de 2021 à 2024, du 16/03/2023 au 21.10.2023",
        "30 000 habitants, 1.250.000 euros, lot 3, NIS 21001, 1000 Bruxelles",
        "https://example.org/0475123456?a=jan@voorbeeld.be",
        "numéro d’entreprise 0316.380.841",
        "@participation, 101e %, p. 12-14",
    ],
)
def test_figures_dates_and_addresses_of_pages_are_left_alone(text: str) -> None:
    assert list(found_in(text)) == []


def test_a_listed_contact_is_allowed_however_it_is_written() -> None:
    allowed = {normal("02 435 42 68"), normal("Service@Example.brussels")}
    found = list(found_in("+32 2 435 42 68 et 02/435.42.68, service@example.brussels"))
    assert len(found) == 3
    assert all(is_listed(code, value, allowed) for code, value, _ in found)


def test_it_is_a_problem_with_its_place(tmp_path: Path) -> None:
    root = sample_project(tmp_path / "copy")
    (root / "forms/fr").mkdir(parents=True)
    (root / "forms/fr/trial.md").write_text(FORMS["fr"], encoding="utf-8")
    page, form = root / "docs/fr/index.md", root / "forms/fr/trial.md"
    for text in (page, form):
        text.write_text(text.read_text() + "\nDemandez à jan.peeters@voorbeeld.be\n")
    processes = (root / "data/processes.yaml").read_text()
    first = processes.index("    summary:")
    start = processes.index('fr: "', first) + len('fr: "')
    line = processes.count("\n", 0, start) + 1
    (root / "data/processes.yaml").write_text(processes[:start] + "Tel. 0475 12 34 56. " + processes[start:])
    _, found = load(root)
    told = printing.lines(found, ("fr",))
    for text in (page, form):
        place = f"{text.relative_to(root)}:{text.read_text().count(chr(10))}:12: «"
        assert any(one.startswith(place) for one in told)
    assert any(one.startswith(f"data/processes.yaml:{line}:") and "0475 12 34 56" in one for one in told)
