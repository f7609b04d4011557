"""The small project of the tests: a copy, edits, and what the check says of it."""

import shutil
from collections.abc import Iterable
from pathlib import Path

from toolkit import problems
from toolkit.problems import Problem
from toolkit.project import Project, load

ROOT = Path(__file__).resolve().parent.parent
SMALL = ROOT / "tests" / "small"


def small_project(folder: Path) -> Path:
    """Copy the small project; the words of the interface and the templates are those of the real one."""
    shutil.copytree(SMALL, folder, dirs_exist_ok=True)
    shutil.copy(ROOT / "labels.yaml", folder)
    (folder / "overrides").symlink_to(ROOT / "overrides")
    return folder


def edit(root: Path, file: str, old: str, new: str) -> None:
    """Replace one text of a file; a text that is absent, or there twice, would make the case mean something else."""
    text = (root / file).read_text(encoding="utf-8")
    assert text.count(old) == 1, f"{file} holds {text.count(old)} times {old!r}"
    (root / file).write_text(text.replace(old, new), encoding="utf-8")


def sound(root: Path) -> Project:
    """The project, which must have no problem."""
    project, found = load(root)
    assert project, "\n".join(problems.lines(found, ("fr",)))
    return project


def told(found: Iterable[Problem], language: str) -> list[str]:
    """The lines an editor reads, without the summary."""
    return problems.lines(found, (language,))[:-1]
