"""Static pages of the list of processes, by year and by municipality, and the data its filters fetch."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from toolkit import LANGUAGES
from toolkit.domain import process_list
from toolkit.domain.context import Context
from toolkit.domain.inventory import REGION
from toolkit.domain.project import Project
from toolkit.domain.static_pages import StaticPage, batches
from toolkit.models.process import Process

YEAR, MUNICIPALITY = "year", "municipality"


@dataclass(frozen=True)
class ListPage(StaticPage):
    """A year or a municipality (`kind`, `value`). `processes` are those of the part, `total` those of all parts."""

    template: ClassVar[str] = "lists/processes.html"
    kind: str
    value: str
    processes: tuple[Process, ...]
    total: int

    @property
    def segment(self) -> str:
        """Key of the label that tells a year from a municipality in an address."""
        return f"segment_{self.kind}"

    def name(self, r: Context) -> str:
        """The year or the municipality, in words."""
        if self.kind == YEAR:
            return self.value or r.t("dates_unknown")
        return r.t("region_wide") if self.value == REGION else r.word("municipalities", self.value)


def list_page(project: Project) -> str:
    """Neutral path of the page that shows the list."""
    return project.relations.marker_pages["processes"]


def pages(project: Project) -> list[ListPage]:
    """Every static page of the list."""
    return [*year_pages(project), *municipality_pages(project)]


def year_pages(project: Project) -> list[ListPage]:
    """The pages of each year, the last first."""
    return [page for year, found in process_list.by_year(project.catalog) for page in _parts(YEAR, year, found)]


def municipality_pages(project: Project) -> list[ListPage]:
    """The pages of the Region as a whole, then of every municipality, with or without processes."""
    groups = process_list.by_municipality(project.catalog)
    return [page for value, found in groups for page in _parts(MUNICIPALITY, value, found)]


def municipality_address(r: Context, value: str) -> str:
    """Address of the first page of a municipality or of the Region; it does not depend on the processes."""
    return ListPage(1, 1, MUNICIPALITY, value, (), 0).address(r)


def _parts(kind: str, value: str, processes: list[Process]) -> Iterator[ListPage]:
    for part, parts, batch in batches(processes):
        yield ListPage(part, parts, kind, value, batch, len(processes))


def list_data(r: Context) -> str:
    """JSON for the filters: columns, points of the map, and title, address and summary line of each process."""
    processes = process_list.in_order(r.project.catalog)
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
        context = Context(project, language, project.address(list_page(project), language))
        yield data_address(language), list_data(context)


def line(r: Context, process: Process) -> str:
    """Who, where and since when, in a line."""
    names = [r.word("municipalities", one) for one in process.place.municipalities] or [r.t("region_wide")]
    year = process_list.first_year(process)
    return " · ".join([r.word("organisers", process.organiser), ", ".join(names), *([year] if year else [])])
