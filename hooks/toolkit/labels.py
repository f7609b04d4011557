"""The words of the interface, in both languages (`labels.yaml`)."""

from typing import Annotated

from pydantic import StringConstraints

from toolkit.model.base import Bilingual, Model

# Not trimmed: the colon of French begins with a no-break space.
Words = Annotated[str, StringConstraints(min_length=1, max_length=400)]


class LabelsFile(Model):
    """`labels.yaml`: templates name each by its key."""

    labels: dict[str, Bilingual[Words]]
