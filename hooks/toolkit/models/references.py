"""References: identifiers of other records, which must exist; publications a record is taken from."""

from typing import Annotated

from pydantic import AfterValidator, ValidationInfo

from toolkit.models.base import Model, fault, text
from toolkit.models.values import SomeDate, WebAddress
from toolkit.problems.suggestions import nearest


class Reference:
    """Accepts the identifiers of one kind of record; `context[kind]` lists those that exist."""

    def __init__(self, kind: str) -> None:
        self.kind = kind

    def __call__(self, value: str, info: ValidationInfo) -> str:
        """The value, when it is known; raises our `unknown-reference` fault otherwise."""
        known = (info.context or {}).get(self.kind)
        if known is not None and value not in known:
            raise fault("unknown-reference", kind=self.kind, value=value, near=nearest(value, known))
        return value


ThemeId = Annotated[str, AfterValidator(Reference("themes"))]
PhaseId = Annotated[str, AfterValidator(Reference("phases"))]
CaseGroupId = Annotated[str, AfterValidator(Reference("case_groups"))]
LevelId = Annotated[str, AfterValidator(Reference("levels"))]
CallOffId = Annotated[str, AfterValidator(Reference("call_offs"))]
LanguageId = Annotated[str, AfterValidator(Reference("languages"))]
ExpertiseId = Annotated[str, AfterValidator(Reference("expertise"))]
OrganisationKindId = Annotated[str, AfterValidator(Reference("organisation_kinds"))]
FamilyId = Annotated[str, AfterValidator(Reference("method_families"))]
SettingId = Annotated[str, AfterValidator(Reference("settings"))]
IssueId = Annotated[str, AfterValidator(Reference("issues"))]
OrganiserId = Annotated[str, AfterValidator(Reference("organisers"))]
MunicipalityId = Annotated[str, AfterValidator(Reference("municipalities"))]
LotId = Annotated[str, AfterValidator(Reference("lots"))]
MethodId = Annotated[str, AfterValidator(Reference("methods"))]
ProcessId = Annotated[str, AfterValidator(Reference("processes"))]
TermId = Annotated[str, AfterValidator(Reference("terms"))]
NeedId = Annotated[str, AfterValidator(Reference("needs"))]
ApplicantId = Annotated[str, AfterValidator(Reference("applicants"))]


class Source(Model):
    """A publication: its publisher or title as printed, its address when it has one, the date it appeared."""

    name: Annotated[str, text(120)]
    url: WebAddress | None = None
    date: SomeDate | None = None


def require_addresses(sources: list[Source]) -> None:
    """Raise our `source-without-address` fault at the first source that readers cannot open."""
    for index, source in enumerate(sources):
        if source.url is None:
            raise fault("source-without-address", at=f"sources.{index}")
