"""References between records: identifiers that must exist, checked while the record is read."""

from typing import Annotated

from pydantic import AfterValidator, ValidationInfo

from toolkit.models.base import fault
from toolkit.problems.suggestions import nearest


class Known:
    """Accepts the identifiers of one kind of record; `context[kind]` lists those that exist."""

    def __init__(self, kind: str) -> None:
        self.kind = kind

    def __call__(self, value: str, info: ValidationInfo) -> str:
        """The value, when it is known; raises our `unknown-reference` fault otherwise."""
        known = (info.context or {}).get(self.kind)
        if known is not None and value not in known:
            raise fault("unknown-reference", kind=self.kind, value=value, near=nearest(value, known))
        return value


ThemeId = Annotated[str, AfterValidator(Known("themes"))]
PhaseId = Annotated[str, AfterValidator(Known("phases"))]
LevelId = Annotated[str, AfterValidator(Known("levels"))]
CallOffId = Annotated[str, AfterValidator(Known("call_offs"))]
LanguageId = Annotated[str, AfterValidator(Known("languages"))]
ExpertiseId = Annotated[str, AfterValidator(Known("expertise"))]
OrganisationKindId = Annotated[str, AfterValidator(Known("organisation_kinds"))]
FamilyId = Annotated[str, AfterValidator(Known("method_families"))]
SettingId = Annotated[str, AfterValidator(Known("settings"))]
IssueId = Annotated[str, AfterValidator(Known("issues"))]
OrganiserId = Annotated[str, AfterValidator(Known("organisers"))]
MunicipalityId = Annotated[str, AfterValidator(Known("municipalities"))]
LotId = Annotated[str, AfterValidator(Known("lots"))]
MethodId = Annotated[str, AfterValidator(Known("methods"))]
ProcessId = Annotated[str, AfterValidator(Known("processes"))]
TermId = Annotated[str, AfterValidator(Known("terms"))]
NeedId = Annotated[str, AfterValidator(Known("needs"))]
ApplicantId = Annotated[str, AfterValidator(Known("applicants"))]
