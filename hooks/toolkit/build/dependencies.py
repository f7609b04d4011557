"""Record which keys a page reads from the project, so that the next build can skip pages whose inputs are unchanged.

Pages read the project through recording mappings, so no dependency is declared by hand and none can be forgotten. What
is not behind such a mapping is part of the global fingerprint (`fingerprints.py`).
"""

from collections.abc import Hashable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import fields, replace
from typing import Any, TypeVar

from toolkit.project import Project

# The name of a mapping (`processes`, `words.themes`) and a key of it, or ALL for the whole mapping.
DependencyKey = tuple[str, Hashable]
ALL = "*"
V = TypeVar("V")


class Recorder:
    """The dependencies of each target (a page, or files made together), by the key of the target."""

    def __init__(self) -> None:
        self.recorded: dict[Hashable, set[DependencyKey]] = {}
        self.current: set[DependencyKey] = set()

    def start(self, target: Hashable) -> None:
        """Record what follows for a target, which may be resumed later: MkDocs makes each page in two steps."""
        self.current = self.recorded.setdefault(target, set())

    def record(self, mapping: str, key: Hashable = ALL) -> None:
        """Record a dependency of the current target."""
        self.current.add((mapping, key))

    def include(self, target: Hashable) -> None:
        """Add the dependencies of another target to the current one, which shows what was made for it."""
        self.current |= self.recorded[target]

    @contextmanager
    def nested(self, target: Hashable) -> Iterator[None]:
        """Record for another target, then go on with the current one."""
        outer = self.current
        self.start(target)
        try:
            yield
        finally:
            self.current = outer


class RecordingMapping(Mapping[Any, V]):
    """A mapping that records what is read from it."""

    def __init__(self, name: str, content: Mapping[Any, V], recorder: Recorder) -> None:
        self.name, self.content, self.recorder = name, content, recorder

    def __getitem__(self, key: Any) -> V:
        self.recorder.record(self.name, key)
        return self.content[key]

    def __contains__(self, key: Any) -> bool:
        self.recorder.record(self.name, key)
        return key in self.content

    def __iter__(self) -> Iterator[Any]:
        self.recorder.record(self.name)
        return iter(self.content)

    def __len__(self) -> int:
        self.recorder.record(self.name)
        return len(self.content)


def project_mappings(project: Project) -> dict[str, Mapping[Any, Any]]:
    """Return every mapping of a project that pages may read, by the name it is recorded under."""
    mappings: dict[str, Mapping[Any, Any]] = {"pages": project.pages, "process_lines": project.process_lines}
    for part in (project.catalog, project.relations):
        values = {field.name: getattr(part, field.name) for field in fields(part)}
        mappings |= {name: value for name, value in values.items() if isinstance(value, Mapping)}
    words = mappings.pop("words")
    return mappings | {f"words.{name}": entries for name, entries in words.items()}


def recording_project(project: Project, recorder: Recorder) -> Project:
    """Return the same project behind recording mappings."""
    recording = {name: RecordingMapping(name, content, recorder) for name, content in project_mappings(project).items()}
    words = {name: recording.pop(f"words.{name}") for name in project.catalog.words}

    def with_recording(part: Any) -> Any:
        return replace(part, **{item.name: recording[item.name] for item in fields(part) if item.name in recording})

    catalog = replace(with_recording(project.catalog), words=words)
    whole: Project = replace(with_recording(project), catalog=catalog, relations=with_recording(project.relations))
    return whole
