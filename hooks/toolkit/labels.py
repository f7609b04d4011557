"""The words of the interface, in both languages (`labels.yaml`)."""

from toolkit.model.base import Bilingual, Model, Sentence


class LabelsFile(Model):
    """`labels.yaml`: templates name each by its key."""

    labels: dict[str, Bilingual[Sentence]]
