"""The small project of the tests, edits of it, what the check says of it, and the templates of the real site."""

import atexit
import dataclasses
import shutil
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from support.build import ROOT
from toolkit.domain.relations import relations
from toolkit.models import DATA_FILES
from toolkit.problems import printing
from toolkit.problems.problem import Problem
from toolkit.project import Project, load
from toolkit.render.environment import Renderer

SMALL = ROOT / "tests" / "small"
SAMPLE = ROOT / "tests" / "sample"
RENDERER = Renderer(ROOT / "overrides")
# Every placeholder the theme leaves in the skeleton of a kind of record.
SKELETON = """<title>@@title@@</title>
<meta name="description" content="@@description@@">
<link rel="canonical" href="@@canonical@@">
<link rel="alternate" hreflang="fr" href="@@url_fr@@">
<link rel="alternate" hreflang="nl" href="@@url_nl@@">
<link rel="alternate" hreflang="x-default" href="@@default@@">
@@head@@
<a href="@@link_fr@@">fr</a> <a href="@@link_nl@@">nl</a> <a href="@@edit@@">edit</a>
@@content@@"""


def small_project(folder: Path) -> Path:
    """Copy the small project; the data files it does not have are those of the real one."""
    shutil.copytree(SMALL, folder, dirs_exist_ok=True)
    for name in DATA_FILES:
        if not (folder / name).exists():
            (folder / name).parent.mkdir(exist_ok=True)
            shutil.copy(ROOT / name, folder / name)
    return folder


def sample_project(folder: Path) -> Path:
    """Copy the sample: the small project with six lots, all municipalities, and every page that templates link to."""
    small_project(folder)
    shutil.copytree(SAMPLE, folder, dirs_exist_ok=True)
    return folder


@cache
def sample_root() -> Path:
    """A copy of the sample that nobody edits, removed at the end."""
    folder = TemporaryDirectory()
    atexit.register(folder.cleanup)
    return sample_project(Path(folder.name))


@cache
def sample() -> Project:
    """The sample, read and checked on a day of its own."""
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("SOURCE_DATE_EPOCH", "1795392000")  # 2026-11-23
        return sound(sample_root())


def real_sources(folder: Path) -> Path:
    """Copy what the check reads of the real project."""
    shutil.copy(ROOT / "facilitators.yaml", folder)
    for name in ("data", "config", "docs", "forms", "overrides/data", "overrides/records"):
        shutil.copytree(ROOT / name, folder / name)
    return folder


def edit(root: Path, file: str, changes: Mapping[str, str]) -> None:
    """Replace texts of a file."""
    path = root / file
    path.write_text(replaced(path.read_text(encoding="utf-8"), changes), encoding="utf-8")


def replaced(text: str, changes: Mapping[str, str]) -> str:
    """A text with some parts replaced; a part absent, or there twice, would make the case mean something else."""
    for old, new in changes.items():
        assert text.count(old) == 1, f"{text.count(old)} times {old!r}"
        text = text.replace(old, new)
    return text


def sound(root: Path) -> Project:
    """The project, which must have no problem."""
    project, found = load(root)
    assert project, "\n".join(printing.lines(found, ("fr",)))
    return project


def with_records(project: Project, **changes: Any) -> Project:
    """A project with other records; its relations follow."""
    catalog = dataclasses.replace(project.catalog, **changes)
    return dataclasses.replace(project, catalog=catalog, relations=relations(catalog, project.pages))


def told(found: Iterable[Problem], language: str) -> list[str]:
    """The lines an editor reads, without the summary."""
    return printing.lines(found, (language,))[:-1]
