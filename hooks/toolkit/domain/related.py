"""The overlaps between processes: also in this place, on the same theme, in the same period.

With thousands of processes, comparing each with each is too slow: candidates are the `NEAR` closest in time that
share a place or a theme, and the best of them are kept.
"""

import datetime
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache, reduce
from hashlib import blake2b
from operator import or_
from typing import NamedTuple

from toolkit import LANGUAGES
from toolkit.models.process import Process
from toolkit.sources.catalog import Catalogue

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


class _Facts(NamedTuple):
    """What a process is compared by; the first two put processes in the order of time.

    Each place and each theme is a bit of a number: sets would take twice the time.
    """

    begins: int
    id: str
    ends: int
    places: int
    themes: int
    where: tuple[str, ...]


def _facts(processes: Iterable[Process]) -> Iterator[_Facts]:
    places, themes = _Bits(), _Bits()
    for process in processes:
        where = process.place.where
        names = tuple(where[language] for language in LANGUAGES) if where else ()
        begins, ends = period(process)
        own = places.together(process.place.municipalities), themes.together(process.themes)
        yield _Facts(begins, process.id, ends, *own, names)


class _Bits(dict[str, int]):
    """The bit of each identifier."""

    def __missing__(self, identifier: str) -> int:
        bit = self[identifier] = 1 << len(self)
        return bit

    def together(self, identifiers: Iterable[str]) -> int:
        return reduce(or_, (self[one] for one in identifiers), 0)


def _bits(number: int) -> Iterator[int]:
    while number:
        yield (lowest := number & -number)
        number -= lowest


class Neighbourhood(Mapping[str, Neighbours]):
    """Neighbours of each process by its identifier, looked for when asked; an answer is kept for the other language."""

    def __init__(self, catalogue: Catalogue) -> None:
        self.facts = {one.id: one for one in _facts(catalogue.processes.values())}
        self.by_date = sorted(self.facts.values())
        self.by_place: defaultdict[int, list[_Facts]] = defaultdict(list)
        self.by_theme: defaultdict[int, list[_Facts]] = defaultdict(list)
        for one in self.by_date:
            for place in _bits(one.places):
                self.by_place[place].append(one)
            for theme in _bits(one.themes):
                self.by_theme[theme].append(one)
        self.kept: dict[str, Neighbours] = {}

    @cached_property
    def basis(self) -> bytes:
        """Digest of what neighbours are reckoned from (`answers.py`): reckoning them takes a second for 1,500."""
        return blake2b(repr([tuple(one) for one in self.by_date]).encode()).digest()

    def __getitem__(self, identifier: str) -> Neighbours:
        if identifier not in self.kept:
            self.kept[identifier] = self._of(self.facts[identifier])
        return self.kept[identifier]

    def __iter__(self) -> Iterator[str]:
        return iter(self.facts)

    def __len__(self) -> int:
        return len(self.facts)

    def _of(self, mine: _Facts) -> Neighbours:
        begins, _, ends, places, themes, names = mine
        where = names or None  # to have none is not to be at the same spot
        beside = {one.id: one for place in _bits(places) for one in _near(mine, self.by_place[place])}
        here = _best(
            (spot != where, -(places & near).bit_count(), abs(start - begins), id)
            for start, id, _, near, _, spot in beside.values()
        )
        akin = {one.id: one for theme in _bits(themes) for one in _near(mine, self.by_theme[theme])}
        alike = _best(
            (-(themes & like).bit_count(), spot != where, -(places & near).bit_count(), abs(start - begins), id)
            for start, id, _, near, like, spot in akin.values()
            if id not in here
        )
        told = here + alike
        meeting = _best(
            (spot != where, -(places & near).bit_count(), -(themes & like).bit_count(), abs(start - begins), id)
            for start, id, end, near, like, spot in _near(mine, self.by_date)
            if end >= begins and ends >= start and id not in told
        )
        return Neighbours(here, alike, meeting)


def _near(mine: _Facts, candidates: list[_Facts]) -> list[_Facts]:
    at = bisect_left(candidates, mine)
    return [*candidates[max(0, at - NEAR) : at], *candidates[at + 1 : at + NEAR + 1]]


def _best(ranked: Iterable[tuple[int | str, ...]]) -> tuple[str, ...]:
    """Identifiers of the lowest ranks; these end with the distance in time, then the identifier."""
    return tuple(str(rank[-1]) for rank in sorted(ranked)[:KEPT])


@lru_cache(maxsize=2)
def neighbourhood(catalogue: Catalogue) -> Neighbourhood:
    """The overlaps of a catalogue, kept as long as it is the same."""
    return Neighbourhood(catalogue)
