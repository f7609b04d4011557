"""The list of processes: order, groups, and the choices that filter it and its map."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from toolkit import timeline
from toolkit.catalogue import Catalogue
from toolkit.inventory import REGION
from toolkit.model.process import Process
from toolkit.reader import Reader

UNDATED = ""
# How each filter reads a process: the vocabulary of its choices, then the choices of the process on any day.
FACETS: dict[str, tuple[str, Callable[[Process], Iterable[str]]]] = {
    "municipality": ("municipalities", lambda one: one.place.municipalities or [REGION]),
    "theme": ("themes", lambda one: one.themes),
    "status": ("statuses", lambda one: (status for _, status in timeline.statuses(one))),
    "answer": ("answers", lambda one: (state for _, states in timeline.answers_of(one) for state in states)),
    "level": ("levels", lambda one: [one.level]),
    "method": ("methods", lambda one: one.methods),
    "organiser": ("organisers", lambda one: [one.organiser, *one.partners]),
    "year": ("", lambda one: years(one)),
}
# Those whose answer depends on the day: the page carries their changes instead of a fixed choice.
CHANGING: dict[str, Callable[[Process], timeline.Timeline[Any]]] = {
    "status": timeline.statuses,
    "answer": timeline.answers_of,
}


@dataclass(frozen=True)
class Choice:
    """One box to tick, with the number of processes it would show on the day of the build."""

    value: str
    label: str
    count: int


@dataclass(frozen=True)
class Facet:
    """One filter and its choices."""

    key: str
    choices: tuple[Choice, ...]


def in_order(catalogue: Catalogue) -> list[Process]:
    """Every process, by year of start, the last first; undated ones at the end."""
    processes = sorted(catalogue.processes.values(), key=lambda one: str(one.dates.start or ""), reverse=True)
    return sorted(processes, key=first_year, reverse=True)


def by_year(catalogue: Catalogue) -> list[tuple[str, list[Process]]]:
    """Processes grouped by the year they began, or ended when only that is known."""
    return [(year, list(group)) for year, group in groupby(in_order(catalogue), key=first_year)]


def by_municipality(catalogue: Catalogue) -> list[tuple[str, list[tuple[int, Process]]]]:
    """For each municipality, and the Region as a whole: its processes with their position in the list."""
    ordered = list(enumerate(in_order(catalogue)))
    places = [REGION, *catalogue.words["municipalities"]]
    found = [(id, [pair for pair in ordered if id in (pair[1].place.municipalities or [REGION])]) for id in places]
    return [(id, pairs) for id, pairs in found if pairs]


def first_year(process: Process) -> str:
    """Year a process began, or ended when only that is known; empty when neither is."""
    return str(process.dates.start or process.dates.end or UNDATED)[:4]


def years(process: Process) -> list[str]:
    """Years a process documents, from its start to its end."""
    known = [date.first.year for date in (process.dates.start, process.dates.end) if date]
    return [str(year) for year in range(min(known), max(known) + 1)] if known else []


def facets(r: Reader) -> tuple[Facet, ...]:
    """The filters in use, each with the choices some process has, in the order of the vocabulary."""
    return tuple(Facet(key, _choices(r, key)) for key in FACETS)


def columns(r: Reader, filters: Iterable[Facet]) -> dict[str, Any]:
    """What the filters read, for a data block of the page: values by filter, then, by filter and in the order of the
    list, positions of the values of each process; for what changes with the day, a list of `[from day, positions]`.
    """
    values = {facet.key: [choice.value for choice in facet.choices] for facet in filters}
    processes = in_order(r.project.catalogue)
    return {
        "values": values,
        "items": {key: [_cell(key, one, values[key]) for one in processes] for key in FACETS},
    }


def _cell(key: str, process: Process, values: list[str]) -> list[Any]:
    if key not in CHANGING:
        return sorted({values.index(value) for value in FACETS[key][1](process)})
    changes = [(day, [answer] if isinstance(answer, str) else answer) for day, answer in CHANGING[key](process)]
    return [[day, [values.index(value) for value in answer]] for day, answer in changes]


def _choices(r: Reader, key: str) -> tuple[Choice, ...]:
    processes, (_, read) = r.project.catalogue.processes.values(), FACETS[key]
    possible = {value for one in processes for value in read(one)}
    counts = Counter(value for one in processes for value in _today(r, key, one))
    labels = {value: _label(r, key, value) for value in possible}
    ranked = sorted(possible, key=_order(r, key, labels))
    return tuple(Choice(value, labels[value], counts[value]) for value in ranked)


def _today(r: Reader, key: str, process: Process) -> set[str]:
    if key not in CHANGING:
        return set(FACETS[key][1](process))
    answer = timeline.on(CHANGING[key](process), r.project.today)
    return {answer} if isinstance(answer, str) else set(answer)


def _label(r: Reader, key: str, value: str) -> str:
    if value == REGION:
        return r.t("region_wide")
    if key == "year":
        return value
    if key == "method":
        return str(r.project.catalogue.methods[value].name[r.language])
    return r.word(FACETS[key][0], value)


def _order(r: Reader, key: str, labels: Mapping[str, str]) -> Callable[[str], Any]:
    """Statuses and levels have an order of their own; years run back; the rest is alphabetical, the Region first."""
    if key in ("status", "answer", "level"):
        positions = list(r.project.catalogue.words[FACETS[key][0]])
        return positions.index
    if key == "year":
        return lambda value: -int(value)
    return lambda value: (value != REGION, r.sorting(labels[value]))
