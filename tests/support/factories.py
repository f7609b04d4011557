"""Small records for the tests of the inventory."""

import dataclasses
from collections.abc import Iterable
from typing import Any

from support.projects import with_records
from toolkit.models.process import Process
from toolkit.project import Project

BOTH = {"fr": "Un texte", "nl": "Een tekst"}


def process(**changes: Any) -> Process:
    """A valid process, with what the test is about."""
    record: dict[str, Any] = {
        "id": "example",
        "slug": {"fr": "exemple", "nl": "voorbeeld"},
        "title": {"fr": "Un exemple", "nl": "Een voorbeeld"},
        "summary": BOTH,
        "organiser": "perspective",
        "place": {"region_wide": True},
        "themes": ["housing"],
        "level": "consult",
        "dates": {},
        "sources": [{"name": "Source", "url": "https://example.org/"}],
        "last_checked": "2026-11-23",
    }
    return Process.model_validate({**record, **changes})


def with_processes(project: Project, processes: Iterable[Process], **changes: Any) -> Project:
    """The project with these processes instead of its own."""
    return dataclasses.replace(with_records(project, processes={one.id: one for one in processes}), **changes)


def promise(**changes: Any) -> dict[str, Any]:
    """A promise, with what the test is about."""
    return {"what": BOTH, **changes}
