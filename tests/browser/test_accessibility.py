"""axe finds nothing on any page type, language, palette or width; the site works by keyboard and enlarged."""

from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page
from support.page_types import PAGES

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


# Each page is loaded once and looked at in these widths and palettes.
LOOKS: list[tuple[int, Literal["light", "dark"]]] = [(1440, "light"), (390, "dark")]


@pytest.mark.parametrize("name", PAGES)
def test_axe_finds_nothing(page: Page, site_url: str, name: str) -> None:
    page.goto(site_url + PAGES[name])
    for width, scheme in LOOKS:
        page.emulate_media(color_scheme=scheme)
        page.set_viewport_size({"width": width, "height": 900})
        page.evaluate("Promise.all(document.getAnimations().map((change) => change.finished))")  # colours fade over
        results = Axe().run(page, options={"runOnly": {"type": "tag", "values": TAGS}}).response
        violations = [(rule["id"], node["html"][:160]) for rule in results["violations"] for node in rule["nodes"]]
        assert violations == [], (width, scheme)


@pytest.mark.parametrize("name", PAGES)
def test_nothing_is_cut_on_a_narrow_screen_or_in_large_text(page: Page, site_url: str, name: str) -> None:
    page.goto(site_url + PAGES[name])
    page.evaluate("document.documentElement.style.fontSize = '250%'")  # Material's own is 125 %
    assert page.evaluate("document.documentElement.scrollWidth") <= 1440
    page.evaluate("document.documentElement.style.fontSize = ''")
    page.set_viewport_size({"width": 320, "height": 640})
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


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
