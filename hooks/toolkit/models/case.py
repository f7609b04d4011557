"""A case: the story of one documented process, with what went wrong and what to take from it."""

from typing import Annotated, Self

from pydantic import Field, model_validator

from toolkit.models.base import Bilingual, Identifier, Model, RichText, Slug, Title, fault
from toolkit.models.process import Place
from toolkit.models.references import CaseGroupId, MethodId, OrganiserId, ProcessId, Source, ThemeId, require_addresses
from toolkit.models.values import PastDate, SomeDate


class Step(Model):
    """What happened, and when it began, as precisely as the sources say."""

    date: SomeDate
    text: Bilingual[RichText]


class Case(Model):
    """One case. `group` is its section in the index; `failed` marks a process that its organiser stopped or withdrew.

    `process` is its record in the inventory, where there is one. `money` is absent when no amount was published.
    """

    id: Identifier
    slug: Bilingual[Slug]
    title: Bilingual[Title]
    summary: Bilingual[RichText]
    group: CaseGroupId
    failed: bool = False
    organiser: OrganiserId
    partners: list[OrganiserId] = []
    place: Place
    themes: Annotated[list[ThemeId], Field(min_length=1, max_length=5)]
    methods: list[MethodId] = []
    process: ProcessId | None = None
    stakes: Bilingual[RichText]
    open: Bilingual[RichText]
    fixed: Bilingual[RichText]
    people: Bilingual[RichText]
    steps: Annotated[list[Step], Field(min_length=2)]
    money: Bilingual[RichText] | None = None
    promise: Bilingual[RichText]
    answer: Bilingual[RichText]
    problems: Bilingual[RichText]
    lessons: Bilingual[RichText]
    sources: Annotated[list[Source], Field(min_length=1)]
    last_checked: PastDate

    @property
    def years(self) -> str:
        """The years its steps run through: `2021` or `2019–2023`."""
        years = sorted({self.steps[0].date.first.year, self.steps[-1].date.first.year})
        return "\N{EN DASH}".join(str(year) for year in years)

    @model_validator(mode="after")
    def _steps_in_order(self) -> Self:
        for index, (step, following) in enumerate(zip(self.steps, self.steps[1:], strict=False), start=1):
            if following.date.last < step.date.first:
                raise fault("steps-reversed", at=f"steps.{index}.date", date=following.date, before=step.date)
        return self

    @model_validator(mode="after")
    def _sources_can_be_opened(self) -> Self:
        require_addresses(self.sources)
        return self


class CasesFile(Model):
    """`data/cases.yaml`."""

    cases: list[Case]
