"""Who is linked to whom, reckoned once for a whole project: addresses, cards, mentions, users of a method.

Every relation is a mapping, so that what a page looked up can be told (`tracking.py`), and so that no page looks
through all records: at ten thousand processes that would cost more than printing them.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from toolkit import LANGUAGES
from toolkit.domain import urls
from toolkit.domain.related import Related, RelatedProcesses
from toolkit.models.facilitator import Facilitator
from toolkit.models.process import Process
from toolkit.sources.catalog import RECORD_FILES, Catalogue, rank_in
from toolkit.sources.pages import Document

T = TypeVar("T")
Documents = Mapping[tuple[str, str], Document]
MENTIONED = ("methods", "processes", "lots", "terms")


@dataclass(frozen=True)
class Relations:
    """Each relation by what it starts from; what has none is absent.

    `addresses` are by neutral path and language, `record_addresses` by kind, identifier and language, both relative
    to the root. `mentions` are the pages that send their readers to a record, by kind and identifier.
    """

    cards: Mapping[str, str]
    card_methods: Mapping[str, str]
    model_pages: Mapping[str, str]
    marker_pages: Mapping[str, str]
    mentions: Mapping[tuple[str, str], tuple[str, ...]]
    contractors: Mapping[str, tuple[Facilitator, ...]]
    users: Mapping[str, tuple[Process, ...]]
    referring: Mapping[str, tuple[Facilitator, ...]]
    processes_in: Mapping[str, tuple[Process, ...]]
    related: Mapping[str, Related]
    addresses: Mapping[tuple[str, str], str]
    record_addresses: Mapping[tuple[str, str, str], str]


def relations(catalogue: Catalogue, documents: Documents) -> Relations:
    """All relations of a checked project."""
    pages = list(documents.values())
    card_methods = {one.path: one.meta.method for one in pages if one.meta.method}
    models: dict[str, str] = {one.meta.records: one.path for one in pages if one.meta.records}
    markers = {marker.text: one.path for one in pages for marker in one.markers}
    places = _page_addresses(catalogue, documents)
    cards = {method: path for path, method in card_methods.items()}
    return Relations(
        cards=cards,
        card_methods=card_methods,
        model_pages=models,
        marker_pages=markers,
        mentions=_mentions(pages),
        contractors=_contractors(catalogue),
        users=_grouped(catalogue.processes.values(), lambda one: one.methods),
        referring=_grouped(catalogue.facilitators.values(), lambda one: one.references),
        processes_in=_grouped(catalogue.processes.values(), lambda one: one.place.municipalities),
        related=RelatedProcesses(catalogue),
        addresses=places,
        record_addresses=_record_addresses(catalogue, places, models, cards, markers),
    )


def _grouped(items: Iterable[T], keys: Callable[[T], Iterable[str]]) -> dict[str, tuple[T, ...]]:
    found: defaultdict[str, list[T]] = defaultdict(list)
    for one in items:
        for key in dict.fromkeys(keys(one)):
            found[key].append(one)
    return {key: tuple(group) for key, group in found.items()}


def _contractors(catalogue: Catalogue) -> dict[str, tuple[Facilitator, ...]]:
    """Facilitators of each lot, in the order of the cascade where there is one, else by name."""
    groups = _grouped(catalogue.facilitators.values(), lambda one: [place.lot for place in one.lots])
    return {
        lot: tuple(sorted(group, key=lambda one: (rank_in(one, lot) or 0, one.name))) for lot, group in groups.items()
    }


def _mentions(pages: Iterable[Document]) -> dict[tuple[str, str], tuple[str, ...]]:
    found: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    for page in pages:
        for kind in MENTIONED if page.language == LANGUAGES[0] else ():
            for identifier in getattr(page.meta.related, kind):
                found[(kind, identifier)].append(page.path)
    return {record: tuple(paths) for record, paths in found.items()}


def _page_addresses(catalogue: Catalogue, documents: Documents) -> dict[tuple[str, str], str]:
    """A page is published under its path, a card under the slug of its method; in each language, present or not."""
    methods = {path: one.meta.method for (_, path), one in documents.items()}
    return {
        (path, language): urls.record_address(
            path, catalogue.methods[method].slug[language], language, catalogue.segments
        )
        if method
        else urls.address(path, language, catalogue.segments)
        for path, method in methods.items()
        for language in LANGUAGES
    }


def _record_addresses(
    catalogue: Catalogue,
    places: Mapping[tuple[str, str], str],
    models: Mapping[str, str],
    cards: Mapping[str, str],
    markers: Mapping[str, str],
) -> dict[tuple[str, str, str], str]:
    """A record stands beside the model page of its kind; a method has its card, a term its place in the glossary."""
    found: dict[tuple[str, str, str], Any] = {}
    for language in LANGUAGES:
        for kind in (one for one in RECORD_FILES if one in models):
            folder = urls.folder(models[kind], language, catalogue.segments)
            for identifier, record in catalogue.records(kind).items():
                found[(kind, identifier, language)] = f"{folder}{urls.slug_of(record, language)}/"
        for method, path in cards.items():
            found[("methods", method, language)] = places[(path, language)]
        glossary = places[(markers["glossary"], language)] if "glossary" in markers else ""
        found.update({("terms", term, language): f"{glossary}#{term}" for term in catalogue.terms})
    return found
