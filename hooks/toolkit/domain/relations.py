"""Relations between records and pages, computed once per project: addresses, cards, mentions, uses of methods.

Every relation is a mapping: the build records which keys a page reads (`build/dependencies.py`), and no page looks
through all records.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from toolkit import LANGUAGES
from toolkit.domain import urls
from toolkit.domain.related import RelatedIds, RelatedProcesses
from toolkit.kinds import KINDS
from toolkit.models.case import Case
from toolkit.models.facilitator import Facilitator
from toolkit.models.page import Related
from toolkit.models.process import Process
from toolkit.sources.catalog import Catalog
from toolkit.sources.pages import Page

T = TypeVar("T")
Pages = Mapping[tuple[str, str], Page]
# The kinds of records a page may send its readers to.
MENTIONED = tuple(name for name in KINDS if name in Related.model_fields)


@dataclass(frozen=True)
class Relations:
    """Each relation by what it starts from; what has none is absent.

    `addresses` are by neutral path and language, `record_addresses` by kind, identifier and language, both relative
    to the root. `cases_of` are by process, `cases_using` by method, `cases_in` by municipality. `mentions` are the
    pages that send their readers to a record, by kind and identifier.
    """

    cards: Mapping[str, str]
    card_methods: Mapping[str, str]
    model_pages: Mapping[str, str]
    marker_pages: Mapping[str, str]
    mentions: Mapping[tuple[str, str], tuple[str, ...]]
    contractors: Mapping[str, tuple[Facilitator, ...]]
    users: Mapping[str, tuple[Process, ...]]
    referring: Mapping[str, tuple[Facilitator, ...]]
    cases_of: Mapping[str, tuple[Case, ...]]
    cases_using: Mapping[str, tuple[Case, ...]]
    cases_in: Mapping[str, tuple[Case, ...]]
    processes_in: Mapping[str, tuple[Process, ...]]
    related: Mapping[str, RelatedIds]
    addresses: Mapping[tuple[str, str], str]
    record_addresses: Mapping[tuple[str, str, str], str]


def relations(catalog: Catalog, pages: Pages) -> Relations:
    """All relations of a checked project."""
    cards = {page.meta.method: page.path for page in pages.values() if page.meta.method}
    addresses = _page_addresses(catalog, pages)
    model_pages = {page.meta.records: page.path for page in pages.values() if page.meta.records}
    marker_pages = {marker.text: page.path for page in pages.values() for marker in page.markers}
    return Relations(
        cards=cards,
        card_methods={path: method for method, path in cards.items()},
        model_pages=model_pages,
        marker_pages=marker_pages,
        mentions=_mentions(pages.values()),
        contractors=_contractors(catalog),
        users=_grouped(catalog.processes.values(), lambda process: process.methods),
        referring=_grouped(catalog.facilitators.values(), lambda facilitator: facilitator.references),
        cases_of=_grouped(catalog.cases.values(), lambda case: [case.process] if case.process else []),
        cases_using=_grouped(catalog.cases.values(), lambda case: case.methods),
        cases_in=_grouped(catalog.cases.values(), lambda case: case.place.municipalities),
        processes_in=_grouped(catalog.processes.values(), lambda process: process.place.municipalities),
        related=RelatedProcesses(catalog),
        addresses=addresses,
        record_addresses=_record_addresses(catalog, addresses, model_pages, cards, marker_pages),
    )


def _grouped(records: Iterable[T], keys: Callable[[T], Iterable[str]]) -> dict[str, tuple[T, ...]]:
    groups: defaultdict[str, list[T]] = defaultdict(list)
    for record in records:
        for key in dict.fromkeys(keys(record)):
            groups[key].append(record)
    return {key: tuple(group) for key, group in groups.items()}


def _contractors(catalog: Catalog) -> dict[str, tuple[Facilitator, ...]]:
    """Facilitators of each lot, in the order of the cascade where there is one, else by name."""
    groups = _grouped(catalog.facilitators.values(), lambda record: [placement.lot for placement in record.lots])
    return {
        lot: tuple(sorted(group, key=lambda record: (record.rank_in(lot) or 0, record.name)))
        for lot, group in groups.items()
    }


def _mentions(pages: Iterable[Page]) -> dict[tuple[str, str], tuple[str, ...]]:
    mentions: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    for page in pages:
        for kind in MENTIONED if page.language == LANGUAGES[0] else ():
            for identifier in getattr(page.meta.related, kind):
                mentions[(kind, identifier)].append(page.path)
    return {record: tuple(paths) for record, paths in mentions.items()}


def _page_addresses(catalog: Catalog, pages: Pages) -> dict[tuple[str, str], str]:
    """A page is published under its path, a card under the slug of its method; in each language, present or not."""
    addresses: dict[tuple[str, str], str] = {}
    for (_, path), page in pages.items():
        slug = catalog.methods[page.meta.method].slug if page.meta.method else None
        for language in LANGUAGES:
            addresses[(path, language)] = (
                urls.record_address(path, slug[language], language, catalog.segments)
                if slug
                else urls.address(path, language, catalog.segments)
            )
    return addresses


def _record_addresses(
    catalog: Catalog,
    addresses: Mapping[tuple[str, str], str],
    model_pages: Mapping[str, str],
    cards: Mapping[str, str],
    marker_pages: Mapping[str, str],
) -> dict[tuple[str, str, str], str]:
    """Addresses by kind, identifier and language, as the registry says where a kind is shown."""
    record_addresses: dict[tuple[str, str, str], str] = {}
    for name, kind in KINDS.items():
        for language in LANGUAGES:
            if kind.shown == "page" and name in model_pages:
                folder = urls.folder(model_pages[name], language, catalog.segments)
                slugs = {key: urls.slug_of(record, language) for key, record in catalog.records(name).items()}
                record_addresses |= {(name, key, language): f"{folder}{slug}/" for key, slug in slugs.items()}
            elif kind.shown == "card":
                record_addresses |= {(name, key, language): addresses[(path, language)] for key, path in cards.items()}
            elif kind.shown == "anchor":
                page = marker_pages.get(kind.marker)
                address = addresses[(page, language)] if page else ""
                record_addresses |= {(name, key, language): f"{address}#{key}" for key in catalog.records(name)}
    return record_addresses
