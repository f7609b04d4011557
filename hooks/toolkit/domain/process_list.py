"""The list of processes: order, groups, and the choices that filter it and its map."""

import datetime
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from typing import Any

from toolkit.domain import timeline
from toolkit.domain.context import Reader
from toolkit.domain.inventory import REGION
from toolkit.models.process import Process
from toolkit.sources.catalog import Catalogue

UNDATED = ""
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
# How they read a process.
FIXED: dict[str, Callable[[Process], Iterable[str]]] = {
    "municipality": lambda one: one.place.municipalities or [REGION],
    "theme": lambda one: one.themes,
    "level": lambda one: [one.level],
    "method": lambda one: one.methods,
    "organiser": lambda one: [one.organiser, *one.partners],
    "year": lambda one: years(one),
}
# Those whose answer depends on the day: the page carries the changes to come.
CHANGING: dict[str, Callable[[Process], timeline.Timeline[tuple[str, ...]]]] = {
    "status": lambda one: tuple((day, (status,)) for day, status in timeline.statuses(one)),
    "answer": timeline.answers_of,
}
# How a process answers a filter, from the day of the build on.
Answers = timeline.Timeline[Iterable[str]]
# Few choices, in an order of their own: all are shown, even where no process has them.
WHOLE = ("status", "answer", "level")


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


def in_order(catalogue: Catalogue) -> tuple[Process, ...]:
    """Every process, by year of start, the last first; undated ones at the end."""
    len(catalogue.processes)  # a page asks for all of them, though their order be kept from another
    return _in_order(catalogue)


@lru_cache(maxsize=2)
def _in_order(catalogue: Catalogue) -> tuple[Process, ...]:
    """Asked for by each filter, map and file. Gain at 10,000 processes: 1 s."""
    processes = sorted(catalogue.processes.values(), key=lambda one: str(one.dates.start or ""), reverse=True)
    return tuple(sorted(processes, key=first_year, reverse=True))


def by_year(catalogue: Catalogue) -> list[tuple[str, list[Process]]]:
    """Processes grouped by the year they began, or ended when only that is known."""
    return [(year, list(group)) for year, group in groupby(in_order(catalogue), key=first_year)]


def by_municipality(catalogue: Catalogue) -> list[tuple[str, list[tuple[int, Process]]]]:
    """For each municipality, and the Region as a whole: its processes with their position in the list."""
    found: defaultdict[str, list[tuple[int, Process]]] = defaultdict(list)
    for pair in enumerate(in_order(catalogue)):
        for place in dict.fromkeys(pair[1].place.municipalities or [REGION]):
            found[place].append(pair)
    return [(id, found[id]) for id in (REGION, *catalogue.words["municipalities"]) if id in found]


def first_year(process: Process) -> str:
    """Year a process began, or ended when only that is known; empty when neither is."""
    return str(process.dates.start or process.dates.end or UNDATED)[:4]


def years(process: Process) -> list[str]:
    """Years a process documents, from its start to its end."""
    known = [date.first.year for date in (process.dates.start, process.dates.end) if date]
    return [str(year) for year in range(min(known), max(known) + 1)] if known else []


def facets(r: Reader) -> tuple[Facet, ...]:
    """The filters in use, each with the choices some process has, in the order of the vocabulary."""
    found = (Facet(key, _choices(r, key)) for key in FACETS)
    return tuple(facet for facet in found if facet.choices)


def columns(r: Reader, filters: Iterable[Facet]) -> dict[str, Any]:
    """What the filters read, for a data block of the page: values by filter, then, by filter and in the order of the
    list, positions of the values of each process; where they change later, a list of `[from day, positions]`.
    """
    values = {facet.key: [choice.value for choice in facet.choices] for facet in filters}
    positions = {key: {value: at for at, value in enumerate(found)} for key, found in values.items()}
    return {
        "values": values,
        "items": {key: [_cell(one, positions[key]) for one in _answers(r, key)] for key in values},
    }


def _cell(answers: Answers, positions: Mapping[str, int]) -> list[Any]:
    found: list[Any] = [[day, sorted({positions[value] for value in answer})] for day, answer in answers]
    return found if len(found) > 1 else [*found[0][1]]


def _answers(r: Reader, key: str) -> list[Answers]:
    """How the processes, in their order, answer a filter from the day of the build on."""
    catalogue = r.project.catalogue
    len(catalogue.processes)  # a page asks for all of them, though they be kept from the page of the other language
    return _answers_of(catalogue, r.project.today, key)


@lru_cache(maxsize=2 * len(FACETS))
def _answers_of(catalogue: Catalogue, today: datetime.date, key: str) -> list[Answers]:
    """They are the same in all languages. Gain at 10,000 processes: 1 s."""
    if key in CHANGING:
        return [timeline.since(CHANGING[key](one), today) for one in in_order(catalogue)]
    return [((timeline.ALWAYS, FIXED[key](one)),) for one in in_order(catalogue)]


def _choices(r: Reader, key: str) -> tuple[Choice, ...]:
    answers = _answers(r, key)
    counts = Counter(value for changes in answers for value in set(changes[0][1]))
    possible = {value for changes in answers for _, answer in changes for value in answer}
    if possible and key in WHOLE:
        possible.update(r.project.catalogue.words[FACETS[key]])
    labels = {value: _label(r, key, value) for value in possible}
    ranked = sorted(possible, key=_order(r, key, labels))
    return tuple(Choice(value, labels[value], counts[value]) for value in ranked)


def _label(r: Reader, key: str, value: str) -> str:
    if value == REGION:
        return r.t("region_wide")
    if key == "year":
        return value
    if key == "method":
        return str(r.project.catalogue.methods[value].name[r.language])
    return r.word(FACETS[key], value)


def _order(r: Reader, key: str, labels: Mapping[str, str]) -> Callable[[str], Any]:
    """Statuses and levels have an order of their own; years run back; the rest is alphabetical, the Region first."""
    if key in WHOLE:
        positions = list(r.project.catalogue.words[FACETS[key]])
        return positions.index
    if key == "year":
        return lambda value: -int(value)
    return lambda value: (value != REGION, r.sorting(labels[value]))
