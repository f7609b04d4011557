"""The list of thousands of processes: fetched when asked for, the first that match shown, the address kept."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from support.factories import process, with_processes
from test_list_pages import project_of
from toolkit.domain import list_pages
from toolkit.domain.context import Context
from toolkit.project import Project, load
from toolkit.render import region_map
from toolkit.render.environment import Renderer

ROOT = Path(__file__).resolve().parents[2]
NUMBER = 2000
# The script of the list, then the style sheets it needs.
ASSETS = (("src", "js/processes"), ("href", "css/site"), ("href", "css/processes"))


def real() -> Project:
    """The project of the site."""
    loaded, problems = load(ROOT)
    assert loaded, problems
    return loaded


def serve_list(page: Page, site_url: str, project: Project) -> str:
    """Address of the list page as it would be with other processes, with the real scripts and styles."""
    address = project.address(list_pages.list_page(project), "fr")
    reader = Context(project, "fr", address)
    page.goto(site_url + address)
    linked = [page.locator(f"[{name}*='/{file}.']").get_attribute(name) for name, file in ASSETS]
    styles = "".join(f'<link rel="stylesheet" href="{one}">' for one in linked[1:])
    script = f'<script type="module" src="{linked[0]}"></script>'
    html = Renderer(ROOT / "overrides").render("data/processes.html", reader, downloads=(), reports={})
    whole = f'<!doctype html><html lang="fr"><head><meta charset="utf-8">{styles}</head><body class="md-typeset">{html}{script}</body></html>'
    data = list_pages.list_data(reader)
    page.route("**/lists/processes.fr.json", lambda route: route.fulfill(body=data, content_type="application/json"))
    page.route(f"{site_url}{address}*", lambda route: route.fulfill(body=whole, content_type="text/html"))
    return site_url + address


@pytest.fixture
def long_list(page: Page, site_url: str) -> str:
    """Address of the list of thousands of processes."""
    return serve_list(page, site_url, project_of(real(), NUMBER))


def test_nothing_is_fetched_before_it_is_asked_for(page: Page, long_list: str) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(long_list)
    assert not [url for url in asked if "lists/" in url]
    page.locator("#filter-text").fill("le 12")
    expect(page.locator(".results .row").first).to_be_visible()
    assert len([url for url in asked if "lists/" in url]) == 1


def test_results_are_shown_a_hundred_at_a_time(page: Page, long_list: str) -> None:
    page.goto(long_list + "?theme=housing")
    expect(page.locator(".results .row")).to_have_count(100)
    expect(page.locator(".found__count")).to_have_text("2\u00a0000 processus sur 2\u00a0000")
    more = page.locator(".results .button")
    expect(more).to_contain_text("(1\u00a0900)")
    more.click()
    expect(page.locator(".results .row")).to_have_count(200)
    expect(page.locator(".results .row a").nth(100)).to_be_focused()
    page.goto(long_list + "?q=le+1999")
    expect(page.locator(".results .row")).to_have_count(1)
    assert str(page.locator(".results a").get_attribute("href")).endswith("p1999/")
    page.get_by_role("button", name="Tout effacer").click()
    expect(page.locator(".results")).to_be_hidden()


def test_an_empty_inventory_is_a_page_like_another(page: Page, site_url: str) -> None:
    page.goto(serve_list(page, site_url, with_processes(real(), [])) + "?theme=housing")
    expect(page.locator("#filter-text")).to_be_visible()
    expect(page.locator("svg .area")).to_have_count(19)


@pytest.fixture
def located(page: Page, site_url: str) -> str:
    """Address of a list of three processes, one of them at a known point of Anderlecht."""
    place = {"municipalities": ["21001"], "point": {"latitude": 50.8365, "longitude": 4.308}}
    slug = {"fr": "budget-participatif-de-scheut", "nl": "burgerbegroting-scheut"}
    there = process(id="there", slug=slug, place=place, title={"fr": "Là", "nl": "Daar"}, themes=["climate"])
    return serve_list(page, site_url, with_processes(real(), [there, process(id="a"), process(id="b")]))


def test_a_point_is_where_its_process_is(page: Page, located: str) -> None:
    page.goto(located)
    point = page.locator("a.point")
    box = point.locator("circle").bounding_box()
    assert box
    middle = {"x": box["x"] + box["width"] / 2, "y": box["y"] + box["height"] / 2}
    under = (
        """({ x, y }) => document.elementsFromPoint(x, y).map((one) => one.closest("a")?.getAttribute("data-area"))"""
    )
    assert "21001" in page.evaluate(under, middle)
    assert point.locator("title").text_content() == point.get_attribute("aria-label") == "Là"


def test_a_point_hides_with_its_process_and_opens_by_keyboard(page: Page, located: str) -> None:
    page.goto(located)
    point = page.locator("a.point")
    page.locator("[data-facet=theme] summary").click()
    page.locator("input[name=theme][value=housing]").check()
    expect(point).to_be_hidden()
    page.locator("input[name=theme][value=housing]").uncheck()
    expect(point).to_be_visible()
    page.locator("a.area").last.focus()
    page.keyboard.press("Tab")
    expect(point).to_be_focused()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("/fr/processus/budget-participatif-de-scheut/$"))


def test_the_map_draws_the_points_of_the_result(page: Page, site_url: str) -> None:
    place = {"municipalities": ["21001"], "point": {"latitude": 50.8365, "longitude": 4.308}}
    slugs = [{"fr": f"p{at}", "nl": f"p{at}"} for at in range(region_map.MOST_POINTS + 1)]
    found = [process(id=one["fr"], slug=one, place=place, title={"fr": f"Le {one['fr']}", "nl": "De"}) for one in slugs]
    page.goto(serve_list(page, site_url, with_processes(real(), [*found, process(id="nowhere")])))
    points = page.locator("a.point")
    expect(points).to_have_count(region_map.MOST_POINTS)
    page.locator("#filter-text").fill("le p77")
    expect(points).to_have_count(1)
    expect(points).to_have_attribute("href", "p77/")
    expect(points).to_have_attribute("aria-label", "Le p77")
    page.get_by_role("button", name="Tout effacer").click()
    expect(points).to_have_count(region_map.MOST_POINTS)


@pytest.mark.parametrize(
    ("moment", "state"),
    [
        ("2198-06-30T21:30:00Z", "planned"),  # 23:30 in Brussels
        ("2198-06-30T22:30:00Z", "open"),  # 0:30 on 1 July
        ("2198-07-31T21:30:00Z", "open"),
        ("2198-07-31T22:30:00Z", "underway"),
        ("2199-01-01T12:00:00Z", "closed"),
    ],
)
def test_a_period_to_take_part_opens_and_closes_without_a_build(
    page: Page, site_url: str, moment: str, state: str
) -> None:
    dates = {"start": "2198-07-01", "end": "2198-12-31", "open_from": "2198-07-01", "open_until": "2198-07-31"}
    address = serve_list(page, site_url, with_processes(real(), [process(id="coming", dates=dates), process(id="b")]))
    page.clock.set_fixed_time(moment)
    page.goto(address + f"?status={state}")
    expect(page.locator(".results .status")).to_have_class(f"status status--{state}")
    expect(page.locator(".found__count")).to_have_text("1 processus sur 2")
    counts = {
        choice.locator("input").get_attribute("value"): choice.locator(".choice__count").text_content()
        for choice in page.locator("[data-facet=status] .choice").all()
    }
    assert {value: count for value, count in counts.items() if count != "0"} == {state: "1", "unconfirmed": "1"}
