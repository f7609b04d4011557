"""What changes with the calendar: each rule is asked on every day that can alter its answer.

The pages carry these changes, so that a browser finds the answer for the day of the visit without knowing the rules.
"""

import datetime
from collections.abc import Callable, Iterable
from functools import partial
from typing import TypeVar

from toolkit.domain.inventory import NO_PROMISE
from toolkit.memory import remembered
from toolkit.models.process import Dates, FollowUp, Process
from toolkit.models.values import PartialDate

T = TypeVar("T")
# From the first day (empty: since ever) on, the answer; in order of date.
Timeline = tuple[tuple[str, T], ...]

ALWAYS = ""
_A_DAY = datetime.timedelta(days=1)


def statuses(process: Process) -> Timeline[str]:
    """Status of a process over time."""
    return _statuses(process.dates, process.outcome)


@remembered(50_000)
def _statuses(dates: Dates, outcome: str) -> Timeline[str]:
    """Asked for by every page and list that names a process. Gain at 10,000 processes: 0.5 s."""
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
    """The answer on a day."""
    day = today.isoformat()
    return next(answer for start, answer in reversed(timeline) if start <= day)


def after(timeline: Timeline[T], today: datetime.date) -> Timeline[T]:
    """The changes still to come."""
    day = today.isoformat()
    return tuple(change for change in timeline if change[0] > day)


def since(timeline: Timeline[T], today: datetime.date) -> Timeline[T]:
    """The answer on a day, as if it were so since ever, and the changes still to come."""
    return ((ALWAYS, on(timeline, today)), *after(timeline, today))


def _timeline(
    rule: Callable[[datetime.date], T], begins: Iterable[PartialDate | None], ends: Iterable[PartialDate | None]
) -> Timeline[T]:
    """A date that begins something counts from its first day, one that ends something until its last."""
    days = {day.first for day in begins if day} | {day.last + _A_DAY for day in ends if day}
    found = [(ALWAYS, rule(datetime.date.min))]
    for day in sorted(days):
        if (answer := rule(day)) != found[-1][1]:
            found.append((day.isoformat(), answer))
    return tuple(found)
