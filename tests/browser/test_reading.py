"""What readers get: their language, their palette, and a page that prints and works without scripts."""

import pytest
from playwright.sync_api import Browser, Page
from support.page_types import PAGES


@pytest.mark.parametrize("name", [name for name in PAGES if name.endswith("-fr") and not name.startswith("lost")])
def test_the_language_switch_keeps_the_page(page: Page, site_url: str, name: str) -> None:
    page.goto(site_url + PAGES[name])
    page.locator("a.language").click()
    assert page.url == site_url + PAGES[name.removesuffix("fr") + "nl"]
    assert page.locator("html").get_attribute("lang") == "nl"
    page.locator("a.language").click()
    assert page.url == site_url + PAGES[name]


_WITHOUT_FOCUS = """() => [...document.querySelectorAll("a[href], button, input, select, textarea, summary")]
  .filter((element) => element.checkVisibility({ visibilityProperty: true }) && element.getClientRects().length)
  .filter((element) => {
    element.focus();
    const drawn = element.querySelector("path, circle") ?? element;
    const { outlineStyle, outlineWidth } = getComputedStyle(element);
    const outlined = outlineStyle !== "none" && parseFloat(outlineWidth) >= 2;
    const stroked = drawn !== element && parseFloat(getComputedStyle(drawn).strokeWidth) >= 5;
    return document.activeElement === element && !outlined && !stroked;
  })
  .map((element) => element.outerHTML.slice(0, 120))"""


@pytest.mark.parametrize("name", [name for name in PAGES if name.endswith("-fr")])
def test_the_keyboard_focus_is_visible_on_every_element(page: Page, site_url: str, name: str) -> None:
    page.goto(site_url + PAGES[name])
    page.keyboard.press("Tab")  # from the keyboard on, what a script focuses is shown as focused
    assert page.evaluate(_WITHOUT_FOCUS) == []


def test_the_root_page_lets_the_reader_choose(page: Page, site_url: str) -> None:
    page.goto(site_url)
    page.wait_for_timeout(300)
    assert page.url == site_url
    page.get_by_role("link", name="Nederlands").click()
    assert page.url == site_url + PAGES["home-nl"]


def test_the_palette_follows_the_system_then_the_reader(browser: Browser, site_url: str) -> None:
    with browser.new_context(color_scheme="dark") as context:
        page = context.new_page()
        page.goto(site_url + PAGES["home-fr"])
        dark = _background(page)
        button = page.locator(".theme-button")
        button.click()  # automatic -> light
        light = _background(page)
        assert light != dark
        page.goto(site_url + PAGES["guidance-fr"])
        assert _background(page) == light
        button.click()  # light -> dark
        assert _background(page) == dark


def test_everything_is_there_without_scripts(browser: Browser, site_url: str) -> None:
    with browser.new_context(java_script_enabled=False, viewport={"width": 390, "height": 800}) as context:
        page = context.new_page()
        page.goto(site_url + PAGES["processes-nl"])
        assert page.locator("#main-menu a").first.is_visible()
        assert page.locator(".card:visible").count() > 0
        assert page.locator(".theme-button").is_hidden()


def test_a_printed_page_is_its_text_alone(page: Page, site_url: str) -> None:
    page.goto(site_url + PAGES["guidance-fr"])
    page.emulate_media(media="print")
    for selector in ("#main-menu", ".section-menu", ".contents", ".theme-button", ".breadcrumb"):
        assert page.locator(selector).is_hidden(), selector
    assert page.locator("article h1").is_visible()


def test_a_dark_page_prints_dark_on_white(browser: Browser, site_url: str) -> None:
    with browser.new_context(color_scheme="dark") as context:
        page = context.new_page()
        page.goto(site_url + PAGES["guidance-fr"])
        page.emulate_media(media="print", color_scheme="dark")
        assert _background(page) == "rgb(255, 255, 255)"
        red = page.evaluate("parseInt(getComputedStyle(document.querySelector('article p')).color.match(/\\d+/)[0])")
        assert red < 60


def test_every_demonstration_says_so(page: Page, site_url: str) -> None:
    for name in ("facilitator-fr", "facilitator-nl", "directory-fr", "directory-nl", "lot-fr", "lot-nl"):
        page.goto(site_url + PAGES[name])
        assert page.locator(".demonstration").first.is_visible(), name


@pytest.mark.parametrize("address", ["fr/methodes/", "nl/methodes/"])
def test_methods_are_compared_without_scrolling_on_a_desktop(page: Page, site_url: str, address: str) -> None:
    page.set_viewport_size({"width": 1280, "height": 900})
    page.goto(site_url + address)
    tables = page.locator(".table-scroll:has(.methods)")
    assert tables.count() == 4
    assert tables.evaluate_all("all => all.every((one) => one.scrollWidth <= one.clientWidth)")


def _background(page: Page) -> str:
    color: str = page.evaluate("getComputedStyle(document.body).backgroundColor")
    return color
