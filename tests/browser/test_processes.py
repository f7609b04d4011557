"""The list and the map answer the same filters, in a real browser, and stand without scripts."""

import datetime
import io
import json
import re
from typing import Any, Literal

import pytest
from playwright.sync_api import Browser, Page, expect
from pypdf import PdfReader
from test_timeline import grid
from toolkit.domain import timeline

LIST = {"fr": "fr/processus/", "nl": "nl/processen/"}


def visible_cards(page: Page) -> int:
    return page.locator(".card:visible").count()


def printed(page: Page) -> str:
    """The words of the page on paper, between single spaces."""
    pages = PdfReader(io.BytesIO(page.pdf(format="A4"))).pages
    return " ".join(" ".join(one.extract_text() for one in pages).split())


def asset(page: Page, name: str) -> str:
    """Published address of a script of the page."""
    found: str = page.evaluate(
        "name => performance.getEntriesByType('resource').map(one => one.name).find(one => one.includes(`/${name}.`))",
        name,
    )
    return found


def test_a_filter_narrows_list_map_index_and_address(page: Page, site_url: str) -> None:
    page.goto(site_url + LIST["fr"])
    total = visible_cards(page)
    page.locator("[data-facet=theme] summary").click()
    page.locator("input[name=theme][value=climate]").check()
    shown = visible_cards(page)
    assert 0 < shown < total
    expect(page.locator(".found__count")).to_have_text(f"{shown} processus sur {total}")
    assert "?theme=climate" in page.url
    numbers = [int(text) for text in page.locator(".area text").all_text_contents()]
    region = int(page.locator(".map__region strong").text_content() or 0)
    assert sum(numbers) + region >= shown
    indexed = {link.get_attribute("href") for link in page.locator(".index a:visible").all()}
    assert len(indexed) == shown
    page.get_by_role("button", name="Tout effacer").click()
    assert visible_cards(page) == total and "?" not in page.url


def test_the_address_restores_every_choice_and_back_undoes(page: Page, site_url: str) -> None:
    page.goto(
        site_url + LIST["nl"] + "?municipality=21004&theme=democracy&theme=mobility&q=wijk&unknown=1&theme=nonsense"
    )
    assert page.locator("input[name=theme][value=democracy]").is_checked()
    assert page.locator("input[name=theme][value=mobility]").is_checked()
    assert page.locator("#filter-text").input_value() == "wijk"
    expect(page.locator("a.area[data-area='21004']")).to_have_attribute("aria-current", "true")
    before = visible_cards(page)
    page.locator(".chosen button").first.click()
    assert page.url.count("=") == 3
    page.go_back()
    assert visible_cards(page) == before


def test_the_map_chooses_by_keyboard_and_zooms(page: Page, site_url: str) -> None:
    page.goto(site_url + LIST["fr"])
    area = page.locator("a.area[data-area='21001']")
    expected = int(area.locator("text").text_content() or 0)
    area.focus()
    page.keyboard.press("Enter")
    assert visible_cards(page) == expected and "municipality=21001" in page.url
    assert page.locator("input[name=municipality][value='21001']").is_checked()
    assert page.locator(".map__drawing").get_attribute("viewBox") != "0 0 1000 1000"
    assert page.locator(".map__chosen").get_attribute("d") == area.locator("path").get_attribute("d")
    page.keyboard.press("Enter")
    assert page.locator(".map__drawing").get_attribute("viewBox") == "0 0 1000 1000"
    assert "municipality" not in page.url and not page.locator(".map__chosen").get_attribute("d")


@pytest.mark.parametrize(
    ("typed", "plain"),
    [("Comité", "comite"), ("L’ASSEMBLÉE", "l'assemblee"), ("Assemblée  climat", "climat assemblee")],
)
def test_text_is_found_without_accents_capitals_or_order(page: Page, site_url: str, typed: str, plain: str) -> None:
    page.goto(site_url + LIST["fr"])
    page.locator("#filter-text").fill(plain)
    shown = visible_cards(page)
    assert 0 < shown < page.locator(".card").count()
    page.locator("#filter-text").fill(typed)
    assert visible_cards(page) == shown


def test_counts_foretell_what_a_choice_shows(page: Page, site_url: str) -> None:
    page.goto(site_url + LIST["fr"] + "?theme=democracy")
    page.locator("[data-facet=year] summary").click()
    for label in page.locator("[data-facet=year] .choice").all()[:6]:
        promised = int(label.locator(".choice__count").text_content() or 0)
        label.locator("input").check()
        assert visible_cards(page) == promised
        label.locator("input").uncheck()


def test_nothing_found_is_said(page: Page, site_url: str) -> None:
    page.goto(site_url + LIST["fr"] + "?q=xyzxyz")
    expect(page.locator(".found__count")).to_contain_text("Aucun processus")
    years = page.locator("#par-annee")
    expect(years).to_be_hidden()
    page.locator(".found__clear").click()
    expect(years).to_be_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_what_is_printed_is_what_was_chosen(page: Page, site_url: str, scheme: Literal["light", "dark"]) -> None:
    page.emulate_media(color_scheme=scheme)
    page.goto(site_url + LIST["fr"] + "?theme=climate")
    cards = page.locator(".card__title")
    shown = {" ".join((one.text_content() or "").split()) for one in cards.all() if one.is_visible()}
    hidden = {" ".join((one.text_content() or "").split()) for one in cards.all()} - shown
    chosen, count = page.locator(".chosen").inner_text(), page.locator(".found__count").inner_text()
    text = printed(page)
    assert shown and all(title in text for title in shown) and not [title for title in hidden if title in text]
    assert count in text and chosen.split(" ×")[0] in text
    page.emulate_media(media="print")
    assert not page.locator(".filter").is_visible() and page.locator(".map__drawing").is_visible()
    areas = page.locator("a.area path")
    assert set(areas.evaluate_all("all => all.map((one) => getComputedStyle(one).printColorAdjust)")) == {"exact"}


@pytest.mark.parametrize("language", ["fr", "nl"])
def test_without_scripts_the_whole_list_is_there(browser: Browser, site_url: str, language: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(site_url + LIST[language] + "?theme=climate")
    cards = visible_cards(page)
    assert cards == page.locator(".card").count() > 0
    assert not page.locator(".filter").is_visible()
    page.locator("a.area[data-area='21001']").click()
    assert page.url.endswith("#m21001")
    assert page.locator("#m21001 a").first.is_visible()
    context.close()


def test_the_browser_reads_the_changes_as_python_does(page: Page, site_url: str) -> None:
    page.goto(site_url + LIST["fr"])
    days = [datetime.date(2023, 12, 30) + datetime.timedelta(days=step * 3) for step in range(140)]
    changes = [timeline.statuses(one) for one in grid()]
    found: list[list[Any]] = page.evaluate(
        """async ([script, changes, days]) => {
            const { changeOn } = await import(script);
            return changes.map((one) => days.map((day) => changeOn(one, day)[1]));
        }""",
        [asset(page, "labels"), json.loads(json.dumps(changes)), [day.isoformat() for day in days]],
    )
    assert found == [[one.status(day) for day in days] for one in grid()]


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        ("2026-11-23T22:59:00Z", "2026-11-23"),
        ("2026-11-23T23:01:00Z", "2026-11-24"),
        ("2026-06-30T22:01:00Z", "2026-07-01"),
        ("2026-12-31T23:30:00Z", "2027-01-01"),
    ],
)
def test_the_day_is_that_of_brussels(page: Page, site_url: str, moment: str, day: str) -> None:
    page.goto(site_url + LIST["fr"])
    found = page.evaluate(
        "async ([script, moment]) => (await import(script)).today(new Date(moment))", [asset(page, "labels"), moment]
    )
    assert found == day


def test_the_state_is_that_of_the_day_of_the_visit(page: Page, site_url: str) -> None:
    """A process documented until 2026 is under way in November 2026 and over in 2027."""
    page.clock.set_fixed_time("2027-02-01T12:00:00")
    page.goto(site_url + LIST["fr"] + "?municipality=21015")
    expect(page.locator(".card:visible .status")).to_have_class(re.compile("status--closed"))
    page.goto(site_url + LIST["fr"] + "?municipality=21015&status=underway")
    assert visible_cards(page) == 0
    page.goto(site_url + LIST["fr"] + "?municipality=21015&status=closed")
    page.locator(".card:visible a").click()
    expect(page.locator(".kicker .status")).to_have_class(re.compile("status--closed"))


def test_a_label_takes_the_last_change_that_has_come(page: Page, site_url: str) -> None:
    page.goto(site_url + LIST["fr"])
    page.evaluate(
        """async (script) => {
            const label = document.createElement("span");
            label.id = "probe";
            label.className = "answer answer--due";
            Object.assign(label.dataset, { kind: "answer", state: "due" });
            label.dataset.changes = '[["2024-05-07", "late", "En retard"], ["2999-01-01", "given", "Non"]]';
            document.body.append(label);
            (await import(script)).refresh(document.body, "2024-05-07");
        }""",
        asset(page, "labels"),
    )
    expect(page.locator("#probe")).to_have_text("En retard")
    expect(page.locator("#probe")).to_have_class("answer answer--late")


def test_the_ledger_counts_what_it_shows(page: Page, site_url: str) -> None:
    page.clock.set_fixed_time("2027-03-04T12:00:00")
    page.goto(site_url + "nl/processen/opvolgingsregister/")
    expect(page.locator("[data-today]")).to_have_text("Stand op 4 maart 2027.")
    for number in page.locator("[data-count]").all():
        state = number.get_attribute("data-count")
        assert int(number.text_content() or 0) == page.locator(f".promises [data-state='{state}']").count()
