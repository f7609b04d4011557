"""The overlaps between processes: also in this place, on the same theme, in the same period.

With thousands of processes, comparing each with each is too slow: candidates are the `NEAR` closest in time that
share a place or a theme, and the best of them are kept.
"""

import datetime
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from toolkit.catalogue import Catalogue
from toolkit.model.process import Process

NEAR = 30
KEPT = 4
Rank = Callable[[Process], tuple[int, ...]]


@dataclass(frozen=True)
class Neighbours:
    """Processes close to another, the closest first."""

    here: tuple[Process, ...]
    theme: tuple[Process, ...]
    period: tuple[Process, ...]

    def __bool__(self) -> bool:
        return bool(self.here or self.theme or self.period)


def period(process: Process) -> tuple[datetime.date, datetime.date] | None:
    """First and last day a process may have run; None without any date. Without end, only its start is known."""
    dates = process.dates
    known = [date for date in (dates.start, dates.end) if date]
    if not known:
        return None
    return known[0].first, datetime.date.max if dates.permanent else known[-1].last


def overlap(one: Process, other: Process) -> int:
    """Days two processes documentedly ran together; 0 when their dates do not say so."""
    first, second = period(one), period(other)
    if first is None or second is None:
        return 0
    return max(0, (min(first[1], second[1]) - max(first[0], second[0])).days + 1)


class Neighbourhood:
    """All processes, ready to be asked for the neighbours of one."""

    def __init__(self, catalogue: Catalogue) -> None:
        self.by_date = sorted(catalogue.processes.values(), key=_moment)
        self.by_place: defaultdict[str, list[Process]] = defaultdict(list)
        self.by_theme: defaultdict[str, list[Process]] = defaultdict(list)
        for one in self.by_date:
            for place in one.place.municipalities:
                self.by_place[place].append(one)
            for theme in one.themes:
                self.by_theme[theme].append(one)

    def of(self, process: Process) -> Neighbours:
        """The neighbours of a process."""
        places, themes = set(process.place.municipalities), set(process.themes)

        def here(one: Process) -> tuple[int, ...]:
            return int(_same_spot(one, process)), len(places & set(one.place.municipalities))

        def alike(one: Process) -> tuple[int, ...]:
            return len(themes & set(one.themes)), *here(one)

        def together(one: Process) -> tuple[int, ...]:
            return *here(one), len(themes & set(one.themes))

        return Neighbours(
            _best(process, (self.by_place[place] for place in places), here),
            _best(process, (self.by_theme[theme] for theme in themes), alike),
            _best(process, [self.by_date], together, lambda one: overlap(one, process) > 0),
        )


def _same_spot(one: Process, other: Process) -> bool:
    return one.place.where is not None and one.place.where == other.place.where


def _moment(process: Process) -> tuple[datetime.date, str]:
    found = period(process)
    return (found[0] if found else datetime.date.min), process.id


def _best(
    process: Process,
    lists: Iterable[list[Process]],
    rank: Rank,
    wanted: Callable[[Process], bool] = lambda one: True,
) -> tuple[Process, ...]:
    """The best ranked of those near in time; at equal rank the nearest in time, then by identifier."""
    near: dict[str, Process] = {}
    for candidates in lists:
        at = bisect_left(candidates, _moment(process), key=_moment)
        near.update({one.id: one for one in candidates[max(0, at - NEAR) : at + NEAR + 1]})
    near.pop(process.id, None)
    moment = _moment(process)[0].toordinal()
    ordered = sorted(
        filter(wanted, near.values()),
        key=lambda one: ([-part for part in rank(one)], abs(_moment(one)[0].toordinal() - moment), one.id),
    )
    return tuple(ordered[:KEPT])
