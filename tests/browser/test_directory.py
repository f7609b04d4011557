"""The directory of facilitators: filters, comparison and shortlist, in the address; readable without its script."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect
from toolkit.project import Project

DIRECTORY = {"fr": "fr/facilitateurs/", "nl": "nl/facilitatoren/"}
SPEC = {"facets": {"lot": "any", "language": "all"}, "text": "q", "lists": ["keep"]}
ITEMS = [
    {"facets": {"lot": ["1", "2"], "language": ["fr", "nl"]}, "text": "l'ecole de la place"},
    {"facets": {"lot": ["2"], "language": ["fr"]}, "text": "square"},
    {"facets": {"lot": ["3"], "language": ["nl"]}, "text": "plein"},
]


@pytest.fixture
def facets(page: Page, site_url: str) -> Callable[[str, Any], Any]:
    """Calls the pure module of the filters in the browser."""
    page.goto(site_url + DIRECTORY["fr"])
    address = page.evaluate("document.querySelector('link[rel=modulepreload][href*=\"/facets.\"]').href")
    script = "async ([address, given]) => {{ const f = await import(address); const s = given.spec; return {}; }}"

    def call(expression: str, **given: Any) -> Any:
        return page.evaluate(script.format(expression), [address, {"spec": SPEC, **given}])

    return call


@pytest.mark.parametrize(
    "search, address",
    [
        ("", ""),
        ("?lot=2,1,2&q=%20place%20&autre=x", "?lot=2,1&q=place"),
        ("?lot=1&lot=3", "?lot=1,3"),
        ("?keep=a%26b&language=", "?keep=a%26b"),
        ("?q=%C3%A9cole%20%26%20co", "?q=%C3%A9cole%20%26%20co"),
    ],
)
def test_a_state_goes_to_the_address_and_back(facets: Callable[..., Any], search: str, address: str) -> None:
    assert facets("f.writeState(f.readState(given.search, s), s)", search=search) == address
    assert facets("f.writeState(f.readState(given.search, s), s)", search=address) == address


@pytest.mark.parametrize(
    "search, found",
    [
        ("", [0, 1, 2]),
        ("?lot=1,3", [0, 2]),
        ("?language=fr,nl", [0]),
        ("?language=fr&lot=2", [0, 1]),
        ("?q=ÉCOLE place", [0]),
        ("?q=l’école", [0]),
        ("?lot=9", []),
    ],
)
def test_what_matches(facets: Callable[..., Any], search: str, found: list[int]) -> None:
    expression = "given.items.flatMap((one, n) => f.matches(one, f.readState(given.search, s), s) ? [n] : [])"
    assert facets(expression, items=ITEMS, search=search) == found


def test_each_count_is_what_its_choice_would_give(facets: Callable[..., Any]) -> None:
    expression = """Object.fromEntries(Object.entries(f.counts(given.items, f.readState("?lot=2&language=fr", s), s))
      .map(([name, tally]) => [name, Object.fromEntries(tally)]))"""
    assert facets(expression, items=ITEMS) == {"lot": {"1": 1, "2": 2}, "language": {"fr": 2, "nl": 1}}


@pytest.mark.parametrize("language", ["fr", "nl"])
def test_filters_count_and_address(page: Page, site_url: str, project: Project, language: str) -> None:
    page.goto(site_url + DIRECTORY[language])
    total = len(project.catalogue.facilitators)
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
    expect(page.locator("[data-item]:visible")).to_have_count(len(project.catalogue.facilitators))
    expect(page.locator("#directory-filters")).to_be_hidden()
    context.close()
