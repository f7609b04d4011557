"""What the formats of the open data share. Each is made from a context: a language, its words and absolute links."""

import datetime
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from pydantic_core import to_json

from toolkit.domain.context import Context
from toolkit.project import Project

FOLDER = "open-data"
# Names of things, independent of the host that publishes them (RFC 4151); the date is that of the naming.
TAG = "tag:participation-toolkit,2026:"

SAMPLE_LINES = 14
SAMPLE_WIDTH = 96
# Enough for those lines: a file may be of tens of megabytes.
SAMPLE_BYTES = 100_000


@dataclass(frozen=True)
class Format:
    """One format of the open data.

    Labels `format_<name>` and `format_<name>_for` say what it is and what it is for. With `{language}` in the filename
    there is a file in each language, else one for all. `file_type` is in the European Union's table of file types.
    """

    name: str
    filename: str
    media_type: str
    file_type: str
    write: Callable[[Context], bytes]


@dataclass(frozen=True)
class Download:
    """One file: the name of its format, its language (empty: both), its path from the root, its content."""

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


def changed(project: Project) -> datetime.datetime:
    """Return midnight of the day the last record was checked: the same commit gives the same bytes."""
    days = [process.last_checked for process in project.catalog.processes.values()]
    return midnight(max(days, default=project.today))


def midnight(day: datetime.date) -> datetime.datetime:
    """Return the first moment of a day, in universal time."""
    return datetime.datetime.combine(day, datetime.time(), datetime.UTC)


def dump(value: Any) -> bytes:
    """Return indented JSON."""
    return to_json(value, indent=1) + b"\n"
