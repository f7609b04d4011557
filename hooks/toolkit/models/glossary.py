"""A term of the field in both languages."""

from typing import Annotated, Literal

from toolkit.models.base import Bilingual, Identifier, Model, Sentence, text
from toolkit.models.method import Names

Form = Annotated[str, text(100)]


class Acronym(Model):
    """Short forms; a language may have none."""

    fr: Annotated[str, text(20)] | None = None
    nl: Annotated[str, text(20)] | None = None

    def __getitem__(self, language: str) -> str | None:
        form: str | None = getattr(self, language)
        return form


class Term(Model):
    """One line of the glossary. `origin` says where each form was found: official deck, public page, common usage."""

    id: Identifier
    fr: Form
    nl: Form
    variants: Names = Names()
    acronym: Acronym | None = None
    definition: Bilingual[Sentence]
    note: Bilingual[Sentence] | None = None
    origin: Bilingual[Literal["deck", "public", "usage"]]

    def __getitem__(self, language: str) -> str:
        form: str = getattr(self, language)
        return form


class GlossaryFile(Model):
    """`data/glossary.yaml`."""

    terms: list[Term]
