"""The words that classify records, in both languages: themes, phases, levels, statuses, municipalities ..."""

from typing import Annotated, Self

from pydantic import StringConstraints, model_validator

from toolkit.models.base import Bilingual, Identifier, Label, Model, Sentence, fault, text
from toolkit.models.process import ANSWERS, STATUSES

NisCode = Annotated[str, StringConstraints(pattern=r"^210(0[1-9]|1[0-9])$")]
PostCode = Annotated[str, StringConstraints(pattern=r"^1[0-9]{3}$")]


# Entries that are not only chosen by editors: what a process or a promise has become by a day, a cost from 1 to 4.
NEEDED = {"statuses": STATUSES, "answers": (*ANSWERS, "none"), "cost_levels": ("1", "2", "3", "4")}


class Word(Model):
    """One entry of a vocabulary."""

    id: Identifier
    label: Bilingual[Annotated[str, text(80)]]
    description: Bilingual[Sentence] | None = None


class DescribedWord(Word):
    """An entry that pages explain."""

    description: Bilingual[Sentence]


class Municipality(Model):
    """One of the 19 municipalities, by its code of the National Institute of Statistics (NIS)."""

    id: NisCode
    label: Bilingual[Label]
    post_codes: list[PostCode]


class Organiser(Model):
    """A body that runs participation processes."""

    id: Identifier
    label: Bilingual[Annotated[str, text(120)]]
    kind: Identifier


class VocabularyFile(Model):
    """`data/vocabulary.yaml`."""

    themes: list[Word]
    phases: list[DescribedWord]
    levels: list[Word]
    statuses: list[Word]
    answers: list[DescribedWord]
    call_offs: list[DescribedWord]
    languages: list[Word]
    expertise: list[Word]
    organisation_kinds: list[Word]
    method_families: list[Word]
    settings: list[Word]
    issues: list[Word]
    case_groups: list[Word]
    cost_levels: list[Word]
    municipalities: list[Municipality]
    organisers: list[Organiser]

    @model_validator(mode="after")
    def _holds_what_the_program_names(self) -> Self:
        for name, needed in NEEDED.items():
            known = {word.id for word in getattr(self, name)}
            if missing := [identifier for identifier in needed if identifier not in known]:
                raise fault("word-needed", at=name, value=missing[0])
        return self
