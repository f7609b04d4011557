"""A participation method: the facts of its card."""

from typing import Annotated, Self

from pydantic import Field, model_validator

from toolkit.models.base import Bilingual, Identifier, Label, Model, Sentence, Slug, fault
from toolkit.models.references import FamilyId, IssueId, LevelId, LotId, PhaseId, SettingId, Source
from toolkit.models.values import PastDate


class Estimated(Model):
    """A fact as text; `estimate` marks an editorial estimate, and is shown on pages."""

    text: Bilingual[Sentence]
    estimate: bool = False


class Participants(Estimated):
    """How many people."""

    min: Annotated[int, Field(ge=1)] | None = None
    max: Annotated[int, Field(ge=1)] | None = None

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.min and self.max and self.max < self.min:
            raise fault("bounds-reversed", at="max", low=self.min, high=self.max)
        return self


class Cost(Model):
    """From 1 (inexpensive) to 4 (very expensive), with a printed price where a source has one."""

    level_min: Annotated[int, Field(ge=1, le=4)] | None = None
    level_max: Annotated[int, Field(ge=1, le=4)] | None = None
    estimate: bool = False
    note: Bilingual[Sentence] | None = None

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.level_min and self.level_max and self.level_max < self.level_min:
            raise fault("bounds-reversed", at="level_max", low=self.level_min, high=self.level_max)
        return self


class Names(Model):
    """Other names in use, by language."""

    fr: list[Label] = []
    nl: list[Label] = []

    def __getitem__(self, language: str) -> list[str]:
        names: list[str] = getattr(self, language)
        return names


class Method(Model):
    """One method."""

    id: Identifier
    slug: Bilingual[Slug]
    name: Bilingual[Label]
    also_known_as: Names = Names()
    summary: Bilingual[Sentence]
    family: FamilyId
    levels: list[LevelId]
    participants: Participants
    duration: Estimated
    cost: Cost
    phases: list[PhaseId]
    strengths: Bilingual[Sentence]
    limits: Bilingual[Sentence]
    setting: SettingId
    serves: list[IssueId]
    lots: list[LotId]
    sources: Annotated[list[Source], Field(min_length=1)]
    last_checked: PastDate


class MethodsFile(Model):
    """`data/methods.yaml`."""

    methods: list[Method]
