"""Everything a build needs, read and checked: records, pages, menu, addresses."""

import datetime
import os
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from toolkit import LANGUAGES, addresses
from toolkit.catalogue import Catalogue, assemble, known_identifiers, read
from toolkit.crosschecks import cross_problems
from toolkit.documents import Document, read_documents
from toolkit.forms import Form, read_forms
from toolkit.model.search import SearchFile
from toolkit.navigation import NavigationFile
from toolkit.neighbours import Neighbourhood
from toolkit.parity import parity_problems
from toolkit.personal_data import personal_problems
from toolkit.problems import Problem
from toolkit.site_checks import site_problems


@dataclass(frozen=True)
class Project:
    """A checked project. `documents` are by language and neutral path; `today` is the day of the build."""

    root: Path
    catalogue: Catalogue
    documents: Mapping[tuple[str, str], Document]
    navigation: NavigationFile
    today: datetime.date
    search: SearchFile
    forms: tuple[Form, ...] = ()

    def address(self, path: str, language: str) -> str:
        """Published address of a page, relative to the root of the site."""
        if method := self.card_methods.get(path):
            return self._beside(path, self.catalogue.methods[method], language)
        return addresses.address(path, language, self.catalogue.segments)

    @cached_property
    def card_methods(self) -> dict[str, str]:
        """Method each card is about, by neutral path."""
        return {path: one.meta.method for (_, path), one in self.documents.items() if one.meta.method}

    @cached_property
    def cards(self) -> dict[str, str]:
        """Neutral path of the card of each method."""
        return {method: path for path, method in self.card_methods.items()}

    @cached_property
    def neighbourhood(self) -> Neighbourhood:
        """The overlaps between processes."""
        return Neighbourhood(self.catalogue)

    @cached_property
    def model_pages(self) -> dict[str, str]:
        """Neutral path of the page each kind of record is modelled on."""
        return {one.meta.records: path for (_, path), one in self.documents.items() if one.meta.records}

    @cached_property
    def marker_pages(self) -> dict[str, str]:
        """Neutral path of the page that shows a data marker."""
        return {marker.text: path for (_, path), one in self.documents.items() for marker in one.markers}

    @cached_property
    def mentions(self) -> dict[tuple[str, str], list[str]]:
        """Pages that send their readers to a record, by kind and identifier: the way back of `related`."""
        found: dict[tuple[str, str], list[str]] = {}
        for (language, path), document in self.documents.items():
            for kind in ("methods", "processes", "lots", "terms") if language == LANGUAGES[0] else ():
                for identifier in getattr(document.meta.related, kind):
                    found.setdefault((kind, identifier), []).append(path)
        return found

    def record_address(self, kind: str, identifier: str, language: str) -> str:
        """Published address of a record; a term is an anchor of the glossary, a method has its card."""
        if kind == "terms":
            return f"{self.address(self.marker_pages['glossary'], language)}#{identifier}"
        if kind == "methods":
            return self.address(self.cards[identifier], language)
        return self._beside(self.model_pages[kind], self.catalogue.records(kind)[identifier], language)

    def _beside(self, page: str, record: object, language: str) -> str:
        slug = addresses.slug_of(record, language)
        return addresses.record_address(page, slug, language, self.catalogue.segments)


def load(root: Path) -> tuple[Project | None, list[Problem]]:
    """Read and check a whole project. Returns it when there is no problem, and all the problems otherwise."""
    reading = read(root)
    known = known_identifiers(reading.trees)
    documents, faults = read_documents(root, known)
    by_path = {(one.language, one.path): one for one in documents}
    today = build_date(root)
    problems = [*reading.problems, *cross_problems(reading), *faults, *parity_problems(by_path, today)]
    problems += site_problems(root, reading, by_path, known)
    forms, faults = read_forms(root, by_path)
    problems += faults
    problems += personal_problems(root, reading, by_path)
    if problems:
        return None, problems
    models = reading.models
    checked = Project(root, assemble(reading), by_path, models["navigation.yaml"], today, models["search.yaml"], forms)
    return checked, []


def build_date(root: Path) -> datetime.date:
    """The day the build stands for: SOURCE_DATE_EPOCH, else the day of the commit, else today."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH") or _commit_epoch(root)
    moment = datetime.datetime.fromtimestamp(int(epoch), datetime.UTC) if epoch else datetime.datetime.now(datetime.UTC)
    return moment.date()


def _commit_epoch(root: Path) -> str:
    command = ["git", "-C", str(root), "log", "-1", "--format=%ct"]
    try:
        return subprocess.run(command, capture_output=True, text=True, check=True, timeout=20).stdout.strip()
    except (OSError, subprocess.SubprocessError):
        return ""
