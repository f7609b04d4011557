"""The route helper in a real browser: the same answers as Python, amounts read, and readable without its script."""

import json
from dataclasses import asdict
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from support.route_grid import cases
from toolkit.domain.procurement import route
from toolkit.project import Project

ROUTE = {"fr": "fr/centrale-de-marches/trouver-le-lot/", "nl": "nl/opdrachtencentrale/perceel-vinden/"}
AMOUNTS = json.loads((Path(__file__).parents[1] / "data" / "amounts.json").read_text(encoding="utf-8"))


# The module under test, which the page preloads.
MODULE = "document.querySelector('link[rel=modulepreload][href*=\"/route_rules.\"]').href"


def test_the_script_gives_the_same_answers(page: Page, site_url: str, project: Project) -> None:
    page.goto(site_url + ROUTE["fr"])
    grid = list(cases(project))
    found = page.evaluate(
        """async ([address, grid]) => {
          const { route } = await import(address);
          const rules = JSON.parse(document.getElementById("route-rules").textContent);
          const answer = (one) => route(rules, one.needs, one.amounts, one.phase, one.applicant);
          return JSON.stringify(JSON.parse(grid).map(answer));
        }""",
        [page.evaluate(MODULE), json.dumps(grid)],
    )
    expected = [json.loads(json.dumps(asdict(route(project.catalog, **case)))) for case in grid]
    different = [case for case, one, other in zip(grid, json.loads(found), expected, strict=True) if one != other]
    assert not different, different[:3]


def test_amounts_are_read_as_people_type_them(page: Page, site_url: str) -> None:
    page.goto(site_url + ROUTE["nl"])
    found = page.evaluate(
        """async ([address, texts]) => {
          const { parseAmount } = await import(address);
          return texts.map((text) => parseAmount(text, 4000000));
        }""",
        [page.evaluate(MODULE), [case["text"] for case in AMOUNTS]],
    )
    assert found == [{"cents": case["cents"], "fault": case["fault"]} for case in AMOUNTS]


@pytest.mark.parametrize("language", ["fr", "nl"])
def test_answering_the_questions(page: Page, site_url: str, language: str) -> None:
    page.goto(site_url + ROUTE[language])
    expect(page.locator("[data-order]:visible")).to_have_count(0)
    page.check("[value=recruitment]")
    page.select_option("#route-applicant", "municipality")
    page.fill("#amount-lot-5", "29.999,99")
    order = page.locator("[data-order=lot-5]")
    expect(order.locator("[data-rule=cascade]")).to_be_visible()
    expect(order.locator("[data-why]:visible")).to_have_count(1)
    expect(page.locator(".route-answer [data-reminder=two-decisions]")).to_be_visible()
    page.fill("#amount-lot-5", "30 000")
    expect(order.locator("[data-rule=ask_service]")).to_be_visible()
    page.fill("#amount-lot-5", "30000,01")
    expect(order.locator("[data-rule=mini_competition]")).to_be_visible()
    page.check("[name=all]")
    expect(page.locator("[data-order]:visible")).to_have_count(1)
    expect(page.locator("[data-order=lot-1] [data-need]:visible")).to_have_count(5)


@pytest.mark.parametrize("language", ["fr", "nl"])
@pytest.mark.parametrize("text", ["-5", "30,000", "abc", "99999999999", "0"])
def test_bad_amounts_get_a_sentence(page: Page, site_url: str, language: str, text: str) -> None:
    page.goto(site_url + ROUTE[language])
    page.check("[value=communication]")
    page.fill("#amount-lot-4", text)
    expect(page.locator("#amount-lot-4")).to_have_attribute("aria-invalid", "true")
    expect(page.locator("#amount-lot-4-read")).to_contain_text(".")
    expect(page.locator("[data-order=lot-4] [data-rule=depends]")).to_be_visible()


def test_a_long_answer_prints_over_pages(page: Page, site_url: str) -> None:
    page.goto(site_url + ROUTE["fr"])
    page.emulate_media(media="print")
    # A browser cuts anything that is not a block wherever a sheet ends, through its lines.
    assert page.locator(".route-answer").evaluate("one => getComputedStyle(one).display") == "block"


def test_the_tables_are_there_without_script(browser: Browser, site_url: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(site_url + ROUTE["fr"])
    expect(page.locator("[data-table=rules]")).to_be_visible()
    expect(page.locator("#route")).to_be_hidden()
    context.close()
