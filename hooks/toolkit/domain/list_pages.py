"""Where the list of processes is too long for one page: static pages by year and by municipality.

Up to `WHOLE` processes one page shows them in full; up to `ROWS` it shows a line for each, and the municipalities have
pages of their own; beyond, so have the years. No page is heavier than about 100 KB compressed.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from toolkit import LANGUAGES
from toolkit.domain import process_list
from toolkit.domain.context import Reader
from toolkit.domain.inventory import REGION
from toolkit.domain.project import Project
from toolkit.domain.static_pages import StaticPage, batches
from toolkit.models.process import Process
from toolkit.render import region_map

WHOLE = 300
ROWS = 1500
YEAR, MUNICIPALITY = "year", "municipality"


@dataclass(frozen=True)
class ListPage(StaticPage):
    """One static page of the list: a year or a municipality (`kind`, `value`)."""

    template: ClassVar[str] = "lists/processes.html"
    kind: str
    value: str
    processes: tuple[Process, ...]

    @property
    def segment(self) -> str:
        """What tells a year from a municipality in an address."""
        return f"segment_{self.kind}"

    def name(self, r: Reader) -> str:
        """The year or the municipality, in words."""
        if self.kind == YEAR:
            return self.value or r.t("dates_unknown")
        return r.t("region_wide") if self.value == REGION else r.word("municipalities", self.value)


@dataclass(frozen=True)
class Plan:
    """How the list is laid out: `cards`, `rows` or `pages` on its own page, and the static pages beside it."""

    layout: str
    years: tuple[ListPage, ...]
    municipalities: tuple[ListPage, ...]

    @property
    def pages(self) -> tuple[ListPage, ...]:
        """Every static page."""
        return (*self.years, *self.municipalities)

    def place(self, value: str) -> ListPage | None:
        """The first page of a municipality, or of the Region as a whole."""
        return next((one for one in self.municipalities if one.value == value), None)


def list_page(project: Project) -> str:
    """Neutral path of the page that shows the list."""
    return project.relations.marker_pages["processes"]


def plan(project: Project) -> Plan:
    """The layout the number of processes calls for."""
    number = len(project.catalogue.processes)
    if number <= WHOLE:
        return Plan("cards", (), ())
    places = [(id, [one for _, one in pairs]) for id, pairs in process_list.by_municipality(project.catalogue)]
    municipalities = tuple(page for id, found in places for page in _parts(MUNICIPALITY, id, found))
    if number <= ROWS:
        return Plan("rows", (), municipalities)
    years = process_list.by_year(project.catalogue)
    return Plan("pages", tuple(page for year, found in years for page in _parts(YEAR, year, found)), municipalities)


def list_data(r: Reader) -> str:
    """What the filters fetch when the page holds no process: the columns, then title, address and line of each."""
    processes = process_list.in_order(r.project.catalogue)
    rows = [[one.title[r.language], r.record("processes", one.id), line(r, one)] for one in processes]
    data = {**process_list.columns(r, process_list.facets(r)), "points": region_map.undrawn(r), "rows": rows}
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))


def data_address(language: str) -> str:
    """Where that is published."""
    return f"lists/processes.{language}.json"


def data_files(project: Project) -> Iterator[tuple[str, str]]:
    """Address and text of the files the filter of a long list reads; none when the page holds the whole list."""
    if plan(project).layout == "pages":
        for language in LANGUAGES:
            reader = Reader(project, language, project.address(list_page(project), language))
            yield data_address(language), list_data(reader)


def line(r: Reader, process: Process) -> str:
    """Who, where and since when, in a line."""
    places = [r.word("municipalities", one) for one in process.place.municipalities] or [r.t("region_wide")]
    return " · ".join(
        [r.word("organisers", process.organiser), ", ".join(places), *filter(None, [process_list.first_year(process)])]
    )


def _parts(kind: str, value: str, processes: list[Process]) -> Iterator[ListPage]:
    for part, parts, found in batches(processes):
        yield ListPage(part, parts, kind, value, found)
