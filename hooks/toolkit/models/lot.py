"""The framework agreement of the procurement centre and its lots."""

from typing import Annotated

from pydantic import Field

from toolkit.models.base import Bilingual, Identifier, Label, Model, RichText, Sentence, Slug
from toolkit.models.page import PagePath
from toolkit.models.references import ApplicantId, CallOffId, NeedId, PhaseId, Source
from toolkit.models.values import PastDate


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
    last_checked: PastDate


class Need(Model):
    """A need of a project leader; each lot lists the needs that it covers."""

    id: Identifier
    label: Bilingual[Label]
    text: Bilingual[Sentence]


class Applicant(Model):
    """A kind of organisation that may order: what is known of its access to the centre, what it must ask."""

    id: Identifier
    label: Bilingual[Label]
    known: Bilingual[Sentence]
    ask: Bilingual[Sentence]
    page: PagePath | None = None


class Circumstances(Model):
    """Conditions of a reminder; all those given must be met. Amounts are in euro, excluding VAT.

    `two_rules`: a lot of the answer changes rule at the threshold. `threshold_near`: one of these has an amount
    between this one and the threshold. `total_from`: all lots together reach this amount.
    """

    applicants: list[ApplicantId] = []
    lots_from: Annotated[int, Field(ge=1, le=99)] | None = None
    two_rules: bool = False
    threshold_near: Annotated[int, Field(ge=1)] | None = None
    total_from: Annotated[int, Field(ge=1)] | None = None


class Reminder(Model):
    """A point of law, or of the framework, to keep in mind for some orders."""

    id: Identifier
    title: Bilingual[Label]
    text: Bilingual[RichText]
    when: Circumstances = Circumstances()
    page: PagePath | None = None
    sources: list[Source] = []


class CallOff(Model):
    """How an order is placed, below and above the threshold of the framework (`call_offs` vocabulary)."""

    below_threshold: CallOffId
    above_threshold: CallOffId

    @property
    def has_cascade(self) -> bool:
        """Whether contractors are called in the order of a rank."""
        return "cascade" in (self.below_threshold, self.above_threshold)

    @property
    def has_two_rules(self) -> bool:
        """Whether the rule depends on the amount."""
        return self.below_threshold != self.above_threshold


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
    needs: Annotated[list[NeedId], Field(min_length=1)]
    phases: list[PhaseId]
    call_off: CallOff
    last_checked: PastDate


class LotsFile(Model):
    """`data/lots.yaml`."""

    framework: Framework
    needs: Annotated[list[Need], Field(min_length=1)]
    applicants: Annotated[list[Applicant], Field(min_length=1)]
    reminders: list[Reminder]
    lots: list[Lot]
