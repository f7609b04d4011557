"""All records of the site, read from the YAML files, checked, frozen."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from toolkit.addresses import AddressesFile
from toolkit.known import Known
from toolkit.labels import LabelsFile
from toolkit.memory import remembered
from toolkit.model import FacilitatorsFile, GlossaryFile, LotsFile, MethodsFile, ProcessesFile, VocabularyFile
from toolkit.model.accessibility import AccessibilityFile, Statement
from toolkit.model.contact import ContactsFile
from toolkit.model.facilitator import Facilitator
from toolkit.model.glossary import Term
from toolkit.model.lot import Applicant, Framework, Lot, Need, Reminder
from toolkit.model.method import Method
from toolkit.model.process import Process
from toolkit.model.search import SearchFile
from toolkit.navigation import NavigationFile
from toolkit.problems import Problem, problem
from toolkit.redirects import Redirect, RedirectsFile
from toolkit.validation import validate
from toolkit.yaml_source import read_yaml
from toolkit.yaml_tree import Node

FILES: dict[str, type[BaseModel]] = {
    "accessibility.yaml": AccessibilityFile,
    "addresses.yaml": AddressesFile,
    "contacts.yaml": ContactsFile,
    "facilitators.yaml": FacilitatorsFile,
    "glossary.yaml": GlossaryFile,
    "labels.yaml": LabelsFile,
    "lots.yaml": LotsFile,
    "methods.yaml": MethodsFile,
    "navigation.yaml": NavigationFile,
    "processes.yaml": ProcessesFile,
    "search.yaml": SearchFile,
    "redirects.yaml": RedirectsFile,
    "vocabulary.yaml": VocabularyFile,
}
# The records published one page each, by a template, with the file that holds them.
RECORD_FILES = {"processes": "processes.yaml", "facilitators": "facilitators.yaml", "lots": "lots.yaml"}


# No equality by value for these two: what is reckoned from one is kept for as long as it is the same one.
@dataclass(frozen=True, eq=False)
class Catalogue:
    """Every record by kind and identifier. `words` holds the vocabularies, `lines` where each record starts."""

    framework: Framework
    statement: Statement
    needs: Mapping[str, Need]
    applicants: Mapping[str, Applicant]
    reminders: Mapping[str, Reminder]
    lots: Mapping[str, Lot]
    facilitators: Mapping[str, Facilitator]
    processes: Mapping[str, Process]
    methods: Mapping[str, Method]
    terms: Mapping[str, Term]
    words: Mapping[str, Mapping[str, Any]]
    labels: Mapping[str, Any]
    segments: Mapping[str, Any]
    redirects: tuple[Redirect, ...]
    redirect_lines: tuple[int, ...]
    lines: Mapping[tuple[str, str], int]

    def records(self, kind: str) -> Mapping[str, Any]:
        """Records of one kind (`"processes"` ...) by identifier."""
        found: Mapping[str, Any] = getattr(self, kind)
        return found


@dataclass(frozen=True, eq=False)
class Reading:
    """What reading the files gave: trees by file, models by file, and the problems found so far."""

    trees: dict[str, Node]
    models: dict[str, Any]
    problems: tuple[Problem, ...]


def rank_in(facilitator: Facilitator, lot: str) -> int | None:
    """Rank of a facilitator in the cascade of a lot."""
    return next((place.rank for place in facilitator.lots if place.lot == lot), None)


def read(root: Path) -> Reading:
    """Read and validate all data files of a project, each on its own and then its references.

    A preview reads at each edit: as long as the files are the same, so is what this gives, and what follows from it.
    """
    return _read(tuple((name, (root / name).read_bytes()) for name in FILES if (root / name).is_file()))


@remembered(2)
def _read(files: tuple[tuple[str, bytes], ...]) -> Reading:
    contents = dict(files)
    problems = [problem(name, "missing-file") for name in FILES if name not in contents]
    trees: dict[str, Node] = {}
    for name, data in contents.items():
        tree, faults = _tree(name, data)
        problems += faults
        if tree is not None:
            trees[name] = tree
    known = Known(known_identifiers(trees))
    models: dict[str, Any] = {}
    for name in trees:
        told = tuple(one for one in problems if one.file == name)
        models[name], faults = _model(name, contents[name], known, told)
        problems += faults
    return Reading(trees, models, tuple(problems))


@remembered(4 * len(FILES))
def _tree(name: str, data: bytes) -> tuple[Node | None, list[Problem]]:
    return read_yaml(name, data)


@remembered(4 * len(FILES))
def _model(name: str, data: bytes, known: Known, told: tuple[Problem, ...]) -> tuple[Any, list[Problem]]:
    tree, _ = _tree(name, data)
    return validate(name, tree, FILES[name], known, told) if tree else (None, [])


def known_identifiers(trees: Mapping[str, Node]) -> dict[str, list[str]]:
    """Identifiers by kind, read before validation so that a faulty record is still a known one."""
    known: dict[str, list[str]] = {}
    for tree in trees.values():
        for kind, items in tree.value.items() if isinstance(tree.value, dict) else ():
            if isinstance(items.value, list):
                named = (one.value.get("id") for one in items.value if isinstance(one.value, dict))
                known[kind] = [one.value for one in named if one and isinstance(one.value, str)]
    return known


@remembered(2)
def assemble(reading: Reading) -> Catalogue:
    """The catalogue of a reading without problems."""
    models = reading.models
    vocabulary: VocabularyFile = models["vocabulary.yaml"]
    return Catalogue(
        framework=models["lots.yaml"].framework,
        statement=models["accessibility.yaml"].statement,
        needs=_by_id(models["lots.yaml"].needs),
        applicants=_by_id(models["lots.yaml"].applicants),
        reminders=_by_id(models["lots.yaml"].reminders),
        lots=_by_id(models["lots.yaml"].lots),
        facilitators=_by_id(models["facilitators.yaml"].facilitators),
        processes=_by_id(models["processes.yaml"].processes),
        methods=_by_id(models["methods.yaml"].methods),
        terms=_by_id(models["glossary.yaml"].terms),
        words={name: _by_id(getattr(vocabulary, name)) for name in VocabularyFile.model_fields},
        labels=models["labels.yaml"].labels,
        segments=models["addresses.yaml"].segments,
        redirects=tuple(models["redirects.yaml"].redirects),
        redirect_lines=tuple(one.line for one in reading.trees["redirects.yaml"].value["redirects"].value),
        lines=_lines(reading.trees),
    )


def _by_id(items: Iterable[Any], key: Callable[[Any], str] = lambda one: one.id) -> dict[str, Any]:
    return {key(one): one for one in items}


def _lines(trees: Mapping[str, Node]) -> dict[tuple[str, str], int]:
    return {
        (kind, record.value["id"].value): record.line
        for kind, file in RECORD_FILES.items()
        for record in trees[file].value[kind].value
    }
