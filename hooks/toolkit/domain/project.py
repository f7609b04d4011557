"""Everything a build needs, once read and checked: records, pages, menu, addresses."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from toolkit.domain.relations import Relations
from toolkit.models.config import NavigationFile, SearchFile
from toolkit.sources.catalog import Catalog
from toolkit.sources.forms import Form
from toolkit.sources.pages import Page


@dataclass(frozen=True)
class Line:
    """A process in a line. `link` leads to it from the page of another process; `about` says where and when."""

    title: str
    link: str
    about: str


@dataclass(frozen=True)
class Project:
    """A checked project. `documents` are by language and neutral path; `today` is the day of the build.

    `process_lines` are by identifier of a process and language.
    """

    root: Path
    catalog: Catalog
    pages: Mapping[tuple[str, str], Page]
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
        """Published address of a record, relative to the root of the site; an anchor may end it."""
        return self.relations.record_addresses[(kind, identifier, language)]
