"""The ledger: every promise once, under its organiser, with what will change later."""

import dataclasses
import datetime
import json
from pathlib import Path

import pytest
from examples import process, promise
from helpers import with_records
from selectolax.lexbor import LexborHTMLParser
from toolkit import inventory
from toolkit.project import Project, load
from toolkit.reader import Reader
from toolkit.rendering import Renderer

ROOT = Path(__file__).resolve().parents[1]
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
    project, problems = load(ROOT)
    assert project, problems
    shown = next(iter(project.catalogue.processes))
    one = process(id=shown, follow_up=promises, organiser="city-of-brussels")
    return dataclasses.replace(with_records(project, processes={shown: one}), today=TODAY)


def ledger(project: Project, language: str = "fr") -> LexborHTMLParser:
    address = project.address("processes/ledger.md", language)
    return LexborHTMLParser(
        Renderer(ROOT / "overrides").render("data/follow-up.html", Reader(project, language, address))
    )


@pytest.mark.parametrize("language", ["fr", "nl"])
def test_each_promise_stands_once_with_its_state(language: str) -> None:
    project = project_with(PROMISES)
    page = ledger(project, language)
    states = [node.attributes["data-state"] for node in page.css(".promises [data-state]")]
    assert sorted(map(str, states)) == sorted(["due", "late", "to_check", "kept", "given_after", "given"])
    assert {node.attributes["data-count"]: node.text() for node in page.css("[data-count]")} == {
        state: "1" for state in inventory.promise_counts(project.catalogue, TODAY)
    }
    assert len(page.css("table")) == 1
    assert page.css_first('td a[href="https://example.org/answer"]')
    assert page.css_first('td a[href="https://example.org/promise"]')


def test_a_due_promise_carries_the_day_it_becomes_late() -> None:
    [due] = [node for node in ledger(project_with(PROMISES)).css(".promises [data-changes]")]
    [[day, state, _]] = json.loads(str(due.attributes["data-changes"]))
    assert (day, state) == ("2024-05-07", "late")


def test_without_any_promise_the_page_says_so() -> None:
    assert not ledger(project_with([])).css("table, dl")


def test_the_real_ledger_calls_nobody_late_on_a_reckoned_date() -> None:
    project, _ = load(ROOT)
    assert project
    entries = [entry for _, pairs in inventory.ledger(project.catalogue) for _, entry in pairs]
    assert len(entries) == sum(len(one.follow_up) for one in project.catalogue.processes.values())
    late = [entry for entry in entries if entry.state(datetime.date(2199, 1, 1)) == "late"]
    assert all(not entry.computed and entry.promised and not entry.answered for entry in late)
