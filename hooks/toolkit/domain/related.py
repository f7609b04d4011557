"""Processes related to another: in the same place, on the same theme, in the same period.

To compare each process with each would be slow with thousands of them: candidates are the `NEAR` before and the `NEAR`
after it in time that share a place or a theme.
"""

import datetime
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from toolkit.models.process import Dates, Process
from toolkit.sources.catalog import Catalogue

NEAR = 30
SHOWN = 4


@dataclass(frozen=True)
class Related:
    """Identifiers of related processes, the closest first, each under the first of these headings that holds."""

    here: tuple[str, ...]
    theme: tuple[str, ...]
    period: tuple[str, ...]

    def __bool__(self) -> bool:
        return bool(self.here or self.theme or self.period)


class Compared(NamedTuple):
    """The data that processes are compared by; the first two put them in the order of time."""

    begins: int
    id: str
    ends: int
    places: frozenset[str]
    themes: frozenset[str]
    spot: tuple[str, str] | None


class Comparison(NamedTuple):
    """Another process, compared: lower is closer. `apart`: at another spot, or one without any."""

    apart: bool
    places: int
    themes: int
    days: int
    other: Compared

    @classmethod
    def of(cls, process: Compared, other: Compared) -> "Comparison":
        """Compare two processes by what they share and by the days between their starts."""
        apart = process.spot is None or process.spot != other.spot
        places, themes = -len(process.places & other.places), -len(process.themes & other.themes)
        return cls(apart, places, themes, abs(process.begins - other.begins), other)


def period(dates: Dates) -> tuple[int, int]:
    """First and last day a process may have run, as ordinals; `(0, -1)` without any date."""
    documented = [date for date in (dates.start, dates.end) if date]
    if not documented:
        return 0, -1
    last = datetime.date.max if dates.permanent else documented[-1].last
    return documented[0].first.toordinal(), last.toordinal()


def compared(process: Process) -> Compared:
    """The data to compare a process by."""
    begins, ends = period(process.dates)
    where = process.place.where
    places, themes = frozenset(process.place.municipalities), frozenset(process.themes)
    return Compared(begins, process.id, ends, places, themes, (where["fr"], where["nl"]) if where else None)


class RelatedProcesses(Mapping[str, Related]):
    """Related processes of each process by its identifier, computed on demand and cached for the other language."""

    def __init__(self, catalogue: Catalogue) -> None:
        self.catalogue = catalogue
        self.cache: dict[str, Related] = {}

    def __getitem__(self, identifier: str) -> Related:
        if identifier not in self.cache:
            self.cache[identifier] = self._related(compared(self.catalogue.processes[identifier]))
        return self.cache[identifier]

    def __iter__(self) -> Iterator[str]:
        return iter(self.catalogue.processes)

    def __len__(self) -> int:
        return len(self.catalogue.processes)

    @cached_property
    def _in_time(self) -> dict[str, list[Compared]]:
        """Processes in the order of time: all (under the empty key), by place and by theme."""
        groups: defaultdict[str, list[Compared]] = defaultdict(list)
        for process in sorted(map(compared, self.catalogue.processes.values())):
            for key in ("", *process.places, *process.themes):
                groups[key].append(process)
        return groups

    def _near(self, process: Compared, keys: Iterable[str]) -> list[Comparison]:
        near: set[Compared] = set()
        for key in keys:
            group = self._in_time[key]
            position = bisect_left(group, process)
            near.update(group[max(0, position - NEAR) : position], group[position + 1 : position + NEAR + 1])
        return [Comparison.of(process, other) for other in near]

    def _related(self, process: Compared) -> Related:
        here = _closest(self._near(process, process.places), lambda one: (one.apart, one.places, one.days))
        alike = [one for one in self._near(process, process.themes) if one.other.id not in here]
        theme = _closest(alike, lambda one: (one.themes, one.apart, one.places, one.days))
        meeting = [
            one
            for one in self._near(process, [""])
            if one.other.ends >= process.begins
            and process.ends >= one.other.begins
            and one.other.id not in here + theme
        ]
        return Related(here, theme, _closest(meeting, lambda one: (one.apart, one.places, one.themes, one.days)))


def _closest(near: Iterable[Comparison], rank: Callable[[Comparison], tuple[int, ...]]) -> tuple[str, ...]:
    """Identifiers of the `SHOWN` first by rank, then by identifier."""
    ranked = sorted(near, key=lambda one: (rank(one), one.other.id))
    return tuple(one.other.id for one in ranked[:SHOWN])
