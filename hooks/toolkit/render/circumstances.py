"""In words, when a reminder of `data/lots.yaml` applies."""

from collections.abc import Iterator

from toolkit.domain.context import Reader
from toolkit.models.lot import Circumstances


def in_words(when: Circumstances, reader: Reader) -> str:
    """A phrase for the tables of the route helper: `if you are: municipality; from two lots`."""
    text = "; ".join(_parts(when, reader)) or reader.t("when_always")
    return text[:1].upper() + text[1:]


def _parts(when: Circumstances, reader: Reader) -> Iterator[str]:
    catalogue = reader.project.catalogue
    if when.applicants:
        labels = (catalogue.applicants[key].label[reader.language] for key in when.applicants)
        yield reader.t("when_applicants", list=", ".join(labels))
    if when.lots_from:
        yield reader.t("when_lots", count=when.lots_from)
    if when.two_rules:
        yield reader.t("when_two_rules")
    if when.threshold_near:
        threshold = reader.number(catalogue.framework.threshold)
        yield reader.t("when_near", low=reader.number(when.threshold_near), high=threshold)
    if when.total_from:
        yield reader.t("when_total", amount=reader.number(when.total_from))
