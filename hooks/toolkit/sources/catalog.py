"""All records of the site, by kind and identifier."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from toolkit.kinds import KINDS, WITH_PAGE
from toolkit.models.case import Case
from toolkit.models.config import Redirect, Statement
from toolkit.models.facilitator import Facilitator
from toolkit.models.glossary import Term
from toolkit.models.lot import Applicant, Framework, Lot, Need, Reminder
from toolkit.models.method import Method
from toolkit.models.process import Process
from toolkit.models.vocabulary import VocabularyFile
from toolkit.sources.data_files import Reading


# Compared by identity: caches of what follows from a catalog are keyed by it.
@dataclass(frozen=True, eq=False)
class Catalog:
    """Every record by kind and identifier: a field for each kind of the registry, named as it is.

    `words` holds the vocabularies; `lines` is where each record that has a page starts, by kind and identifier.
    """

    framework: Framework
    statement: Statement
    needs: Mapping[str, Need]
    applicants: Mapping[str, Applicant]
    reminders: Mapping[str, Reminder]
    words: Mapping[str, Mapping[str, Any]]
    labels: Mapping[str, Any]
    segments: Mapping[str, Any]
    redirects: tuple[Redirect, ...]
    redirect_lines: tuple[int, ...]
    lines: Mapping[tuple[str, str], int]
    processes: Mapping[str, Process]
    cases: Mapping[str, Case]
    facilitators: Mapping[str, Facilitator]
    lots: Mapping[str, Lot]
    methods: Mapping[str, Method]
    terms: Mapping[str, Term]

    def records(self, kind: str) -> Mapping[str, Any]:
        """Records of one kind (`"processes"` ...) by identifier."""
        records: Mapping[str, Any] = getattr(self, kind)
        return records


def assemble(reading: Reading) -> Catalog:
    """The catalog of a reading without problems."""
    models = reading.models
    lots, vocabulary = models["data/lots.yaml"], models["data/vocabulary.yaml"]
    redirects = models["config/redirects.yaml"].redirects
    table = reading.files["config/redirects.yaml"]
    return Catalog(
        framework=lots.framework,
        statement=models["data/accessibility.yaml"].statement,
        needs=_by_id(lots.needs),
        applicants=_by_id(lots.applicants),
        reminders=_by_id(lots.reminders),
        words={name: _by_id(getattr(vocabulary, name)) for name in VocabularyFile.model_fields},
        labels=models["config/labels.yaml"].labels,
        segments=models["config/urls.yaml"].segments,
        redirects=tuple(redirects),
        redirect_lines=tuple(table.line(("redirects", index)) for index in range(len(redirects))),
        lines=_lines(reading),
        **{name: _by_id(getattr(models[kind.file], name)) for name, kind in KINDS.items()},
    )


def _by_id(records: Iterable[Any]) -> dict[str, Any]:
    return {record.id: record for record in records}


def _lines(reading: Reading) -> dict[tuple[str, str], int]:
    return {
        (name, record.id): reading.files[kind.file].line((name, index))
        for name, kind in WITH_PAGE.items()
        for index, record in enumerate(getattr(reading.models[kind.file], name))
    }
