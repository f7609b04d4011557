"""What all formats share: the records in order, a reader of each language with absolute addresses, stable names."""

import datetime
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from typing import Any

from pydantic_core import to_json

from toolkit.domain.context import Reader
from toolkit.domain.process_list import in_order
from toolkit.models.process import Process
from toolkit.project import Project

FOLDER = "open-data"
# Names of things, independent of the host that publishes them (RFC 4151); the date is that of the naming.
TAG = "tag:participation-toolkit,2026:"
# What a record is in several files, and what gives it by a key: as it was kept, or made.
Parts = tuple[bytes, ...]
Give = Callable[[Hashable, Callable[[], Parts]], Parts]

SAMPLE_LINES = 14
SAMPLE_WIDTH = 96
# Enough for those lines: a file may be of tens of megabytes.
SAMPLE_BYTES = 100_000


@dataclass(frozen=True)
class Download:
    """One file: its format (a key of the labels), its language (empty: both), its path from the root, its content."""

    format: str
    language: str
    path: str
    content: bytes

    @property
    def kilobytes(self) -> int:
        """Its size, in thousands of bytes."""
        return max(1, round(len(self.content) / 1000))

    @property
    def sample(self) -> str:
        """Its first lines, cut to fit a page."""
        lines = self.content[:SAMPLE_BYTES].decode("utf-8-sig", errors="ignore").splitlines()
        cut = [line if len(line) <= SAMPLE_WIDTH else line[:SAMPLE_WIDTH] + " …" for line in lines[:SAMPLE_LINES]]
        return "\n".join([*cut, "…"] if len(lines) > SAMPLE_LINES else cut)


@dataclass(frozen=True)
class Source:
    """The checked project, and the address the site is published at."""

    project: Project
    site_url: str

    @property
    def processes(self) -> tuple[Process, ...]:
        """Every process, in the order of the list."""
        return in_order(self.project.catalogue)

    def reader(self, language: str) -> Reader:
        """A reader whose links are absolute."""
        return Reader(self.project, language, "", lambda target: self.site_url + target)

    def page(self, process: Process, language: str) -> str:
        """Absolute address of the page of a process."""
        return self.reader(language).record("processes", process.id)

    def file(self, name: str) -> str:
        """Absolute address of a file of the open data."""
        return f"{self.site_url}{FOLDER}/{name}"

    @property
    def changed(self) -> datetime.datetime:
        """Midnight of the day the last record was checked: the same commit gives the same bytes."""
        days = [one.last_checked for one in self.project.catalogue.processes.values()] or [self.project.today]
        return midnight(max(days))


def made_anew(_: Hashable, make: Callable[[], Parts]) -> Parts:
    """The parts of a record where nothing is kept."""
    return make()


def midnight(day: datetime.date) -> datetime.datetime:
    """The first moment of a day, in universal time."""
    return datetime.datetime.combine(day, datetime.time(), datetime.UTC)


def dump(value: Any) -> bytes:
    """JSON as people can read it: indented by the standard library, it would cost five times as much."""
    return to_json(value, indent=1) + b"\n"
