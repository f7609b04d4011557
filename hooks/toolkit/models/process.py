"""A participation process: what was asked of whom, by whom, where, when, and what became of it."""

import datetime
from typing import Annotated, Self

from pydantic import Field, model_validator

from toolkit.models.base import Bilingual, Identifier, Label, Model, RichText, Sentence, Slug, Title, fault
from toolkit.models.references import LevelId, MethodId, MunicipalityId, OrganiserId, Source, ThemeId, require_addresses
from toolkit.models.values import PastDate, SomeDate, WebAddress

STATUSES = ("planned", "open", "underway", "waiting", "answered", "closed", "permanent", "unconfirmed")
ANSWERS = ("kept", "given_after", "given", "due", "to_check", "late")


# `checks/records.py` verifies that it is inside; models do not read the shapes of municipalities.
class Point(Model):
    """A point of the map, in degrees (WGS 84), inside the Region."""

    latitude: float
    longitude: float


class Place(Model):
    """Municipalities by NIS code, or the whole Region; a point when the process is about one precise place."""

    municipalities: list[MunicipalityId] = Field(default=[], max_length=19)
    region_wide: bool = False
    where: Bilingual[Sentence] | None = None
    point: Point | None = None

    @model_validator(mode="after")
    def _one_of_both(self) -> Self:
        if bool(self.municipalities) == self.region_wide:
            raise fault("place-one-of")
        return self


class Dates(Model):
    """From when to when, as precisely as the sources say; `permanent` when there is no end.

    `open_from` and `open_until`: when people can take part (register, send an opinion, vote), if the sources say so;
    without the latter, to the end.
    """

    start: SomeDate | None = None
    end: SomeDate | None = None
    permanent: bool = False
    open_from: SomeDate | None = None
    open_until: SomeDate | None = None

    def is_open(self, today: datetime.date) -> bool:
        """Whether a documented period to take part runs on a day."""
        if self.open_from is None or self.open_from.first > today:
            return False
        until = self.open_until or self.end
        return until is None or until.last >= today

    def status(self, outcome: str, today: datetime.date) -> str:
        """Status on a day of a process with these dates: one of STATUSES; `outcome` is its status after the end."""
        if self.is_open(today):
            return "open"
        if self.permanent:
            return "permanent"
        if self.start and self.start.first > today:
            return "planned"
        if self.end is None:
            return "unconfirmed"
        return "underway" if self.end.last >= today else outcome

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.start and self.end and self.end.last < self.start.first:
            raise fault("dates-reversed", at="end", start=self.start, end=self.end)
        if self.permanent and self.end:
            raise fault("permanent-with-end", at="permanent")
        if self.open_until and not self.open_from:
            raise fault("opening-missing", at="open_until")
        if self.open_from and self.open_until and self.open_until.last < self.open_from.first:
            raise fault("dates-reversed", at="open_until", start=self.open_from, end=self.open_until)
        return self


class FollowUp(Model):
    """An answer that was promised, and the day it was given.

    `computed`: the promised date is computed from a published rule, not published as such; it never gives the state
    `late`.
    """

    what: Bilingual[Sentence]
    promised: SomeDate | None = None
    computed: bool = False
    answered: SomeDate | None = None
    link: WebAddress | None = None

    @model_validator(mode="after")
    def _documented(self) -> Self:
        if self.promised is None and self.answered is None:
            raise fault("follow-up-without-date")
        if self.computed and self.promised is None:
            raise fault("computed-without-date", at="computed")
        return self

    def state(self, today: datetime.date) -> str:
        """What became of the promise by a day: one of ANSWERS, entries of the vocabulary."""
        if self.answered and self.promised:
            return "kept" if self.answered.first <= self.promised.last else "given_after"
        if self.promised is None:
            return "given"
        if self.promised.last >= today:
            return "due"
        return "to_check" if self.computed else "late"


class Process(Model):
    """One process of the inventory.

    `operators`: who designed or facilitated it, as a source names them; not to be read as contractors of the centre.
    """

    id: Identifier
    slug: Bilingual[Slug]
    title: Bilingual[Title]
    summary: Bilingual[RichText]
    organiser: OrganiserId
    partners: list[OrganiserId] = []
    place: Place
    themes: Annotated[list[ThemeId], Field(min_length=1, max_length=5)]
    level: LevelId
    methods: list[MethodId] = []
    operators: list[Label] = []
    dates: Dates
    participation: Bilingual[RichText] | None = None
    results: Bilingual[RichText] | None = None
    follow_up: list[FollowUp] = []
    to_confirm: Bilingual[RichText] | None = None
    sources: Annotated[list[Source], Field(min_length=1)]
    last_checked: PastDate

    @model_validator(mode="after")
    def _promises_after_start(self) -> Self:
        for index, entry in enumerate(self.follow_up):
            for key in ("promised", "answered"):
                date = getattr(entry, key)
                if self.dates.start and date and date.last < self.dates.start.first:
                    raise fault(
                        "follow-up-before-start", at=f"follow_up.{index}.{key}", date=date, start=self.dates.start
                    )
        return self

    @model_validator(mode="after")
    def _sources_can_be_opened(self) -> Self:
        require_addresses(self.sources)
        return self

    @property
    def outcome(self) -> str:
        """Its status once it has ended: whether promises wait for an answer."""
        if any(entry.answered is None for entry in self.follow_up):
            return "waiting"
        return "answered" if self.follow_up else "closed"

    def status(self, today: datetime.date) -> str:
        """Where the process stands on a day: one of STATUSES, entries of the vocabulary."""
        return self.dates.status(self.outcome, today)


class ProcessesFile(Model):
    """`data/processes.yaml`."""

    processes: list[Process]
