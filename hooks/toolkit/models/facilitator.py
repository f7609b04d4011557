"""A contractor of the procurement centre: who, for which lots, at which rank."""

import datetime
from typing import Annotated, Self
from urllib.parse import urlsplit

from pydantic import Field, model_validator

from toolkit.models.base import Bilingual, Identifier, Label, Model, RichText, fault, text
from toolkit.models.references import ExpertiseId, LanguageId, LotId, MunicipalityId, OrganisationKindId, ProcessId
from toolkit.models.values import Email, EnterpriseNumber, FullDate, PastDate, Phone, WebAddress


class Placement(Model):
    """A place in a lot; `rank` is the order of the cascade, where the lot has one."""

    lot: LotId
    rank: Annotated[int, Field(ge=1, le=999)] | None = None


class Person(Model):
    """A person to contact, who agreed to be named here: since when, and until which day included."""

    name: Annotated[str, text(80)]
    role: Bilingual[Label] | None = None
    email: Email | None = None
    phone: Phone | None = None
    consent_given: FullDate
    consent_until: FullDate

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.consent_until < self.consent_given:
            raise fault("dates-reversed", at="consent_until", start=self.consent_given, end=self.consent_until)
        return self


class Contact(Model):
    """How to reach the organisation; `person` is shown as long as the consent lasts."""

    email: Email | None = None
    phone: Phone | None = None
    website: WebAddress | None = None
    person: Person | None = None

    @property
    def is_invented(self) -> bool:
        """Whether the e-mail and web addresses are in `example.org`, which nobody can own (RFC 2606)."""
        hosts = [self.email.rpartition("@")[2] if self.email else "", urlsplit(self.website or "").hostname or ""]
        return all(not host or f".{host}".endswith(".example.org") for host in hosts)

    def person_on(self, day: datetime.date) -> Person | None:
        """The person to contact, while the consent lasts."""
        person = self.person
        return person if person and person.consent_given <= day <= person.consent_until else None


class Facilitator(Model):
    """One organisation of the directory. `demonstration` entries are invented and shown as such."""

    id: Identifier
    demonstration: bool = False
    name: Annotated[str, text(80)]
    kind: OrganisationKindId
    description: Bilingual[RichText]
    lots: Annotated[list[Placement], Field(min_length=1)]
    languages: Annotated[list[LanguageId], Field(min_length=1)]
    expertise: Annotated[list[ExpertiseId], Field(min_length=1)]
    municipalities: list[MunicipalityId] = []
    region_wide: bool = False
    references: list[ProcessId] = []
    enterprise_number: EnterpriseNumber | None = None
    contact: Contact
    last_checked: PastDate

    def rank_in(self, lot: str) -> int | None:
        """Rank in the cascade of a lot, where there is one."""
        return next((placement.rank for placement in self.lots if placement.lot == lot), None)

    @model_validator(mode="after")
    def _coherent(self) -> Self:
        if bool(self.municipalities) == self.region_wide:
            raise fault("place-one-of")
        if self.demonstration and self.references:
            raise fault("demonstration-with-reference", at="references")
        if self.demonstration and self.enterprise_number:
            raise fault("demonstration-with-number", at="enterprise_number")
        if self.demonstration and not self.contact.is_invented:
            raise fault("demonstration-with-address", at="contact")
        return self


class FacilitatorsFile(Model):
    """`facilitators.yaml`."""

    facilitators: list[Facilitator]
