"""The words of the interface, in both languages (`config/labels.yaml`)."""

import re
from typing import Annotated, Self

from pydantic import StringConstraints, model_validator

from toolkit.models.base import Bilingual, Model, fault

_BLANK = re.compile(r"\{\w+\}")


# Not trimmed: the colon of French begins with a no-break space.
Words = Annotated[str, StringConstraints(min_length=1, max_length=400)]


class Label(Bilingual[Words]):
    """A word or sentence, with `{blanks}` the program fills."""

    @model_validator(mode="after")
    def _same_blanks(self) -> Self:
        french, dutch = (set(_BLANK.findall(text)) for text in (self.fr, self.nl))
        if french != dutch:
            raise fault("blanks-differ", blanks=", ".join(sorted(french ^ dutch)))
        return self


class LabelsFile(Model):
    """`config/labels.yaml`: templates name each by its key."""

    labels: dict[str, Label]
