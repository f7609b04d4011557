"""In words, when a reminder of `data/lots.yaml` applies."""

from collections.abc import Iterator

from toolkit.domain.context import Context
from toolkit.models.lot import Circumstances


def in_words(when: Circumstances, context: Context) -> str:
    """A phrase for the tables of the route helper: `if you are: municipality; from two lots`."""
    text = "; ".join(_parts(when, context)) or context.t("when_always")
    return text[:1].upper() + text[1:]


def _parts(when: Circumstances, context: Context) -> Iterator[str]:
    catalog = context.project.catalog
    if when.applicants:
        labels = (catalog.applicants[key].label[context.language] for key in when.applicants)
        yield context.t("when_applicants", list=", ".join(labels))
    if when.lots_from:
        yield context.t("when_lots", count=when.lots_from)
    if when.two_rules:
        yield context.t("when_two_rules")
    if when.threshold_near:
        threshold = context.number(catalog.framework.threshold)
        yield context.t("when_near", low=context.number(when.threshold_near), high=threshold)
    if when.total_from:
        yield context.t("when_total", amount=context.number(when.total_from))
