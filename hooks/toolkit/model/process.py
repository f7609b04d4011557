"""A participation process: what was asked of whom, by whom, where, when, and what became of it."""

import datetime
from typing import Annotated, Self

from pydantic import Field, model_validator

from toolkit.model.base import Bilingual, Identifier, Model, RichText, Sentence, Slug, Title, fault
from toolkit.model.references import LevelId, MethodId, MunicipalityId, OrganiserId, ThemeId
from toolkit.model.source import Source
from toolkit.model.values import FullDate, SomeDate, WebAddress

STATUSES = ("planned", "underway", "waiting", "answered", "closed", "permanent", "unconfirmed")


class Place(Model):
    """Municipalities by NIS code, or the whole Region."""

    municipalities: list[MunicipalityId] = Field(default=[], max_length=19)
    region_wide: bool = False
    where: Bilingual[Sentence] | None = None

    @model_validator(mode="after")
    def _one_of_both(self) -> Self:
        if bool(self.municipalities) == self.region_wide:
            raise fault("place-one-of")
        return self


class Dates(Model):
    """From when to when, as precisely as the sources say; `permanent` when there is no end."""

    start: SomeDate | None = None
    end: SomeDate | None = None
    permanent: bool = False

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.start and self.end and self.end.last < self.start.first:
            raise fault("dates-reversed", at="end", start=self.start, end=self.end)
        if self.permanent and self.end:
            raise fault("permanent-with-end", at="permanent")
        return self


class FollowUp(Model):
    """An answer that was promised, and the day it was given."""

    what: Bilingual[Sentence]
    promised: SomeDate | None = None
    answered: SomeDate | None = None
    link: WebAddress | None = None

    @model_validator(mode="after")
    def _documented(self) -> Self:
        if self.promised is None and self.answered is None:
            raise fault("follow-up-without-date")
        return self


class Process(Model):
    """One process of the inventory."""

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
    dates: Dates
    participation: Bilingual[RichText] | None = None
    results: Bilingual[RichText] | None = None
    follow_up: list[FollowUp] = []
    to_confirm: Bilingual[RichText] | None = None
    sources: Annotated[list[Source], Field(min_length=1)]
    last_checked: FullDate

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
        for index, source in enumerate(self.sources):
            if source.url is None:
                raise fault("source-without-address", at=f"sources.{index}")
        return self

    def status(self, today: datetime.date) -> str:
        """Where the process stands on a day: one of STATUSES, entries of the vocabulary."""
        if self.dates.permanent:
            return "permanent"
        if self.dates.start and self.dates.start.first > today:
            return "planned"
        if self.dates.end is None:
            return "unconfirmed"
        if self.dates.end.last >= today:
            return "underway"
        if any(entry.answered is None for entry in self.follow_up):
            return "waiting"
        return "answered" if self.follow_up else "closed"


class ProcessesFile(Model):
    """`processes.yaml`."""

    processes: list[Process]
