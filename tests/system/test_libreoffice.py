"""LibreOffice opens every form, and computes the budget as a person would."""

import csv
import io
import shutil
import subprocess
from pathlib import Path

import pytest
from openpyxl import load_workbook
from support.build import ROOT
from toolkit.forms.files import Download, downloads
from toolkit.project import load

# Comma, double quote, UTF-8, from the first line on.
CSV = "csv:Text - txt - csv (StarCalc):44,34,76,1"
SITE_URL = "https://participation-toolkit.example.org/"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Download, ...]:
    project, problems = load(ROOT)
    assert project, problems
    return downloads(project, SITE_URL, tmp_path_factory.mktemp("cache"))


def converted(files: list[Path], kind: str, folder: Path) -> dict[str, bytes]:
    """Convert files with LibreOffice, in one run with a profile of its own; content by stem and suffix of origin."""
    soffice = shutil.which("soffice")
    assert soffice, "LibreOffice is missing: run `make test-system`, which installs it"
    command = [soffice, f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless"]
    command += ["--convert-to", kind, "--outdir", str(folder / "out"), *map(str, files)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=300, check=False)
    assert done.returncode == 0, done.stderr
    assert "Error" not in done.stderr, done.stderr
    return {path.name: path.read_bytes() for path in (folder / "out").iterdir()}


def test_every_form_prints(made: tuple[Download, ...], tmp_path: Path) -> None:
    files = []
    for one in made:
        file = tmp_path / f"{one.form.language}-{one.form.meta.name}-{one.kind}.{one.kind}"
        file.write_bytes(one.content)
        files.append(file)
    printed = converted(files, "pdf", tmp_path)
    assert set(printed) == {f"{file.stem}.pdf" for file in files}
    for name, content in printed.items():
        assert content.startswith(b"%PDF"), name
        assert len(content) > 5000, name


def test_the_budget_adds_up(made: tuple[Download, ...], tmp_path: Path) -> None:
    """Every line at 2 x 50 with 21 % of tax where it applies, 10 % of reserve, 20,000 available."""
    file = next(one for one in made if one.kind == "xlsx" and one.form.language == "fr")
    book = load_workbook(io.BytesIO(file.content))
    sheet = book.active
    taxed = free = 0
    for row in range(11, sheet.max_row):
        if str(sheet[f"E{row}"].value).startswith("=ROUND(C"):
            sheet[f"C{row}"], sheet[f"D{row}"] = 2, 50
            taxed, free = taxed + (sheet[f"F{row}"].value != 0), free + (sheet[f"F{row}"].value == 0)
    reserve = next(row for row in range(11, sheet.max_row) if str(sheet[f"E{row}"].value).startswith("=ROUND(("))
    sheet["B7"], sheet["B8"], sheet[f"C{reserve}"] = 0.21, 20000, 0.1
    for column in "DEGH":
        for row in range(11, sheet.max_row + 1):
            sheet[f"{column}{row}"].number_format = "0.00"
    book.save(tmp_path / "budget.xlsx")
    out = converted([tmp_path / "budget.xlsx"], CSV, tmp_path)["budget.csv"].decode()
    rows = {number: line for number, line in enumerate(csv.reader(io.StringIO(out)), 1)}
    before_tax = 100 * (taxed + free) * 1.1
    tax = 21 * taxed + 0.21 * 10 * (taxed + free)
    assert taxed > 20
    assert free > 3
    assert [float(rows[reserve + 1][column]) for column in (4, 6, 7)] == pytest.approx(
        [before_tax, tax, before_tax + tax], abs=0.01
    )
    assert float(rows[reserve + 2][7]) == pytest.approx(20000 - before_tax - tax, abs=0.01)
