"""The static pages of the list: nothing gets lost, no address is used twice, every page has the same depth."""

import json
from collections import Counter

import pytest
from selectolax.lexbor import LexborHTMLParser
from support.factories import process, with_processes
from support.projects import RENDERER
from toolkit.domain import list_pages, process_list, static_pages
from toolkit.domain.context import Context
from toolkit.models.process import Process
from toolkit.project import Project

LANGUAGES = ["fr", "nl"]


def project_of(sample: Project, number: int) -> Project:
    """The sample project with a number of processes, here and there in time and place."""
    places = [*sample.catalog.words["municipalities"]]
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


def test_every_process_is_on_a_page_of_its_year_and_of_each_place(sample: Project) -> None:
    project = project_of(sample, 4000)
    by_year = Counter(one.id for page in list_pages.year_pages(project) for one in page.processes)
    by_place = Counter(one.id for page in list_pages.municipality_pages(project) for one in page.processes)
    for one in project.catalog.processes.values():
        assert by_year[one.id] == 1
        assert by_place[one.id] == len(process_list.municipalities(one))
    pages = list_pages.pages(project)
    assert max(len(page.processes) for page in pages) <= static_pages.PART
    assert any(page.parts > 1 for page in pages)


@pytest.mark.parametrize("number", [0, 1, 52])
def test_every_municipality_has_a_page(sample: Project, number: int) -> None:
    pages = list_pages.municipality_pages(project_of(sample, number))
    assert {page.value for page in pages} == {process_list.REGION, *sample.catalog.words["municipalities"]}


@pytest.mark.parametrize("language", LANGUAGES)
def test_addresses_are_distinct_and_as_deep_as_a_process(sample: Project, language: str) -> None:
    project = project_of(sample, 4000)
    reader = Context(project, language, "")
    addresses = [page.address(reader) for page in list_pages.pages(project)]
    assert len(set(addresses)) == len(addresses)
    depth = project.record_address("processes", "p1", language).count("/")
    assert {address.count("/") for address in addresses} == {depth}
    labels = [page.label(reader) for page in list_pages.pages(project)]
    assert len(set(labels)) == len(labels)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("number", [0, 3, 1600])
def test_the_list_leads_to_its_pages(sample: Project, language: str, number: int) -> None:
    project = project_of(sample, number)
    reader = Context(project, language, project.address(list_pages.list_page(project), language))
    page = LexborHTMLParser(RENDERER.render("data/processes.html", reader, downloads=(), reports={}))
    links = {str(node.attributes["href"]) for node in page.css("a[href]")}
    assert {reader.link(one.address(reader)) for one in list_pages.pages(project)} <= links
    assert len(page.css(".card")) == min(number, process_list.RECENT)
    # Where search leads for a municipality.
    assert {f"m{identifier}" for identifier in project.catalog.words["municipalities"]} <= {
        str(node.attributes["id"]) for node in page.css("li[id]")
    }


def test_open_processes_come_first_then_the_last_ones(sample: Project) -> None:
    old = process(id="old", dates={"start": "1999", "open_from": "1999", "open_until": "2199"})
    others = [process(id=f"p{year}", dates={"start": str(year), "end": str(year)}) for year in range(1980, 2020)]
    shown = process_list.open_and_recent(Context(with_processes(sample, [*others, old]), "fr", ""))
    assert [one.id for one in shown] == ["old", *(f"p{year}" for year in range(2019, 2019 - process_list.RECENT, -1))]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_page_of_the_list_holds_its_processes(sample: Project, language: str) -> None:
    project = project_of(sample, 4000)
    listed = next(one for one in list_pages.pages(project) if one.parts > 1)
    reader = Context(project, language, listed.address(Context(project, language, "")))
    article = RENDERER.module("lists/processes.html", reader, page=listed)
    page = LexborHTMLParser(str(article))
    assert len(page.css(".row")) == len(listed.processes)
    assert len(page.css("ul.columns a")) == listed.parts - 1
    assert listed.label(reader) in str(article.title) and 50 <= len(str(article.description)) <= 170


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_municipality_without_process_says_so_and_leads_on(sample: Project, language: str) -> None:
    project = with_processes(sample, [process()])
    listed = next(one for one in list_pages.municipality_pages(project) if one.value == "21001")
    reader = Context(project, language, listed.address(Context(project, language, "")))
    article = RENDERER.module("lists/processes.html", reader, page=listed)
    page = LexborHTMLParser(str(article))
    assert not page.css(".row") and reader.t("list_none") in str(article)
    links = {str(node.attributes["href"]) for node in page.css("a")}
    assert reader.link(list_pages.municipality_address(reader, process_list.REGION)) in links
    assert 50 <= len(str(article.description)) <= 170


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_the_filters_fetch_is_the_list(sample: Project, language: str) -> None:
    project = project_of(sample, 1600)
    reader = Context(project, language, project.address(list_pages.list_page(project), language))
    data = json.loads(list_pages.list_data(reader))
    assert [row[0] for row in data["rows"]] == [one.title[language] for one in process_list.in_order(project.catalog)]
    assert {len(column) for column in data["items"].values()} == {1600}
