"""All records of the site, read from the YAML files, checked, frozen."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, get_args, get_origin

from pydantic import BaseModel, ValidationError

from toolkit.checks.redirects import Redirect, RedirectsFile
from toolkit.domain.menu import NavigationFile
from toolkit.domain.urls import AddressesFile
from toolkit.memory import remembered
from toolkit.models import FacilitatorsFile, GlossaryFile, LotsFile, MethodsFile, ProcessesFile, VocabularyFile
from toolkit.models.accessibility import AccessibilityFile, Statement
from toolkit.models.contact import ContactsFile
from toolkit.models.facilitator import Facilitator
from toolkit.models.glossary import Term
from toolkit.models.labels import LabelsFile
from toolkit.models.lot import Applicant, Framework, Lot, Need, Reminder
from toolkit.models.method import Method
from toolkit.models.process import Process
from toolkit.models.search import SearchFile
from toolkit.problems.problem import Problem, problem
from toolkit.sources.identifiers import Known, known
from toolkit.sources.record_cache import Kept, kept_at
from toolkit.sources.record_data import Facts, facts_of
from toolkit.sources.validation import validate
from toolkit.sources.yaml_nodes import Node
from toolkit.sources.yaml_reader import read_yaml

FILES: dict[str, type[BaseModel]] = {
    "data/accessibility.yaml": AccessibilityFile,
    "config/urls.yaml": AddressesFile,
    "data/contacts.yaml": ContactsFile,
    "facilitators.yaml": FacilitatorsFile,
    "data/glossary.yaml": GlossaryFile,
    "config/labels.yaml": LabelsFile,
    "data/lots.yaml": LotsFile,
    "data/methods.yaml": MethodsFile,
    "config/navigation.yaml": NavigationFile,
    "data/processes.yaml": ProcessesFile,
    "config/search.yaml": SearchFile,
    "config/redirects.yaml": RedirectsFile,
    "data/vocabulary.yaml": VocabularyFile,
}
# The records published one page each, by a template, with the file that holds them.
RECORD_FILES = {"processes": "data/processes.yaml", "facilitators": "facilitators.yaml", "lots": "data/lots.yaml"}


# No equality by value for these two: what is reckoned from one is kept for as long as it is the same one.
@dataclass(frozen=True, eq=False)
class Catalogue:
    """Every record by kind and identifier. `words` holds the vocabularies, `lines` where each record starts.

    `texts` has digests of the texts of records, in files that were read record by record.
    """

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
    texts: Mapping[tuple[str, str], bytes]

    def records(self, kind: str) -> Mapping[str, Any]:
        """Records of one kind (`"processes"` ...) by identifier."""
        found: Mapping[str, Any] = getattr(self, kind)
        return found


@dataclass(frozen=True, eq=False)
class Reading:
    """What reading the files gave, by file, and the problems found so far; a file that could not be read is absent."""

    facts: Mapping[str, Facts]
    trees: Mapping[str, Node]
    models: Mapping[str, Any]
    problems: tuple[Problem, ...]

    @property
    def known(self) -> Known:
        """Identifiers by kind."""
        return known(_known_identifiers(self.facts))


class Trees(Mapping[str, Node]):
    """Trees of files that can be read, made when asked: only to tell where problems stand."""

    def __init__(self, contents: Mapping[str, bytes]) -> None:
        self.contents = contents

    def __getitem__(self, name: str) -> Node:
        tree, _ = _tree(name, self.contents[name])
        if tree is None:
            raise KeyError(name)
        return tree

    def __iter__(self) -> Iterator[str]:
        return iter(self.contents)

    def __len__(self) -> int:
        return len(self.contents)


def rank_in(facilitator: Facilitator, lot: str) -> int | None:
    """Rank of a facilitator in the cascade of a lot."""
    return next((place.rank for place in facilitator.lots if place.lot == lot), None)


def read(root: Path) -> Reading:
    """Read and validate all data files of a project, each on its own and then its references.

    A preview reads at each edit: as long as the files are the same, so is what this gives, and what follows from it.
    """
    files = tuple((name, (root / name).read_bytes()) for name in FILES if (root / name).is_file())
    return _read(files, root / ".cache" / "pieces.pickle")


@remembered(2)
def _read(files: tuple[tuple[str, bytes], ...], cache: Path) -> Reading:
    contents, kept = dict(files), kept_at(cache)
    problems = [problem(name, "missing-file") for name in FILES if name not in contents]
    facts: dict[str, Facts] = {}
    for name, data in contents.items():
        found, faults = _facts(name, data, kept)
        problems += faults
        if found is not None:
            facts[name] = found
    kept.save()
    identifiers = known(_known_identifiers(facts))
    trees = Trees({name: contents[name] for name in facts})
    models: dict[str, Any] = {}
    for name, found in facts.items():
        told = [one for one in problems if one.file == name]
        models[name], faults = _model(name, found, identifiers, trees, told)
        problems += faults
    return Reading(facts, trees, models, tuple(problems))


def _facts(name: str, data: bytes, kept: Kept) -> tuple[Facts | None, list[Problem]]:
    """Facts of a file; one that has a fault is read again as a whole, to tell it."""
    found = kept.facts(name, data)
    if found is not None:
        return found, []
    tree, faults = _tree(name, data)
    return (facts_of(tree) if tree else None), faults


@remembered(4 * len(FILES))
def _tree(name: str, data: bytes) -> tuple[Node | None, list[Problem]]:
    return read_yaml(name, data)


def _model(
    name: str, found: Facts, known: Known, trees: Mapping[str, Node], told: list[Problem]
) -> tuple[Any, list[Problem]]:
    try:
        return FILES[name].model_validate(_checked_records(name, found, known), context=dict(known)), []
    except ValidationError:
        return validate(name, trees[name], FILES[name], known, told)


def _checked_records(name: str, found: Facts, known: Known) -> Any:
    """Value of a file; its records are models already where each could be read alone. Raises ValidationError."""
    kind, *_ = found.lines if found.parts else ("",)
    field = FILES[name].model_fields.get(kind)
    if not field or get_origin(field.annotation) is not list:
        return found.value
    (model,) = get_args(field.annotation)
    return {kind: [_record(model, part, known) for part in found.parts]}


@remembered(50_000)
def _record(model: type[BaseModel], part: Facts, known: Known) -> BaseModel:
    return model.model_validate(part.value, context=dict(known))


def _known_identifiers(facts: Mapping[str, Facts]) -> dict[str, list[str]]:
    """Identifiers by kind, read before validation so that a faulty record is still a known one."""
    known: dict[str, list[str]] = {}
    for found in facts.values():
        for kind, items in found.value.items() if isinstance(found.value, dict) else ():
            if isinstance(items, list):
                named = (one.get("id") for one in items if isinstance(one, dict))
                known[kind] = [one for one in named if isinstance(one, str)]
    return known


@remembered(2)
def assemble(reading: Reading) -> Catalogue:
    """The catalogue of a reading without problems."""
    models = reading.models
    vocabulary: VocabularyFile = models["data/vocabulary.yaml"]
    return Catalogue(
        framework=models["data/lots.yaml"].framework,
        statement=models["data/accessibility.yaml"].statement,
        needs=_by_id(models["data/lots.yaml"].needs),
        applicants=_by_id(models["data/lots.yaml"].applicants),
        reminders=_by_id(models["data/lots.yaml"].reminders),
        lots=_by_id(models["data/lots.yaml"].lots),
        facilitators=_by_id(models["facilitators.yaml"].facilitators),
        processes=_by_id(models["data/processes.yaml"].processes),
        methods=_by_id(models["data/methods.yaml"].methods),
        terms=_by_id(models["data/glossary.yaml"].terms),
        words={name: _by_id(getattr(vocabulary, name)) for name in VocabularyFile.model_fields},
        labels=models["config/labels.yaml"].labels,
        segments=models["config/urls.yaml"].segments,
        redirects=tuple(models["config/redirects.yaml"].redirects),
        redirect_lines=reading.facts["config/redirects.yaml"].lines["redirects"],
        lines=_lines(reading),
        texts=_texts(reading),
    )


def _by_id(items: Iterable[Any], key: Callable[[Any], str] = lambda one: one.id) -> dict[str, Any]:
    return {key(one): one for one in items}


def _lines(reading: Reading) -> dict[tuple[str, str], int]:
    return {
        (kind, record.id): line
        for kind, file in RECORD_FILES.items()
        for record, line in zip(getattr(reading.models[file], kind), reading.facts[file].lines[kind], strict=True)
    }


def _texts(reading: Reading) -> dict[tuple[str, str], bytes]:
    return {
        (kind, record.id): part.digest
        for kind, file in RECORD_FILES.items()
        for record, part in zip(getattr(reading.models[file], kind), reading.facts[file].parts, strict=False)
    }
