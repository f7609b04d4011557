"""The list of processes: order, groups, and the filters of the list and its map."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from toolkit.domain import timeline
from toolkit.domain.context import Context
from toolkit.domain.inventory import REGION
from toolkit.domain.region import drawing
from toolkit.models.process import Process
from toolkit.sources.catalog import Catalog

UNDATED = ""
# Processes the list page shows beside those that are open; a filter finds the others.
RECENT = 30
# The filters in their order, each with the vocabulary of its choices.
FACETS = {
    "municipality": "municipalities",
    "theme": "themes",
    "status": "statuses",
    "answer": "answers",
    "level": "levels",
    "method": "methods",
    "organiser": "organisers",
    "year": "",
}
# Values of a process for the filters that do not depend on the day.
FIXED: dict[str, Callable[[Process], Iterable[str]]] = {
    "municipality": lambda process: municipalities(process),
    "theme": lambda process: process.themes,
    "level": lambda process: [process.level],
    "method": lambda process: process.methods,
    "organiser": lambda process: [process.organiser, *process.partners],
    "year": lambda process: years(process),
}
# Values that change with the calendar: the data hold the changes to come.
CHANGING: dict[str, Callable[[Process], timeline.Timeline[tuple[str, ...]]]] = {
    "status": lambda process: tuple((day, (status,)) for day, status in timeline.statuses(process)),
    "answer": timeline.answers_of,
}
# Filters with few choices, in the order of their vocabulary: all are offered, even those no process has.
COMPLETE = ("status", "answer", "level")
Values = timeline.Timeline[Iterable[str]]


@dataclass(frozen=True)
class Choice:
    """One value of a filter, with the number of processes it would show on the day of the build."""

    value: str
    label: str
    count: int


def in_order(catalog: Catalog) -> tuple[Process, ...]:
    """Every process, by year of start, the last first; undated ones at the end."""
    processes = catalog.processes.values()

    def key(process: Process) -> tuple[str, str]:
        return first_year(process), str(process.dates.start or "")

    return tuple(sorted(processes, key=key, reverse=True))


def open_and_recent(r: Context) -> list[Process]:
    """The processes open on the day of the build, then the `RECENT` others that began last."""
    processes = in_order(r.project.catalog)
    is_open = {process.id for process in processes if process.status(r.project.today) == "open"}
    others = [process for process in processes if process.id not in is_open]
    return [*(process for process in processes if process.id in is_open), *others[:RECENT]]


def by_year(catalog: Catalog) -> list[tuple[str, list[Process]]]:
    """Processes grouped by the year they began, or ended when only that is known."""
    return [(year, list(group)) for year, group in groupby(in_order(catalog), key=first_year)]


def by_municipality(catalog: Catalog) -> list[tuple[str, list[Process]]]:
    """The Region as a whole, then each municipality, with its processes, if any."""
    groups: defaultdict[str, list[Process]] = defaultdict(list)
    for process in in_order(catalog):
        for identifier in dict.fromkeys(municipalities(process)):
            groups[identifier].append(process)
    return [(identifier, groups[identifier]) for identifier in (REGION, *catalog.words["municipalities"])]


def municipalities(process: Process) -> Sequence[str]:
    """The municipalities of a process, or the Region as a whole."""
    return process.place.municipalities or [REGION]


def first_year(process: Process) -> str:
    """Year a process began, or ended when only that is known; empty when neither is."""
    return str(process.dates.start or process.dates.end or UNDATED)[:4]


def years(process: Process) -> list[str]:
    """Years a process documents, from its start to its end."""
    documented = [date.first.year for date in (process.dates.start, process.dates.end) if date]
    return [str(year) for year in range(min(documented), max(documented) + 1)] if documented else []


def located(processes: Iterable[Process]) -> Iterator[tuple[int, Process, tuple[int, int]]]:
    """Each process with a point: its position in the list, the process, its position on the map."""
    for position, process in enumerate(processes):
        if point := process.place.point:
            yield position, process, drawing().place(point.latitude, point.longitude)


def facets(r: Context) -> dict[str, list[Choice]]:
    """The filters in use, each with the choices some process has."""
    return {key: choices for key in FACETS if (choices := _choices(r, key))}


def columns(r: Context) -> dict[str, Any]:
    """The data of the filters.

    `values` are the values of each filter. `items` are, by filter and in the order of the list, the positions of the
    values of each process; where they change later, a list of `[from day, positions]`.
    """
    values = {key: [choice.value for choice in choices] for key, choices in facets(r).items()}
    positions = {key: {value: position for position, value in enumerate(values[key])} for key in values}
    return {
        "values": values,
        "items": {key: [_cell(changes, positions[key]) for changes in _values(r, key)] for key in values},
    }


def _cell(changes: Values, positions: Mapping[str, int]) -> list[Any]:
    cell: list[Any] = [[day, sorted({positions[value] for value in values})] for day, values in changes]
    return cell if len(cell) > 1 else [*cell[0][1]]


def _values(r: Context, key: str) -> list[Values]:
    """Values of each process for a filter, from the day of the build on."""
    processes = in_order(r.project.catalog)
    if key in CHANGING:
        return [timeline.since(CHANGING[key](process), r.project.today) for process in processes]
    return [((timeline.ALWAYS, FIXED[key](process)),) for process in processes]


def _choices(r: Context, key: str) -> list[Choice]:
    changes_of_all = _values(r, key)
    counts = Counter(value for changes in changes_of_all for value in set(changes[0][1]))
    possible = {value for changes in changes_of_all for _, values in changes for value in values}
    if possible and key in COMPLETE:
        possible.update(r.project.catalog.words[FACETS[key]])
    labels = {value: _label(r, key, value) for value in possible}
    ranked = sorted(possible, key=_order(r, key, labels))
    return [Choice(value, labels[value], counts[value]) for value in ranked]


def _label(r: Context, key: str, value: str) -> str:
    if value == REGION:
        return r.t("region_wide")
    if key == "year":
        return value
    if key == "method":
        return str(r.project.catalog.methods[value].name[r.language])
    return r.word(FACETS[key], value)


def _order(r: Context, key: str, labels: Mapping[str, str]) -> Callable[[str], Any]:
    """Statuses and levels have an order of their own; years run back; the rest is alphabetical, the Region first."""
    if key in COMPLETE:
        vocabulary = list(r.project.catalog.words[FACETS[key]])
        return vocabulary.index
    if key == "year":
        return lambda value: -int(value)
    return lambda value: (value != REGION, r.sorting(labels[value]))
