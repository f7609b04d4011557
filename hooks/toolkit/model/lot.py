"""The framework agreement of the procurement centre and its lots."""

from typing import Annotated

from pydantic import Field

from toolkit.model.base import Bilingual, Identifier, Label, Model, RichText, Sentence, Slug
from toolkit.model.references import CallOffId, PhaseId
from toolkit.model.source import Source
from toolkit.model.values import FullDate


class OpenPoint(Model):
    """A question only the service can answer; shown as "to be confirmed"."""

    id: Identifier
    question: Bilingual[Sentence]


class Framework(Model):
    """The framework agreement: amounts in euro, duration in years."""

    name: Bilingual[Sentence]
    legal_form: Bilingual[Sentence]
    object: Bilingual[RichText]
    duration_years: Annotated[int, Field(ge=1, le=20)]
    amount: Annotated[int, Field(ge=1)]
    contractors_per_lot: Annotated[int, Field(ge=1, le=500)]
    threshold: Annotated[int, Field(ge=1)]
    members: Annotated[list[Bilingual[Sentence]], Field(min_length=1)]
    benefits: list[Bilingual[Sentence]]
    steps: list[Bilingual[Sentence]]
    open_points: list[OpenPoint]
    sources: list[Source]
    last_checked: FullDate


class CallOff(Model):
    """How an order is placed, below and above the threshold of the framework (`call_offs` vocabulary)."""

    below_threshold: CallOffId
    above_threshold: CallOffId

    @property
    def has_cascade(self) -> bool:
        """Whether contractors are called in the order of a rank."""
        return "cascade" in (self.below_threshold, self.above_threshold)


class Lot(Model):
    """One lot, in the official wording of each language."""

    id: Identifier
    number: Annotated[int, Field(ge=1, le=99)]
    slug: Bilingual[Slug]
    name: Bilingual[Sentence]
    short_name: Bilingual[Label]
    summary: Bilingual[RichText]
    services: Annotated[list[Bilingual[Sentence]], Field(min_length=1)]
    choose_when: Bilingual[RichText]
    deliverables: list[Bilingual[Sentence]]
    prepare: list[Bilingual[Sentence]]
    phases: list[PhaseId]
    call_off: CallOff
    last_checked: FullDate


class LotsFile(Model):
    """`lots.yaml`."""

    framework: Framework
    lots: list[Lot]
