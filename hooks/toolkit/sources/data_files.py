"""The YAML files of `data/` and `config/`, parsed and validated: bytes, nodes with their places, values, models."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path as FilePath
from typing import Any

from toolkit.models import DATA_FILES
from toolkit.problems.problem import Problem, problem
from toolkit.sources.validation import validate
from toolkit.sources.yaml_nodes import Node, Path, dotted, find, locate, walk
from toolkit.sources.yaml_reader import read_yaml


class Identifiers(dict[str, dict[str, None]]):
    """The identifiers references may name, by kind.

    Hashed by identity, so that caches need not compare thousands of them: `identifiers_of` returns the same object for
    the same identifiers.
    """

    __hash__ = object.__hash__  # type: ignore[assignment]


@dataclass(frozen=True, eq=False)
class DataFile:
    """A data file that could be parsed, and the faults of its YAML. `tree` is a mapping in any file that is sound."""

    name: str
    tree: Node
    faults: tuple[Problem, ...] = ()

    def problem(self, code: str, path: Path = (), **details: object) -> Problem:
        """A problem at a path of the file."""
        line, column = locate(self.tree, path)
        return problem(self.name, code, line, column, dotted(path), **details)

    def line(self, path: Path) -> int:
        """Line of the value at a path."""
        return locate(self.tree, path)[0]

    def texts(self) -> Iterator[tuple[Path, str]]:
        """Every text, with its path."""
        return ((path, node.value) for path, node in walk(self.tree) if isinstance(node.value, str))

    def lists(self) -> Iterator[tuple[str, list[Node]]]:
        """The lists of records, by kind."""
        entries = self.tree.value.items() if isinstance(self.tree.value, dict) else ()
        return ((kind, node.value) for kind, node in entries if isinstance(node.value, list))


@dataclass(frozen=True, eq=False)
class Reading:
    """Files that could be parsed and their models (None for an invalid one), by name; all their problems."""

    files: Mapping[str, DataFile]
    models: Mapping[str, Any]
    problems: tuple[Problem, ...]
    known: Identifiers


def read(root: FilePath) -> Reading:
    """Read all data files of a project: each on its own, then what each refers to in the others."""
    contents = {name: (root / name).read_bytes() for name in DATA_FILES if (root / name).is_file()}
    problems = [problem(name, "missing-file") for name in DATA_FILES if name not in contents]
    files: dict[str, DataFile] = {}
    for name, content in contents.items():
        file, faults = parse(name, content)
        problems += faults
        if file:
            files[name] = file
    known = identifiers_of(files.values())
    models: dict[str, Any] = {}
    for name, file in files.items():
        models[name], faults = _validate(file, known)
        problems += faults
    return Reading(files, models, tuple(problems), known)


# A preview reads all files after each edit: the cache has each as it was, and as it is.
@lru_cache(maxsize=2 * len(DATA_FILES))
def parse(name: str, content: bytes) -> tuple[DataFile | None, list[Problem]]:
    """Parse one file; None when it is not YAML at all."""
    tree, faults = read_yaml(name, content)
    return (DataFile(name, tree, tuple(faults)) if tree else None), faults


@lru_cache(maxsize=2 * len(DATA_FILES))
def _validate(file: DataFile, known: Identifiers) -> tuple[Any, list[Problem]]:
    return validate(file.name, file.tree, DATA_FILES[file.name], known, file.faults)


def identifiers_of(files: Iterable[DataFile]) -> Identifiers:
    """Identifiers of all lists, invalid records included: a reference to one of these is no further problem."""
    lists = ((kind, records) for file in files for kind, records in file.lists())
    return _identifiers(tuple((kind, tuple(_texts_at(records, ("id",)))) for kind, records in lists))


@lru_cache(maxsize=4)
def _identifiers(pairs: tuple[tuple[str, tuple[str, ...]], ...]) -> Identifiers:
    return Identifiers({kind: dict.fromkeys(found) for kind, found in pairs})


def _texts_at(records: Iterable[Node], path: Path) -> Iterator[str]:
    nodes = (find(record, path) for record in records)
    return (node.value for node in nodes if node and isinstance(node.value, str))
