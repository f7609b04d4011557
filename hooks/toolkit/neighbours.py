"""The overlaps between processes: also in this place, on the same theme, in the same period.

With thousands of processes, comparing each with each is too slow: candidates are the `NEAR` closest in time that
share a place or a theme, and the best of them are kept.
"""

import datetime
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from hashlib import blake2b
from heapq import nsmallest

from toolkit.catalogue import Catalogue
from toolkit.memory import remembered
from toolkit.model.process import Process

NEAR = 30
KEPT = 4
# First and last day, as ordinals; a process without any date has an empty period at the beginning of time.
Period = tuple[int, int]
UNKNOWN: Period = (0, -1)
Rank = Callable[[Process], tuple[int, ...]]


@dataclass(frozen=True)
class Neighbours:
    """Identifiers of processes close to another, the closest first; each stands under the first of these that holds."""

    here: tuple[str, ...]
    theme: tuple[str, ...]
    period: tuple[str, ...]

    def __bool__(self) -> bool:
        return bool(self.here or self.theme or self.period)


def period(process: Process) -> Period:
    """First and last day a process may have run. Without end, only its start is known."""
    dates = process.dates
    known = [date for date in (dates.start, dates.end) if date]
    if not known:
        return UNKNOWN
    last = datetime.date.max if dates.permanent else known[-1].last
    return known[0].first.toordinal(), last.toordinal()


def overlap(one: Period, other: Period) -> int:
    """Days two processes documentedly ran together; 0 when their dates do not say so."""
    return max(0, min(one[1], other[1]) - max(one[0], other[0]) + 1)


class Neighbourhood(Mapping[str, Neighbours]):
    """Neighbours of each process by its identifier, looked for when asked; an answer is kept for the other language."""

    def __init__(self, catalogue: Catalogue) -> None:
        self.processes = catalogue.processes
        self.periods = {id: period(one) for id, one in catalogue.processes.items()}
        self.by_date = sorted(catalogue.processes.values(), key=self._moment)
        self.by_place: defaultdict[str, list[Process]] = defaultdict(list)
        self.by_theme: defaultdict[str, list[Process]] = defaultdict(list)
        for one in self.by_date:
            for place in one.place.municipalities:
                self.by_place[place].append(one)
            for theme in one.themes:
                self.by_theme[theme].append(one)
        self.kept: dict[str, Neighbours] = {}

    @cached_property
    def basis(self) -> bytes:
        """Digest of what neighbours are reckoned from (`answers.py`): reckoning them takes a second for 1,500."""
        facts = ((one.id, one.place, one.themes, self.periods[one.id]) for one in self.processes.values())
        return blake2b(repr(list(facts)).encode()).digest()

    def __getitem__(self, identifier: str) -> Neighbours:
        if identifier not in self.kept:
            self.kept[identifier] = self._of(self.processes[identifier])
        return self.kept[identifier]

    def __iter__(self) -> Iterator[str]:
        return iter(self.processes)

    def __len__(self) -> int:
        return len(self.processes)

    def _of(self, process: Process) -> Neighbours:
        places, themes = set(process.place.municipalities), set(process.themes)
        mine = self.periods[process.id]

        def here(one: Process) -> tuple[int, ...]:
            return -_same_spot(one, process), -len(places.intersection(one.place.municipalities))

        def alike(one: Process) -> tuple[int, ...]:
            return -len(themes.intersection(one.themes)), *here(one)

        def together(one: Process) -> tuple[int, ...]:
            return *here(one), -len(themes.intersection(one.themes))

        there = [one for place in places for one in self._near(process, self.by_place[place])]
        like = [one for theme in themes for one in self._near(process, self.by_theme[theme])]
        meeting = [one for one in self._near(process, self.by_date) if overlap(self.periods[one.id], mine)]
        near = self._best(process, there, here)
        similar = self._best(process, like, alike, near)
        return Neighbours(near, similar, self._best(process, meeting, together, near + similar))

    def _near(self, process: Process, candidates: list[Process]) -> list[Process]:
        at = bisect_left(candidates, self._moment(process), key=self._moment)
        return [one for one in candidates[max(0, at - NEAR) : at + NEAR + 1] if one.id != process.id]

    def _best(
        self, process: Process, candidates: Iterable[Process], rank: Rank, told: tuple[str, ...] = ()
    ) -> tuple[str, ...]:
        """Those of the lowest rank not told yet; at equal rank the nearest in time, then by identifier."""
        begins = self.periods[process.id][0]
        unique = {one.id: one for one in candidates if one.id not in told}
        ranked = [(rank(one), abs(self.periods[id][0] - begins), id) for id, one in unique.items()]
        return tuple(id for *_, id in nsmallest(KEPT, ranked))

    def _moment(self, process: Process) -> tuple[int, str]:
        return self.periods[process.id][0], process.id


@remembered(2)
def neighbourhood(catalogue: Catalogue) -> Neighbourhood:
    """The overlaps of a catalogue, kept as long as it is the same."""
    return Neighbourhood(catalogue)


def _same_spot(one: Process, other: Process) -> bool:
    return one.place.where is not None and one.place.where == other.place.where
