"""The theme's style sheet, cut to the rules we use, gives every element the look that the whole sheet gives it."""

from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page
from support.page_types import PAGES

NAMES = [name for name in PAGES if not name.endswith("-nl")]
STATES: list[dict[str, Any]] = [
    {"width": 390, "color_scheme": "light", "media": "screen"},
    {"width": 1440, "color_scheme": "dark", "media": "screen"},
    {"width": 800, "color_scheme": "light", "media": "print"},
]
# A short number for the computed style of each element, of what stands before and after it; of those whose place in the
# page is told apart by no selector (same ancestors, first or last, after the same kind), one is looked at.
LOOKS = """() => {
  const marks = new Map(), chosen = new Map();
  for (const one of document.querySelectorAll("*")) {
    const before = one.previousElementSibling;
    const own = [one.tagName, one.className, one.hidden, one.open, !before, !one.nextElementSibling, before?.tagName];
    const mark = `${marks.get(one.parentElement) ?? ""}>${own}`;
    marks.set(one, mark);
    if (!chosen.has(mark)) chosen.set(mark, one);
  }
  const names = [...getComputedStyle(document.body)].filter((name) => !name.startsWith("--"));
  const number = (style) => {
    const text = names.map((name) => style.getPropertyValue(name)).join();
    let found = 0;
    for (let at = 0; at < text.length; at += 1) found = (found * 31 + text.charCodeAt(at)) | 0;
    return found;
  };
  return [...chosen].flatMap(([mark, one]) => [null, "::before", "::after"].flatMap((part) => {
    const style = getComputedStyle(one, part);
    return part && style.content === "none" ? [] : [`${mark}${part ?? ""} ${number(style)}`];
  }));
}"""
SWAP = """async (address) => {
  const link = document.querySelector('link[rel=stylesheet][href*="/site."]');
  await new Promise((done) => { link.addEventListener("load", done); link.href = address; });
}"""


@pytest.fixture(scope="module")
def whole_sheet(site: Path) -> str:
    """Our own rules after the whole sheet of the theme."""
    theme = next(iter(files("material").joinpath("templates/assets/stylesheets").glob("main.*.css")))  # type: ignore[attr-defined]
    own = next((site / "assets/css").glob("site.*.css")).read_text(encoding="utf-8")
    return theme.read_text(encoding="utf-8") + own[own.index("/* Colours, page frame") :]


@pytest.mark.parametrize("name", NAMES)
def test_the_cut_sheet_looks_like_the_whole_one(browser: Browser, site_url: str, whole_sheet: str, name: str) -> None:
    with browser.new_context(reduced_motion="reduce") as context:  # no colour is caught on its way to another
        page = context.new_page()
        page.route("**/whole.css", lambda route: route.fulfill(body=whole_sheet, content_type="text/css"))
        page.goto(site_url + PAGES[name], wait_until="networkidle")
        cut = [looks(page, state) for state in STATES]
        page.evaluate(SWAP, site_url + "assets/css/whole.css")
        whole = [looks(page, state) for state in STATES]
    pairs = [pair for one, other in zip(cut, whole, strict=True) for pair in zip(one, other, strict=True)]
    assert len(pairs) > 50
    assert [one for one, other in pairs if one != other] == []


def looks(page: Page, state: dict[str, Any]) -> list[str]:
    page.set_viewport_size({"width": state["width"], "height": 900})
    page.emulate_media(media=state["media"], color_scheme=state["color_scheme"])
    found: list[str] = page.evaluate(LOOKS)
    return found
