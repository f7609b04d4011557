"""The overlaps between processes: also in this place, on the same theme, in the same period.

With thousands of processes, comparing each with each is too slow: candidates are the `NEAR` closest in time that
share a place or a theme, and the best of them are kept.
"""

import datetime
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from hashlib import blake2b
from typing import NamedTuple

from toolkit import LANGUAGES
from toolkit.catalogue import Catalogue
from toolkit.memory import remembered
from toolkit.model.process import Process

NEAR = 30
KEPT = 4
# First and last day, as ordinals; a process without any date has an empty period at the beginning of time.
Period = tuple[int, int]
UNKNOWN: Period = (0, -1)


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


class _Facts(NamedTuple):
    """What a process is compared by. The first two put processes in the order of time."""

    begins: int
    id: str
    ends: int
    places: frozenset[str]
    themes: frozenset[str]
    where: tuple[str, ...]


def _facts(process: Process) -> _Facts:
    where = process.place.where
    names = tuple(where[language] for language in LANGUAGES) if where else ()
    begins, ends = period(process)
    return _Facts(begins, process.id, ends, frozenset(process.place.municipalities), frozenset(process.themes), names)


class Neighbourhood(Mapping[str, Neighbours]):
    """Neighbours of each process by its identifier, looked for when asked; an answer is kept for the other language."""

    def __init__(self, catalogue: Catalogue) -> None:
        self.facts = {id: _facts(one) for id, one in catalogue.processes.items()}
        self.by_date = sorted(self.facts.values())
        self.by_place: defaultdict[str, list[_Facts]] = defaultdict(list)
        self.by_theme: defaultdict[str, list[_Facts]] = defaultdict(list)
        for one in self.by_date:
            for place in one.places:
                self.by_place[place].append(one)
            for theme in one.themes:
                self.by_theme[theme].append(one)
        self.kept: dict[str, Neighbours] = {}

    @cached_property
    def basis(self) -> bytes:
        """Digest of what neighbours are reckoned from (`answers.py`): reckoning them takes a second for 1,500."""
        facts = [(*one[:3], sorted(one.places), sorted(one.themes), one.where) for one in self.by_date]
        return blake2b(repr(facts).encode()).digest()

    def __getitem__(self, identifier: str) -> Neighbours:
        if identifier not in self.kept:
            self.kept[identifier] = self._of(self.facts[identifier])
        return self.kept[identifier]

    def __iter__(self) -> Iterator[str]:
        return iter(self.facts)

    def __len__(self) -> int:
        return len(self.facts)

    def _of(self, mine: _Facts) -> Neighbours:
        places, themes, begins, where = mine.places, mine.themes, mine.begins, mine.where or None
        there = {one.id: one for place in places for one in _near(mine, self.by_place[place])}
        here = _best(
            (one.where != where, -len(places & one.places), abs(one.begins - begins), id) for id, one in there.items()
        )
        like = {one.id: one for theme in themes for one in _near(mine, self.by_theme[theme]) if one.id not in here}
        alike = _best(
            (-len(themes & one.themes), one.where != where, -len(places & one.places), abs(one.begins - begins), id)
            for id, one in like.items()
        )
        told, days = here + alike, (begins, mine.ends)
        meeting = (
            (one.where != where, -len(places & one.places), -len(themes & one.themes), abs(one.begins - begins), one.id)
            for one in _near(mine, self.by_date)
            if one.id not in told and overlap((one.begins, one.ends), days)
        )
        return Neighbours(here, alike, _best(meeting))


def _near(mine: _Facts, candidates: list[_Facts]) -> list[_Facts]:
    at = bisect_left(candidates, mine)
    return [*candidates[max(0, at - NEAR) : at], *candidates[at + 1 : at + NEAR + 1]]


def _best(ranked: Iterable[tuple[int | str, ...]]) -> tuple[str, ...]:
    """Identifiers of the lowest ranks; these end with the distance in time, then the identifier."""
    return tuple(str(rank[-1]) for rank in sorted(ranked)[:KEPT])


@remembered(2)
def neighbourhood(catalogue: Catalogue) -> Neighbourhood:
    """The overlaps of a catalogue, kept as long as it is the same."""
    return Neighbourhood(catalogue)
