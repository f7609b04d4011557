"""What changes with the calendar: each rule, evaluated on every day that can alter its result.

The pages carry these changes, so that a browser finds the state on the day of the visit without knowing the rules.
"""

import datetime
from collections.abc import Callable, Iterable
from functools import lru_cache, partial
from typing import TypeVar

from toolkit.domain.inventory import NO_PROMISE
from toolkit.models.process import Dates, FollowUp, Process
from toolkit.models.values import PartialDate

T = TypeVar("T")
# Pairs of a first day (empty: since ever) and the value from then on, in order of date.
Timeline = tuple[tuple[str, T], ...]

ALWAYS = ""
_A_DAY = datetime.timedelta(days=1)


def statuses(process: Process) -> Timeline[str]:
    """Status of a process over time."""
    return _statuses(process.dates, process.outcome)


# Every page and list that names a process asks for it.
@lru_cache(maxsize=20_000)
def _statuses(dates: Dates, outcome: str) -> Timeline[str]:
    return _timeline(partial(dates.status, outcome), [dates.start, dates.open_from], [dates.end, dates.open_until])


def answers(entry: FollowUp) -> Timeline[str]:
    """State of a promise over time."""
    return _timeline(entry.state, [], [entry.promised])


def answers_of(process: Process) -> Timeline[tuple[str, ...]]:
    """States of all promises of a process over time; `none` when no promise is documented."""

    def states(today: datetime.date) -> tuple[str, ...]:
        return tuple(sorted({entry.state(today) for entry in process.follow_up})) or (NO_PROMISE,)

    return _timeline(states, [], [entry.promised for entry in process.follow_up])


def on(timeline: Timeline[T], today: datetime.date) -> T:
    """The value on a day."""
    day = today.isoformat()
    return next(value for start, value in reversed(timeline) if start <= day)


def after(timeline: Timeline[T], today: datetime.date) -> Timeline[T]:
    """The changes still to come."""
    day = today.isoformat()
    return tuple(change for change in timeline if change[0] > day)


def since(timeline: Timeline[T], today: datetime.date) -> Timeline[T]:
    """The value on a day, as if it were so since ever, and the changes still to come."""
    return ((ALWAYS, on(timeline, today)), *after(timeline, today))


def _timeline(
    rule: Callable[[datetime.date], T], begins: Iterable[PartialDate | None], ends: Iterable[PartialDate | None]
) -> Timeline[T]:
    """A date that begins something counts from its first day, one that ends something until its last."""
    days = {day.first for day in begins if day} | {day.last + _A_DAY for day in ends if day}
    changes = [(ALWAYS, rule(datetime.date.min))]
    for day in sorted(days):
        if (value := rule(day)) != changes[-1][1]:
            changes.append((day.isoformat(), value))
    return tuple(changes)
