"""The list of thousands of processes: fetched when asked for, the first that match shown, the address kept."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from test_list_pages import project_of
from test_processes import printed
from toolkit import list_pages
from toolkit.project import load
from toolkit.reader import Reader
from toolkit.rendering import Renderer

ROOT = Path(__file__).resolve().parents[2]
NUMBER = 2000
ON_ONE_PAGE = 400
# The script of the list, then the style sheets it needs.
ASSETS = (("src", "js/processes"), ("href", "css/site"), ("href", "css/processes"))


def serve_list(page: Page, site_url: str, number: int) -> str:
    """Address of the list page as it would be with so many processes, with the real scripts and styles."""
    loaded, problems = load(ROOT)
    assert loaded, problems
    project = project_of(loaded, number)
    address = project.address(list_pages.list_page(project), "fr")
    reader = Reader(project, "fr", address)
    page.goto(site_url + address)
    linked = [page.locator(f"[{name}*='/{file}.']").get_attribute(name) for name, file in ASSETS]
    styles = "".join(f'<link rel="stylesheet" href="{one}">' for one in linked[1:])
    script = f'<script type="module" src="{linked[0]}"></script>'
    html = Renderer(ROOT / "overrides").render("data/processes.html", reader, downloads=(), reports={})
    whole = f'<!doctype html><html lang="fr"><head>{styles}</head><body class="md-typeset">{html}{script}</body></html>'
    data = list_pages.list_data(reader)
    page.route("**/lists/processes.fr.json", lambda route: route.fulfill(body=data, content_type="application/json"))
    page.route(f"{site_url}{address}*", lambda route: route.fulfill(body=whole, content_type="text/html"))
    return site_url + address


@pytest.fixture
def long_list(page: Page, site_url: str) -> str:
    """Address of the list of thousands of processes."""
    return serve_list(page, site_url, NUMBER)


def test_rows_far_from_the_screen_are_found_and_printed(page: Page, site_url: str) -> None:
    page.goto(serve_list(page, site_url, ON_ONE_PAGE))
    titles = [str(one) for one in page.locator(".row a").all_text_contents()]
    text = printed(page)
    assert len(titles) == ON_ONE_PAGE and not [title for title in titles if f"{title} " not in text]
    page.locator("#filter-text").fill(titles[-1])
    expect(page.locator(".row:visible a", has_text=re.compile(f"^{titles[-1]}$"))).to_be_visible()
    page.get_by_role("button", name="Tout effacer").click()
    expect(page.locator(".found__count")).to_have_text(f"{ON_ONE_PAGE} processus sur {ON_ONE_PAGE}")


def test_nothing_is_fetched_before_it_is_asked_for(page: Page, long_list: str) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(long_list)
    assert not [url for url in asked if "lists/" in url]
    page.locator("#filter-text").fill("le 12")
    expect(page.locator(".results .row").first).to_be_visible()
    assert len([url for url in asked if "lists/" in url]) == 1


def test_the_address_shows_the_first_that_match(page: Page, long_list: str) -> None:
    page.goto(long_list + "?theme=housing")
    expect(page.locator(".results .row")).to_have_count(100)
    expect(page.locator(".found__count")).to_have_text("2\u00a0000 processus sur 2\u00a0000")
    expect(page.locator(".results p")).to_contain_text("1\u00a0900 autres")
    page.goto(long_list + "?q=le+1999")
    expect(page.locator(".results .row")).to_have_count(1)
    assert str(page.locator(".results a").get_attribute("href")).endswith("p1999/")
    page.get_by_role("button", name="Tout effacer").click()
    expect(page.locator(".results")).to_be_hidden()
