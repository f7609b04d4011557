"""Everything a build needs, read and checked: records, pages, menu, addresses."""

import datetime
import os
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from toolkit.checks.privacy import personal_problems
from toolkit.checks.records import cross_problems
from toolkit.checks.site import site_problems
from toolkit.checks.translations import parity_problems
from toolkit.domain.menu import NavigationFile
from toolkit.domain.relations import Relations, relations
from toolkit.domain.summaries import Line, Lines
from toolkit.models.search import SearchFile
from toolkit.problems.problem import Problem, problem
from toolkit.sources.catalog import Catalogue, assemble, read
from toolkit.sources.forms import Form, read_forms
from toolkit.sources.pages import Document, read_documents

EPOCH = "SOURCE_DATE_EPOCH"


@dataclass(frozen=True)
class Project:
    """A checked project. `documents` are by language and neutral path; `today` is the day of the build.

    `process_lines` are by identifier of a process and language.
    """

    root: Path
    catalogue: Catalogue
    documents: Mapping[tuple[str, str], Document]
    relations: Relations
    navigation: NavigationFile
    today: datetime.date
    search: SearchFile
    forms: tuple[Form, ...] = ()
    process_lines: Mapping[tuple[str, str], Line] = field(default_factory=dict)

    def address(self, path: str, language: str) -> str:
        """Published address of a page, relative to the root of the site."""
        return self.relations.addresses[(path, language)]

    def record_address(self, kind: str, identifier: str, language: str) -> str:
        """Published address of a record; a term is an anchor of the glossary, a method has its card."""
        return self.relations.record_addresses[(kind, identifier, language)]


def load(root: Path) -> tuple[Project | None, list[Problem]]:
    """Read and check a whole project. Returns it when there is no problem, and all the problems otherwise."""
    reading = read(root)
    known = reading.known
    documents, faults = read_documents(root, known)
    by_path = {(one.language, one.path): one for one in documents}
    try:
        today = build_date(root)
    except ValueError:
        return None, [problem(EPOCH, "epoch-form", value=os.environ.get(EPOCH))]
    problems = [*reading.problems, *cross_problems(reading), *faults, *parity_problems(by_path, today)]
    problems += site_problems(root, reading, by_path, known)
    forms, faults = read_forms(root, by_path)
    problems += faults
    texts = [*(one.file for one in documents), *dict.fromkeys(form.file for form in forms)]
    problems += personal_problems(root, reading, texts)
    if problems:
        return None, problems
    models, catalogue = reading.models, assemble(reading)
    linked = relations(catalogue, by_path)
    menu, words = models["config/navigation.yaml"], models["config/search.yaml"]
    project = Project(root, catalogue, by_path, linked, menu, today, words, forms)
    return replace(project, process_lines=Lines(project)), []


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
