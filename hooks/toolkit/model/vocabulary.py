"""The words that classify records, in both languages: themes, phases, levels, statuses, municipalities ..."""

from typing import Annotated

from pydantic import StringConstraints

from toolkit.model.base import Bilingual, Identifier, Label, Model, Sentence, text

NisCode = Annotated[str, StringConstraints(pattern=r"^210(0[1-9]|1[0-9])$")]
PostCode = Annotated[str, StringConstraints(pattern=r"^1[0-9]{3}$")]


class Word(Model):
    """One entry of a vocabulary."""

    id: Identifier
    label: Bilingual[Annotated[str, text(80)]]
    description: Bilingual[Sentence] | None = None


class Municipality(Model):
    """One of the 19 municipalities, by its code of the National Institute of Statistics (NIS)."""

    id: NisCode
    label: Bilingual[Label]
    post_codes: list[PostCode]


class Organiser(Model):
    """A body that runs participation processes."""

    id: Identifier
    label: Bilingual[Annotated[str, text(120)]]
    kind: str


class VocabularyFile(Model):
    """`vocabulary.yaml`."""

    themes: list[Word]
    phases: list[Word]
    levels: list[Word]
    statuses: list[Word]
    answers: list[Word]
    call_offs: list[Word]
    languages: list[Word]
    expertise: list[Word]
    organisation_kinds: list[Word]
    method_families: list[Word]
    settings: list[Word]
    issues: list[Word]
    cost_levels: list[Word]
    municipalities: list[Municipality]
    organisers: list[Organiser]
