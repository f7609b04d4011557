"""The follow-up ledger: promises by organiser, how many stand in each state, static pages where they are too many.

Up to `WHOLE` promises one page shows them all; beyond, each organiser has its own.
"""

import datetime
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import ClassVar

from toolkit.domain import timeline
from toolkit.domain.context import Reader
from toolkit.domain.project import Project
from toolkit.domain.static_pages import StaticPage, batches
from toolkit.models.process import ANSWERS, FollowUp, Process
from toolkit.sources.catalog import Catalogue

WHOLE = 500
Entry = tuple[Process, FollowUp]


@dataclass(frozen=True)
class LedgerPage(StaticPage):
    """One static page of the ledger: the promises of an organiser, those of this page and all of them."""

    template: ClassVar[str] = "lists/ledger.html"
    organiser: str
    entries: tuple[Entry, ...]
    all: tuple[Entry, ...]

    @property
    def segment(self) -> str:
        """What its address starts with."""
        return "segment_ledger"

    def name(self, r: Reader) -> str:
        """The organiser, in words."""
        return r.word("organisers", self.organiser)


def ledger(catalogue: Catalogue) -> list[tuple[str, list[Entry]]]:
    """Every answer promised or given, by organiser (in the order of the vocabulary), the last date first."""
    found: defaultdict[str, list[Entry]] = defaultdict(list)
    for one, entry in entries(catalogue):
        found[one.organiser].append((one, entry))
    for each in found.values():
        each.sort(key=lambda pair: str(pair[1].promised or pair[1].answered), reverse=True)
    return [(organiser, found[organiser]) for organiser in catalogue.words["organisers"] if found[organiser]]


def entries(catalogue: Catalogue) -> Iterator[Entry]:
    """Every answer promised or given."""
    return ((one, entry) for one in catalogue.processes.values() for entry in one.follow_up)


def pages(project: Project) -> tuple[LedgerPage, ...]:
    """The static pages; none when one page holds the whole ledger."""
    if sum(1 for _ in entries(project.catalogue)) <= WHOLE:
        return ()
    return tuple(page for organiser, all_of in ledger(project.catalogue) for page in _parts(organiser, all_of))


def counts(found: Iterable[Entry], today: datetime.date) -> dict[str, timeline.Timeline[int]]:
    """How many promises stand in each state, from a day on."""
    moves: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for _, entry in found:
        before = ""
        for day, state in timeline.since(timeline.answers(entry), today):
            moves[day].update({state: 1})
            moves[day].subtract([before] if before else [])
            before = state
    return {state: _running(moves, state) for state in ANSWERS}


def seen(numbers: Mapping[str, timeline.Timeline[int]], catalogue: Catalogue) -> list[str]:
    """The states some promise is in, today or later, in the order of the vocabulary."""
    return [state for state in catalogue.words["answers"] if any(number for _, number in numbers.get(state, ()))]


def _running(moves: dict[str, Counter[str]], state: str) -> timeline.Timeline[int]:
    """The sum so far on each day it changes."""
    found = [(timeline.ALWAYS, moves.get(timeline.ALWAYS, Counter())[state])]
    for day in sorted(moves):
        if day != timeline.ALWAYS and moves[day][state]:
            found.append((day, found[-1][1] + moves[day][state]))
    return tuple(found)


def _parts(organiser: str, found: list[Entry]) -> Iterator[LedgerPage]:
    for part, parts, batch in batches(found):
        yield LedgerPage(part, parts, organiser, batch, tuple(found))
