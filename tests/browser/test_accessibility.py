"""axe finds nothing on any page type, language, palette or width; the site works by keyboard and enlarged."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page
from support.page_types import PAGES

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@pytest.mark.parametrize("width", [390, 1440])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(browser: Browser, site_url: str, width: int, scheme: str) -> None:
    found = {}
    with browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme) as context:  # type: ignore[arg-type]
        page = context.new_page()
        for name, address in PAGES.items():
            page.goto(site_url + address)
            results = Axe().run(page, options={"runOnly": {"type": "tag", "values": TAGS}}).response
            broken = [(one["id"], node["html"][:160]) for one in results["violations"] for node in one["nodes"]]
            if broken:
                found[name] = broken
    assert found == {}


@pytest.mark.parametrize("name", PAGES)
def test_nothing_is_cut_at_320_pixels(page: Page, site_url: str, name: str) -> None:
    page.set_viewport_size({"width": 320, "height": 640})
    page.goto(site_url + PAGES[name])
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


@pytest.mark.parametrize("name", PAGES)
def test_nothing_is_cut_at_twice_the_text_size(page: Page, site_url: str, name: str) -> None:
    page.goto(site_url + PAGES[name])
    page.evaluate("document.documentElement.style.fontSize = '250%'")  # Material's own is 125 %
    assert page.evaluate("document.documentElement.scrollWidth") <= 1440


def test_first_tab_skips_to_the_content(page: Page, site_url: str) -> None:
    page.goto(site_url + PAGES["guidance-fr"])
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.getElementById('content').contains(document.activeElement)")


def test_every_stop_of_the_keyboard_is_visible(page: Page, site_url: str) -> None:
    page.goto(site_url + PAGES["guidance-nl"])
    stops = page.locator("a[href], button:visible, input, [tabindex='0'], summary:visible").count()
    assert stops > 20
    for _ in range(stops):
        page.keyboard.press("Tab")
        shown = page.evaluate(
            "(() => { const e = document.activeElement, s = getComputedStyle(e), b = e.getBoundingClientRect();"
            " return e === document.body || (s.outlineStyle !== 'none' && b.width > 0 && b.height > 0); })()"
        )
        assert shown, page.evaluate("document.activeElement.outerHTML")


def test_menu_opens_and_closes_by_keyboard_on_a_phone(page: Page, site_url: str) -> None:
    page.set_viewport_size({"width": 390, "height": 800})
    page.goto(site_url + PAGES["home-fr"])
    button, menu = page.locator(".menu-button"), page.locator("#main-menu")
    assert menu.is_hidden()
    button.press("Enter")
    assert menu.is_visible()
    assert button.get_attribute("aria-expanded") == "true"
    page.keyboard.press("Escape")
    assert menu.is_hidden()
    assert page.evaluate("document.activeElement.className") == "menu-button"
