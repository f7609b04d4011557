"""The follow-up register: promises by organiser, how many are in each state, a static page for each organiser."""

import datetime
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import ClassVar

from toolkit.domain import timeline
from toolkit.domain.context import Context
from toolkit.domain.project import Project
from toolkit.domain.static_pages import StaticPage, batches
from toolkit.models.process import ANSWERS, FollowUp, Process
from toolkit.sources.catalog import Catalog

# Promises the register shows; the page of an organiser has all of theirs.
RECENT = 50
Entry = tuple[Process, FollowUp]
Counts = Mapping[str, timeline.Timeline[int]]


@dataclass(frozen=True)
class OrganiserPage(StaticPage):
    """One static page of the register: the promises of an organiser, those of this part and all of them."""

    template: ClassVar[str] = "lists/follow-up.html"
    organiser: str
    entries: tuple[Entry, ...]
    all: tuple[Entry, ...]

    @property
    def segment(self) -> str:
        """Key of the label its address starts with."""
        return "segment_follow_up"

    def name(self, r: Context) -> str:
        """The organiser, in words."""
        return r.word("organisers", self.organiser)


def entries(catalog: Catalog) -> list[Entry]:
    """Every answer promised or given, the last date first."""
    found = [(process, entry) for process in catalog.processes.values() for entry in process.follow_up]
    return sorted(found, key=lambda pair: str(pair[1].promised or pair[1].answered), reverse=True)


def pages(project: Project) -> tuple[OrganiserPage, ...]:
    """The static pages, organisers in the order of the vocabulary."""
    groups: defaultdict[str, list[Entry]] = defaultdict(list)
    for process, entry in entries(project.catalog):
        groups[process.organiser].append((process, entry))
    organisers = [organiser for organiser in project.catalog.words["organisers"] if groups[organiser]]
    return tuple(page for organiser in organisers for page in _parts(organiser, groups[organiser]))


def _parts(organiser: str, found: list[Entry]) -> Iterator[OrganiserPage]:
    for part, parts, batch in batches(found):
        yield OrganiserPage(part, parts, organiser, batch, tuple(found))


def counts(found: Iterable[Entry], today: datetime.date) -> Counts:
    """Number of promises in each state, from a day on."""
    moves: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for _, entry in found:
        before = ""
        for day, state in timeline.since(timeline.answers(entry), today):
            moves[day].update({state: 1})
            moves[day].subtract([before] if before else [])
            before = state
    return {state: _running(moves, state) for state in ANSWERS}


def used_states(numbers: Counts, catalog: Catalog) -> list[str]:
    """The states some promise is in, today or later, in the order of the vocabulary."""
    return [state for state in catalog.words["answers"] if any(number for _, number in numbers.get(state, ()))]


def _running(moves: Mapping[str, Counter[str]], state: str) -> timeline.Timeline[int]:
    """The sum on each day it changes."""
    sums = [(timeline.ALWAYS, moves[timeline.ALWAYS][state] if timeline.ALWAYS in moves else 0)]
    for day in sorted(moves):
        if day != timeline.ALWAYS and moves[day][state]:
            sums.append((day, sums[-1][1] + moves[day][state]))
    return tuple(sums)
