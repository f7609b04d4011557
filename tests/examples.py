"""Small records for the tests of the inventory."""

import dataclasses
from collections.abc import Iterable
from typing import Any

from toolkit.model.process import Process
from toolkit.project import Project
from toolkit.relations import relations

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
    catalogue = dataclasses.replace(project.catalogue, processes={one.id: one for one in processes})
    linked = relations(catalogue, project.documents)
    return dataclasses.replace(project, catalogue=catalogue, relations=linked, **changes)


def promise(**changes: Any) -> dict[str, Any]:
    """A promise, with what the test is about."""
    return {"what": BOTH, **changes}
