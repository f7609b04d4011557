"""Processes related to another: in the same place, on the same theme, in the same period.

To compare each process with each would be slow with thousands of them: candidates are the `NEAR` before and the `NEAR`
after it in time that share a place or a theme.
"""

import datetime
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from toolkit.models.process import Dates, Process
from toolkit.sources.catalog import Catalog

NEAR = 30
SHOWN = 4


@dataclass(frozen=True)
class RelatedIds:
    """Identifiers of related processes, the closest first, each under the first of these headings that holds."""

    here: tuple[str, ...]
    theme: tuple[str, ...]
    period: tuple[str, ...]

    def __bool__(self) -> bool:
        return bool(self.here or self.theme or self.period)


class RelatedProcesses(Mapping[str, RelatedIds]):
    """Related processes of each process by its identifier, computed on demand and cached for the other language."""

    def __init__(self, catalog: Catalog) -> None:
        self.processes = catalog.processes
        self.periods = {process.id: period(process.dates) for process in self.processes.values()}
        # Processes in the order of time: all under the empty key, and by municipality and theme.
        self.groups: defaultdict[str, list[Process]] = defaultdict(list)
        for process in sorted(self.processes.values(), key=self._moment):
            for key in ("", *process.place.municipalities, *process.themes):
                self.groups[key].append(process)
        self.cache: dict[str, RelatedIds] = {}

    def __getitem__(self, identifier: str) -> RelatedIds:
        if identifier not in self.cache:
            self.cache[identifier] = self._related(self.processes[identifier])
        return self.cache[identifier]

    def __iter__(self) -> Iterator[str]:
        return iter(self.processes)

    def __len__(self) -> int:
        return len(self.processes)

    def _related(self, process: Process) -> RelatedIds:
        def rank(other: Process) -> tuple[bool, int, int, int, str]:
            """At another spot, then (negative) places and themes in common, then days between the starts."""
            apart = not process.place.where or process.place.where != other.place.where
            places = -len({*process.place.municipalities} & {*other.place.municipalities})
            themes = -len({*process.themes} & {*other.themes})
            return apart, places, themes, abs(self.periods[process.id][0] - self.periods[other.id][0]), other.id

        begins, ends = self.periods[process.id]
        beside = [rank(other) for other in self._near(process, process.place.municipalities)]
        here = _closest((apart, places, days, id) for apart, places, _, days, id in beside)
        alike = [rank(other) for other in self._near(process, process.themes) if other.id not in here]
        theme = _closest((themes, apart, places, days, id) for apart, places, themes, days, id in alike)
        others = [other for other in self._near(process, [""]) if other.id not in here + theme]
        meeting = [one for one in others if self.periods[one.id][1] >= begins and ends >= self.periods[one.id][0]]
        return RelatedIds(here, theme, _closest(map(rank, meeting)))

    def _near(self, process: Process, keys: Iterable[str]) -> Iterable[Process]:
        near: dict[str, Process] = {}
        for key in keys:
            group = self.groups[key]
            position = bisect_left(group, self._moment(process), key=self._moment)
            candidates = [*group[max(0, position - NEAR) : position], *group[position + 1 : position + NEAR + 1]]
            near.update((other.id, other) for other in candidates)
        return near.values()

    def _moment(self, process: Process) -> tuple[int, str]:
        return self.periods[process.id][0], process.id


def _closest(ranked: Iterable[tuple[int | str, ...]]) -> tuple[str, ...]:
    """Identifiers of the lowest ranks; each rank ends with the identifier."""
    return tuple(str(rank[-1]) for rank in sorted(ranked)[:SHOWN])


def period(dates: Dates) -> tuple[int, int]:
    """First and last day a process may have run, as ordinals; `(0, -1)` without any date."""
    documented = [date for date in (dates.start, dates.end) if date]
    if not documented:
        return 0, -1
    last = datetime.date.max if dates.permanent else documented[-1].last
    return documented[0].first.toordinal(), last.toordinal()
