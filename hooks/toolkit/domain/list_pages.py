"""Static pages of the list of processes, by year and by municipality, and the data its filters fetch."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from toolkit import LANGUAGES
from toolkit.domain import process_list
from toolkit.domain.context import Reader
from toolkit.domain.inventory import REGION
from toolkit.domain.static_pages import StaticPage, batches
from toolkit.models.process import Process
from toolkit.project import Project

YEAR, MUNICIPALITY = "year", "municipality"


@dataclass(frozen=True)
class ListPage(StaticPage):
    """One static page of the list: a year or a municipality (`kind`, `value`), `total` processes in all its parts."""

    template: ClassVar[str] = "lists/processes.html"
    kind: str
    value: str
    processes: tuple[Process, ...]
    total: int

    @property
    def segment(self) -> str:
        """Key of the label that tells a year from a municipality in an address."""
        return f"segment_{self.kind}"

    def name(self, r: Reader) -> str:
        """The year or the municipality, in words."""
        if self.kind == YEAR:
            return self.value or r.t("dates_unknown")
        return r.t("region_wide") if self.value == REGION else r.word("municipalities", self.value)


# Stands for the first page of the Region as a whole where only its address counts.
REGION_PAGE = ListPage(1, 1, MUNICIPALITY, REGION, (), 0)


@dataclass(frozen=True)
class ListPages:
    """The static pages of the list. Every municipality has one, with or without processes."""

    years: tuple[ListPage, ...]
    municipalities: tuple[ListPage, ...]

    @property
    def pages(self) -> tuple[ListPage, ...]:
        """Every static page."""
        return (*self.years, *self.municipalities)

    def municipality(self, value: str) -> ListPage:
        """The first page of a municipality, or of the Region as a whole."""
        return next(page for page in self.municipalities if page.value == value)


def list_page(project: Project) -> str:
    """Neutral path of the page that shows the list."""
    return project.relations.marker_pages["processes"]


def list_pages(project: Project) -> ListPages:
    """The static pages of the list."""
    years = process_list.by_year(project.catalogue)
    municipalities = process_list.by_municipality(project.catalogue)
    return ListPages(
        tuple(page for year, processes in years for page in _parts(YEAR, year, processes)),
        tuple(page for value, processes in municipalities for page in _parts(MUNICIPALITY, value, processes)),
    )


def _parts(kind: str, value: str, processes: list[Process]) -> Iterator[ListPage]:
    for part, parts, batch in batches(processes):
        yield ListPage(part, parts, kind, value, batch, len(processes))


def list_data(r: Reader) -> str:
    """JSON for the filters: columns, points of the map, and title, address and summary line of each process."""
    processes = process_list.in_order(r.project.catalogue)
    points = [[at, *point] for at, _, point in process_list.located(processes)]
    rows = [[process.title[r.language], r.record("processes", process.id), line(r, process)] for process in processes]
    data = {**process_list.columns(r), "points": points, "rows": rows}
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))


def data_address(language: str) -> str:
    """Address of that JSON file, relative to the root."""
    return f"lists/processes.{language}.json"


def data_files(project: Project) -> Iterator[tuple[str, str]]:
    """Address and text of the JSON file of each language."""
    for language in LANGUAGES:
        reader = Reader(project, language, project.address(list_page(project), language))
        yield data_address(language), list_data(reader)


def line(r: Reader, process: Process) -> str:
    """Who, where and since when, in a line."""
    names = [r.word("municipalities", one) for one in process.place.municipalities] or [r.t("region_wide")]
    year = process_list.first_year(process)
    return " · ".join([r.word("organisers", process.organiser), ", ".join(names), *([year] if year else [])])
