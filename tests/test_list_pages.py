"""A list too long for one page is split; nothing gets lost, no address is used twice, every page has the same depth."""

import json
from collections import Counter

import pytest
from selectolax.lexbor import LexborHTMLParser
from support.factories import process, with_processes
from support.projects import RENDERER
from toolkit.domain import list_pages, process_list, static_pages
from toolkit.domain.context import Reader
from toolkit.models.process import Process
from toolkit.project import Project

LANGUAGES = ["fr", "nl"]


def project_of(sample: Project, number: int) -> Project:
    """The sample project with a number of processes, here and there in time and place."""
    places = [*sample.catalogue.words["municipalities"]]
    return with_processes(sample, [_one(at, places) for at in range(number)])


def _one(at: int, places: list[str]) -> Process:
    place = {"region_wide": True} if at % 5 == 0 else {"municipalities": sorted({places[at % 3], places[at % 19]})}
    return process(
        id=f"p{at}",
        slug={"fr": f"p{at}", "nl": f"p{at}"},
        title={"fr": f"Le {at}", "nl": f"De {at}"},
        place=place,
        dates={"start": str(2000 + at % 7)} if at % 11 else {},
    )


@pytest.mark.parametrize(
    ("number", "layout"), [(0, "cards"), (300, "cards"), (301, "rows"), (1500, "rows"), (1501, "pages")]
)
def test_the_layout_follows_the_number(sample: Project, number: int, layout: str) -> None:
    assert list_pages.plan(project_of(sample, number)).layout == layout


def test_every_process_is_on_a_page_of_its_year_and_of_each_place(sample: Project) -> None:
    project = project_of(sample, 4000)
    plan = list_pages.plan(project)
    by_year = Counter(one.id for page in plan.years for one in page.processes)
    by_place = Counter(one.id for page in plan.municipalities for one in page.processes)
    for one in project.catalogue.processes.values():
        assert by_year[one.id] == 1
        assert by_place[one.id] == len(one.place.municipalities or [process_list.REGION])
    assert max(len(page.processes) for page in plan.pages) <= static_pages.PART
    assert any(page.parts > 1 for page in plan.pages)


@pytest.mark.parametrize("language", LANGUAGES)
def test_addresses_are_distinct_and_as_deep_as_a_process(sample: Project, language: str) -> None:
    project = project_of(sample, 4000)
    reader = Reader(project, language, "")
    addresses = [page.address(reader) for page in list_pages.plan(project).pages]
    assert len(set(addresses)) == len(addresses)
    depth = project.record_address("processes", "p1", language).count("/")
    assert {address.count("/") for address in addresses} == {depth}
    labels = [page.label(reader) for page in list_pages.plan(project).pages]
    assert len(set(labels)) == len(labels)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("number", [400, 1600])
def test_the_list_leads_to_its_pages(sample: Project, language: str, number: int) -> None:
    project = project_of(sample, number)
    reader = Reader(project, language, project.address(list_pages.list_page(project), language))
    html = RENDERER.render("data/processes.html", reader, downloads=(), reports={})
    page = LexborHTMLParser(html)
    links = {str(node.attributes["href"]) for node in page.css("a[href]")}
    plan = list_pages.plan(project)
    assert {reader.link(one.address(reader)) for one in plan.pages} <= links
    assert len(page.css("[data-process]")) == (number if plan.layout == "rows" else 0)
    assert bool(page.css_first("#filter-data")) == (plan.layout == "rows")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_page_of_the_list_holds_its_processes(sample: Project, language: str) -> None:
    project = project_of(sample, 4000)
    listed = next(one for one in list_pages.plan(project).pages if one.parts > 1)
    reader = Reader(project, language, listed.address(Reader(project, language, "")))
    article = RENDERER.module("lists/processes.html", reader, page=listed)
    page = LexborHTMLParser(str(article))
    assert len(page.css("[data-process]")) == len(listed.processes)
    assert len(page.css("ul.columns a")) == listed.parts - 1
    assert listed.label(reader) in str(article.title) and article.description


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_the_filters_fetch_is_the_list(sample: Project, language: str) -> None:
    project = project_of(sample, 1600)
    reader = Reader(project, language, project.address(list_pages.list_page(project), language))
    data = json.loads(list_pages.list_data(reader))
    assert [row[0] for row in data["rows"]] == [one.title[language] for one in process_list.in_order(project.catalogue)]
    assert {len(column) for column in data["items"].values()} == {1600}
