"""The directory of facilitators: filters, comparison and shortlist, in the address; readable without its script."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect
from toolkit.project import Project

DIRECTORY = {"fr": "fr/facilitateurs/", "nl": "nl/facilitatoren/"}
VALUES = {"lot": ["1", "2", "3"], "language": ["fr", "nl"]}
INDEX = {
    "values": VALUES,
    "items": {"lot": [[0, 1], [1], [2]], "language": [[0, 1], [0], [1]]},
    "every": ["language"],
}
TEXTS = ["l'ecole de la place", "square", "plein"]


@pytest.fixture
def engine(page: Page, site_url: str) -> Callable[[str, str], Any]:
    """Calls the filter engine in the browser: an expression of `f` (the module), `index`, `texts`, `query`, `found`."""
    page.goto(site_url + DIRECTORY["fr"])
    address = page.evaluate("document.querySelector('link[rel=modulepreload][href*=\"/filter.\"]').href")
    script = """async ([address, index, texts, query, expression]) => {{
        const f = await import(address);
        const state = f.readAddress(query, index.values);
        const found = f.search(index, texts.length, state, (at) => texts[at]);
        return {};
    }}"""

    def call(expression: str, query: str) -> Any:
        return page.evaluate(script.format(expression), [address, INDEX, TEXTS, query, expression])

    return call


@pytest.mark.parametrize(
    "query, address",
    [
        ("", ""),
        ("?lot=2,1,2&q=%20place%20&other=x", "?lot=1,2&q=place"),
        ("?lot=1&lot=3", "?lot=1,3"),
        ("?lot=9&language=", ""),
        ("?q=%C3%A9cole%20%26%20co", "?q=%C3%A9cole%20%26%20co"),
    ],
)
def test_a_state_goes_to_the_address_and_back(engine: Callable[[str, str], Any], query: str, address: str) -> None:
    assert engine("f.writeAddress(state)", query) == address
    assert engine("f.writeAddress(state)", address) == address


@pytest.mark.parametrize(
    "query, shown",
    [
        ("", [0, 1, 2]),
        ("?lot=1,3", [0, 2]),
        ("?language=fr,nl", [0]),
        ("?language=fr&lot=2", [0, 1]),
        ("?q=ÉCOLE place", [0]),
        ("?q=l’école", [0]),
        ("?lot=1&q=square", []),
    ],
)
def test_what_matches(engine: Callable[[str, str], Any], query: str, shown: list[int]) -> None:
    assert engine("found.shown.flatMap((one, at) => one ? [at] : [])", query) == shown
    assert engine("found.total", query) == len(shown)


def test_each_count_is_what_its_choice_would_give(engine: Callable[[str, str], Any]) -> None:
    """Of the first facet, what another value would show; of one that needs every value, what one more would leave."""
    assert engine("found.counts", "?lot=2&language=fr") == {"lot": [1, 2, 0], "language": [2, 1]}


@pytest.mark.parametrize("language", ["fr", "nl"])
def test_filters_count_and_address(page: Page, site_url: str, project: Project, language: str) -> None:
    page.goto(site_url + DIRECTORY[language])
    total = len(project.catalog.facilitators)
    expect(page.locator("#directory-count")).to_contain_text(str(total))
    page.locator("[data-facet=lot] summary").click()
    page.check("[name=lot][value=lot-4]")
    wanted = len(project.relations.contractors["lot-4"])
    expect(page.locator("[data-item]:visible")).to_have_count(wanted)
    expect(page.locator("#directory-count")).to_contain_text(f"{wanted} ")
    assert page.url.endswith("?lot=lot-4")
    page.reload()
    expect(page.locator("[data-item]:visible")).to_have_count(wanted)
    page.fill("#directory-q", "zzzz")
    expect(page.locator("#directory-empty")).to_contain_text("@perspective.brussels")
    page.click("#directory-filters [type=reset]")
    expect(page.locator("[data-item]:visible")).to_have_count(total)
    assert "?" not in page.url


def test_text_ignores_accents_and_case(page: Page, site_url: str) -> None:
    page.goto(site_url + DIRECTORY["fr"] + "?q=EVALUATION")
    shown = page.locator("[data-item]:visible")
    assert 0 < shown.count() < page.locator("[data-item]").count()


def test_comparison_stops_at_four(page: Page, site_url: str) -> None:
    page.goto(site_url + DIRECTORY["fr"])
    boxes = page.locator("#directory-cards [name=compare]")
    for index in range(4):
        boxes.nth(index).check()
    expect(boxes.nth(4)).to_be_disabled()
    expect(page.locator("#directory-comparison thead th:visible")).to_have_count(4)
    boxes.nth(0).uncheck()
    expect(boxes.nth(4)).to_be_enabled()
    expect(page.locator("#directory-comparison thead th:visible")).to_have_count(3)


def test_the_shortlist_is_in_the_address_and_printable(page: Page, site_url: str) -> None:
    page.goto(site_url + DIRECTORY["nl"])
    page.locator("#directory-cards [name=keep]").nth(2).check()
    page.goto(page.url)
    kept = page.locator("#directory-shortlist li:visible").first
    expect(kept.locator("a[href^='mailto:']")).to_be_visible()
    assert "keep=" in str(page.locator("a.language").first.get_attribute("href"))
    page.evaluate("document.documentElement.dataset.print = 'shortlist'")
    page.emulate_media(media="print")
    expect(page.locator("#directory-cards")).to_be_hidden()
    expect(kept).to_be_visible()


def test_an_unknown_or_long_address_does_no_harm(page: Page, site_url: str) -> None:
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.goto(site_url + DIRECTORY["fr"] + f"?keep=<img>,nobody&compare={'x,' * 50}&lot=&q={'a' * 2000}")
    expect(page.locator("#directory-shortlist")).to_be_hidden()
    expect(page.locator("#directory-comparison")).to_be_hidden()
    assert not faults


def test_everything_is_readable_without_script(browser: Browser, site_url: str, project: Project) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(site_url + DIRECTORY["fr"])
    expect(page.locator("[data-item]:visible")).to_have_count(len(project.catalog.facilitators))
    expect(page.locator("#directory-filters")).to_be_hidden()
    context.close()
