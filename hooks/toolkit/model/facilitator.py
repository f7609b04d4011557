"""A contractor of the procurement centre: who, for which lots, at which rank."""

from typing import Annotated, Self

from pydantic import Field, model_validator

from toolkit.model.base import Bilingual, Identifier, Model, RichText, fault, text
from toolkit.model.references import ExpertiseId, LanguageId, LotId, MunicipalityId, OrganisationKindId, ProcessId
from toolkit.model.values import Email, EnterpriseNumber, FullDate, Phone, WebAddress


class Placement(Model):
    """A place in a lot; `rank` is the order of the cascade, where the lot has one."""

    lot: LotId
    rank: Annotated[int, Field(ge=1, le=999)] | None = None


class Contact(Model):
    """How to reach the organisation."""

    email: Email | None = None
    phone: Phone | None = None
    website: WebAddress | None = None


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
    last_checked: FullDate

    @model_validator(mode="after")
    def _coherent(self) -> Self:
        if bool(self.municipalities) == self.region_wide:
            raise fault("place-one-of")
        if self.demonstration and self.references:
            raise fault("demonstration-with-reference", at="references")
        return self


class FacilitatorsFile(Model):
    """`facilitators.yaml`."""

    facilitators: list[Facilitator]
