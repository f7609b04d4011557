"""The worked examples of `contributing/developers.md`, followed to the letter in a copy of the project."""

import json
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest
from support.build import ROOT, build

GUIDE = ROOT / "contributing" / "developers.md"
# "`path`, new:" or "`path`, after `text of a line`:", then a block of code.
STEP = re.compile(
    r"^`(?P<path>[^`\n]+)`, (?:new|after `(?P<after>[^`\n]+)`):\n\n```\w+\n(?P<text>.*?)^```$", re.M | re.S
)
# Files each change may cost, and how many of them `make schemas` writes.
MOST_FILES = {"A kind of record": (12, 1), "A field": (4, 1), "A format of the open data": (3, 0)}


@dataclass(frozen=True)
class Step:
    """A file to write or, `after` a line that holds a text, what to insert."""

    path: str
    after: str | None
    text: str


def examples() -> dict[str, list[Step]]:
    """Steps of each example, by its title."""
    sections = GUIDE.read_text(encoding="utf-8").partition("## Worked examples")[2].split("\n### ")[1:]
    return {
        section.partition("\n")[0]: [Step(**match.groupdict()) for match in STEP.finditer(section)]
        for section in sections
    }


def follow(root: Path, step: Step) -> None:
    """Make the change a step asks for."""
    path = root / step.path
    if step.after is None:
        assert not path.exists()
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(step.text, encoding="utf-8")
        return
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    (number,) = [number for number, line in enumerate(lines) if step.after in line]
    path.write_text("".join([*lines[: number + 1], step.text, *lines[number + 1 :]]), encoding="utf-8")


def toolkit(root: Path, command: str) -> subprocess.CompletedProcess[str]:
    """Run a command of the toolkit of a copy."""
    return subprocess.run(
        [sys.executable, "-m", "toolkit", command],
        cwd=root,
        env={"PYTHONPATH": "hooks", "LANG": "fr_BE.UTF-8", "PATH": "/usr/bin:/bin"},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


@pytest.fixture(scope="module")
def followed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the project in which each example was followed, then used by an editor."""
    root = tmp_path_factory.mktemp("guide") / "copy"
    shutil.copytree(ROOT, root, ignore=shutil.ignore_patterns(".*", "site", "dist", "tests", "__pycache__"))
    for steps in examples().values():
        for step in steps:
            follow(root, step)
    _edit(root / "data/processes.yaml", "    last_checked:", "    budget: 45000\n    last_checked:")
    _edit(root / "docs/fr/framing/why.md", "\n## ", "\nUne [formation](training:first-steps) y prépare.\n\n## ")
    for command in ("schema", "check"):
        done = toolkit(root, command)
        assert done.returncode == 0, done.stderr
    done = build(root / "built", root)
    assert done.returncode == 0, done.stdout + done.stderr
    return root


def _edit(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_the_guide_has_these_examples() -> None:
    assert examples().keys() == MOST_FILES.keys()


@pytest.mark.parametrize("title", MOST_FILES)
def test_a_change_costs_few_files(title: str) -> None:
    most, schemas = MOST_FILES[title]
    files = {step.path for step in examples()[title]}
    assert 0 < len(files) + schemas <= most


@pytest.mark.parametrize(
    ("address", "title"),
    [("fr/formations/premiers-pas", "Premiers pas"), ("nl/opleidingen/eerste-stappen", "Eerste stappen")],
)
def test_a_new_kind_of_record_has_its_pages(followed: Path, address: str, title: str) -> None:
    html = (followed / "built" / address / "index.html").read_text(encoding="utf-8")
    assert f"<h1>{title}</h1>" in html
    assert address in (followed / "built/sitemap.xml").read_text(encoding="utf-8")


def test_links_lead_to_a_new_kind_of_record(followed: Path) -> None:
    (page,) = (followed / "built/fr").rglob("pourquoi/index.html")
    assert "formations/premiers-pas/" in page.read_text(encoding="utf-8")


def test_search_knows_a_new_kind_of_record(followed: Path) -> None:
    assert '"training":"Formation"' in (followed / "built/fr/index.html").read_text(encoding="utf-8")


def test_editors_programs_know_what_is_new(followed: Path) -> None:
    assert "Training" in (followed / "schemas/trainings.schema.json").read_text(encoding="utf-8")
    assert "budget" in (followed / "schemas/processes.schema.json").read_text(encoding="utf-8")


def test_a_new_field_is_shown_and_published(followed: Path) -> None:
    data = json.loads((followed / "built/open-data/processes.json").read_text(encoding="utf-8"))
    (page,) = [process["page"]["nl"] for process in data["processes"] if process.get("budget") == 45000]
    address = page.partition("/nl/")[2]
    assert "45.000 €" in (followed / "built/nl" / address / "index.html").read_text(encoding="utf-8")


def test_a_new_format_is_made_and_offered(followed: Path) -> None:
    (page,) = (followed / "built/nl").rglob("open-data/index.html")
    assert "open-data/processes.nl.txt" in page.read_text(encoding="utf-8")
    lines = (followed / "built/open-data/processes.nl.txt").read_text(encoding="utf-8").splitlines()
    data = json.loads((followed / "built/open-data/processes.json").read_text(encoding="utf-8"))
    assert len(lines) == len(data["processes"])
    assert all(": https://" in line for line in lines)
