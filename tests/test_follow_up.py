"""The follow-up register: every promise once, by organiser, with what will change later."""

import datetime
import json

import pytest
from selectolax.lexbor import LexborHTMLParser
from support.factories import process, promise, with_processes
from support.projects import RENDERER, sample
from toolkit.domain import follow_up, static_pages, timeline
from toolkit.domain.context import Context
from toolkit.models.process import ANSWERS
from toolkit.project import Project

TODAY = datetime.date(2024, 5, 1)
PROMISES = [
    promise(promised="2024-05-06", link="https://example.org/promise"),
    promise(promised="2024-04"),
    promise(promised="2024-04-10", computed=True),
    promise(promised="2024-04-10", answered="2024-04-09", link="https://example.org/answer"),
    promise(promised="2024-04-10", answered="2024-04-11"),
    promise(answered="2024-04-11"),
]


def project_with(promises: list[dict[str, object]]) -> Project:
    project = sample()
    shown = next(iter(project.catalog.processes))
    one = process(id=shown, follow_up=promises, organiser="city-of-brussels")
    return with_processes(project, [one], today=TODAY)


def shown(project: Project, language: str = "fr") -> LexborHTMLParser:
    address = project.address("processes/ledger.md", language)
    return LexborHTMLParser(RENDERER.render("data/follow-up.html", Context(project, language, address)))


@pytest.mark.parametrize("language", ["fr", "nl"])
def test_each_promise_stands_once_with_its_state(language: str) -> None:
    project = project_with(PROMISES)
    page = shown(project, language)
    states = [node.attributes["data-state"] for node in page.css(".promises [data-state]")]
    assert sorted(map(str, states)) == sorted(["due", "late", "to_check", "kept", "given_after", "given"])
    assert {node.attributes["data-count"]: node.text() for node in page.css(".states [data-count]")} == {
        state: "1" for state in ANSWERS
    }
    assert len(page.css(".promises")) == 1
    assert page.css_first('td a[href="https://example.org/answer"]')
    assert page.css_first('td a[href="https://example.org/promise"]')


def test_a_due_promise_carries_the_day_it_becomes_late() -> None:
    [due] = [node for node in shown(project_with(PROMISES)).css(".promises [data-changes]")]
    [[day, state, _]] = json.loads(str(due.attributes["data-changes"]))
    assert (day, state) == ("2024-05-07", "late")


def test_without_any_promise_the_page_says_so() -> None:
    assert not shown(project_with([])).css("table, dl")


def many(number: int) -> Project:
    """Promises of all kinds of two organisers, in any number."""
    project = sample()
    organisers = ["agora", "brussels-environment"]
    processes = [
        process(
            id=f"p{at}",
            slug={"fr": f"p{at}", "nl": f"p{at}"},
            follow_up=[PROMISES[at % len(PROMISES)], promise(promised=f"2024-0{at % 9 + 1}-15", computed=at % 2 == 0)],
            organiser=organisers[at % 3 == 0],
        )
        for at in range(number)
    ]
    return with_processes(project, processes, today=TODAY)


def test_each_number_is_that_of_the_promises_on_every_day() -> None:
    found = follow_up.entries(many(40).catalog)
    numbers = follow_up.counts(found, TODAY)
    for day in (TODAY + datetime.timedelta(days=step) for step in range(200)):
        told = {state: timeline.on(changes, day) for state, changes in numbers.items()}
        states = [entry.state(day) for _, entry in found]
        assert told == {state: states.count(state) for state in ANSWERS}


@pytest.mark.parametrize("language", ["fr", "nl"])
@pytest.mark.parametrize("number", [4, 800])
def test_every_organiser_has_a_page_of_all_its_promises(language: str, number: int) -> None:
    project = many(number)
    reader = Context(project, language, "")
    pages = follow_up.pages(project)
    assert sorted(map(id, (entry for page in pages for _, entry in page.entries))) == sorted(
        id(entry) for _, entry in follow_up.entries(project.catalog)
    )
    assert max(len(page.entries) for page in pages) <= static_pages.PART
    addresses = [page.address(reader) for page in pages]
    assert len(set(addresses)) == len(addresses) == len({page.label(reader) for page in pages})
    main = shown(project, language)
    links = {str(node.attributes["href"]) for node in main.css(".organisers th a[href]")}
    here = Context(project, language, project.address("processes/ledger.md", language))
    assert links == {here.link(page.address(here)) for page in pages if page.part == 1}
    assert len(main.css(".promises [data-state]")) == min(2 * number, follow_up.RECENT)


@pytest.mark.parametrize("language", ["fr", "nl"])
def test_the_page_of_an_organiser_holds_its_promises(language: str) -> None:
    project = many(800)
    page = next(page for page in follow_up.pages(project) if page.parts > 1)
    reader = Context(project, language, page.address(Context(project, language, "")))
    article = RENDERER.module(page.template, reader, page=page)
    html = LexborHTMLParser(str(article))
    assert len(html.css(".promises [data-state]")) == len(page.entries)
    assert len(html.css("ul.columns a")) == page.parts - 1
    assert page.label(reader) in str(article.title) and 50 <= len(str(article.description)) <= 170
