"""Read and check a whole project."""

import datetime
import os
import subprocess
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from toolkit.checks.privacy import personal_problems
from toolkit.checks.records import record_problems
from toolkit.checks.site import site_problems
from toolkit.checks.translations import translation_problems
from toolkit.domain.project import Project
from toolkit.domain.relations import relations
from toolkit.domain.summaries import process_lines
from toolkit.problems.problem import Problem, problem
from toolkit.sources.catalog import assemble
from toolkit.sources.data_files import Reading, read
from toolkit.sources.forms import Form, read_forms
from toolkit.sources.pages import Page, read_pages

__all__ = ["Project", "load"]
EPOCH = "SOURCE_DATE_EPOCH"


def load(root: Path) -> tuple[Project | None, list[Problem]]:
    """Read and check a whole project. Returns it when there is no problem, and all the problems otherwise."""
    reading = read(root)
    pages, faults = read_pages(root, reading.known)
    by_path = {(page.language, page.path): page for page in pages}
    try:
        today = build_date(root)
    except ValueError:
        return None, [problem(EPOCH, "epoch-form", value=os.environ.get(EPOCH))]
    problems = [*reading.problems, *record_problems(reading), *faults, *translation_problems(by_path, today)]
    problems += site_problems(root, reading, by_path)
    forms, faults = read_forms(root, by_path)
    problems += faults
    texts = dict.fromkeys([*(page.file for page in pages), *(form.file for form in forms)])
    problems += personal_problems(root, reading, texts)
    if problems:
        return None, problems
    return _project(root, reading, by_path, forms, today), []


def _project(
    root: Path,
    reading: Reading,
    pages: Mapping[tuple[str, str], Page],
    forms: tuple[Form, ...],
    today: datetime.date,
) -> Project:
    """The project of a reading without problems."""
    catalog, models = assemble(reading), reading.models
    project = Project(
        root=root,
        catalog=catalog,
        pages=pages,
        relations=relations(catalog, pages),
        navigation=models["config/navigation.yaml"],
        today=today,
        search=models["config/search.yaml"],
        forms=forms,
    )
    return replace(project, process_lines=process_lines(project))


def build_date(root: Path) -> datetime.date:
    """The day the build stands for: SOURCE_DATE_EPOCH, else the day of the commit, else today.

    Raises ValueError when the former is not a number of seconds.
    """
    epoch = os.environ.get(EPOCH) or _commit_epoch(root)
    moment = datetime.datetime.fromtimestamp(int(epoch), datetime.UTC) if epoch else datetime.datetime.now(datetime.UTC)
    return moment.date()


def _commit_epoch(root: Path) -> str:
    command = ["git", "-C", str(root), "log", "-1", "--format=%ct"]
    try:
        return subprocess.run(command, capture_output=True, text=True, check=True, timeout=20).stdout.strip()
    except (OSError, subprocess.SubprocessError):
        return ""
