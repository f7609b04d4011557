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
from toolkit.project import Project

LIST = {"fr": "fr/processus/", "nl": "nl/processen/"}


def shown(page: Page) -> int:
    """Number of results, once the list has been fetched and filtered."""
    expect(page.locator(".found__count")).to_have_text(re.compile(r"processus sur|van de|Aucun|Geen"))
    return page.locator(".results .row").count()


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


def test_a_filter_narrows_list_map_and_address(page: Page, site_url: str) -> None:
    page.goto(site_url + LIST["fr"])
    cards = page.locator(".card:visible").count()
    page.locator("[data-facet=theme] summary").click()
    page.locator("input[name=theme][value=climate]").check()
    expect(page.locator(".results .row").first).to_be_visible()
    rows = shown(page)
    assert rows > 0 and page.locator(".card:visible").count() == 0
    expect(page.locator(".found__count")).to_have_text(re.compile(f"^{rows} processus sur "))
    assert "?theme=climate" in page.url
    numbers = [int(text) for text in page.locator(".area text").all_text_contents()]
    region = int(page.locator(".map__region strong").text_content() or 0)
    assert sum(numbers) + region >= rows
    page.get_by_role("button", name="Tout effacer").click()
    expect(page.locator(".card:visible")).to_have_count(cards)
    assert page.locator(".results .row").count() == 0 and "?" not in page.url


def test_every_result_leads_to_its_page(page: Page, site_url: str) -> None:
    page.goto(site_url + LIST["nl"] + "?level=consult,involve,collaborate,inform,empower")
    assert shown(page) > 0
    link = page.locator(".results .row a").first
    title = link.text_content()
    link.click()
    expect(page.locator("h1")).to_have_text(str(title))


def test_the_address_restores_every_choice_and_back_undoes(page: Page, site_url: str) -> None:
    page.goto(
        site_url + LIST["nl"] + "?municipality=21004&theme=democracy&theme=mobility&q=wijk&unknown=1&theme=nonsense"
    )
    assert page.locator("input[name=theme][value=democracy]").is_checked()
    assert page.locator("input[name=theme][value=mobility]").is_checked()
    assert page.locator("#filter-text").input_value() == "wijk"
    expect(page.locator("a.area[data-area='21004']")).to_have_attribute("aria-current", "true")
    before = shown(page)
    page.locator(".chosen button").first.click()
    expect(page.locator("a.area[data-area='21004']")).not_to_have_attribute("aria-current", "true")
    assert page.url.endswith("?theme=democracy,mobility&q=wijk")
    page.go_back()
    expect(page.locator("a.area[data-area='21004']")).to_have_attribute("aria-current", "true")
    assert shown(page) == before


def test_the_map_chooses_by_keyboard_and_zooms(page: Page, site_url: str) -> None:
    page.goto(site_url + LIST["fr"])
    area = page.locator("a.area[data-area='21001']")
    expected = int(area.locator("text").text_content() or 0)
    area.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".results .row")).to_have_count(expected)
    assert "municipality=21001" in page.url
    assert page.locator("input[name=municipality][value='21001']").is_checked()
    assert page.locator(".map__drawing").get_attribute("viewBox") != "0 0 1000 1000"
    assert page.locator(".map__chosen").get_attribute("d") == area.locator("path").get_attribute("d")
    page.keyboard.press("Enter")
    expect(page.locator(".map__drawing")).to_have_attribute("viewBox", "0 0 1000 1000")
    assert "municipality" not in page.url and not page.locator(".map__chosen").get_attribute("d")


def test_a_list_that_cannot_be_fetched_is_said(page: Page, site_url: str) -> None:
    page.route("**/lists/*.json", lambda route: route.abort())
    page.goto(site_url + LIST["fr"])
    page.locator("#filter-text").fill("budget")
    expect(page.locator(".found__count")).to_contain_text("n’a pas pu être chargée")
    assert page.locator(".browse").is_visible()
    page.unroute("**/lists/*.json")
    page.locator("#filter-text").fill("budget ")
    expect(page.locator(".results .row").first).to_be_visible()


@pytest.mark.parametrize(
    ("typed", "plain"),
    [("Comité", "comite"), ("D’ANDERLECHT", "d'anderlecht"), ("Assemblée  climat", "climat assemblee")],
)
def test_text_is_found_without_accents_capitals_or_order(page: Page, site_url: str, typed: str, plain: str) -> None:
    page.goto(site_url + LIST["fr"] + f"?q={plain}")
    rows = shown(page)
    assert rows > 0
    page.goto(site_url + LIST["fr"] + f"?q={typed}")
    assert shown(page) == rows


def test_counts_foretell_what_a_choice_shows(page: Page, site_url: str) -> None:
    page.goto(site_url + LIST["fr"] + "?theme=democracy")
    assert shown(page) > 0
    page.locator("[data-facet=year] summary").click()
    for label in page.locator("[data-facet=year] .choice").all()[:6]:
        promised = int(label.locator(".choice__count").text_content() or 0)
        label.locator("input").check()
        expect(page.locator(".results .row")).to_have_count(promised)
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
    assert shown(page) > 0
    titles = {" ".join(title.split()) for title in page.locator(".results .row a").all_text_contents()}
    hidden = {" ".join(title.split()) for title in page.locator(".card__title").all_text_contents()} - titles
    chosen, count = page.locator(".chosen").inner_text(), page.locator(".found__count").inner_text()
    text = printed(page)
    assert all(title in text for title in titles) and not [title for title in hidden if title in text]
    assert count in text and chosen.split(" ×")[0] in text
    page.emulate_media(media="print")
    assert not page.locator(".filter").is_visible() and page.locator(".map__drawing").is_visible()
    areas = page.locator("a.area path")
    assert set(areas.evaluate_all("all => all.map((one) => getComputedStyle(one).printColorAdjust)")) == {"exact"}


@pytest.mark.parametrize("language", ["fr", "nl"])
def test_without_scripts_every_process_is_reached(
    browser: Browser, site_url: str, project: Project, language: str
) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(site_url + LIST[language] + "?theme=climate")
    assert page.locator(".card:visible").count() > 0
    assert not page.locator(".filter").is_visible()
    heading = page.locator("#par-annee, #per-jaar")
    years = heading.locator("xpath=following-sibling::ul[1]").locator("a")
    reached: set[str] = set()
    for year in [one.evaluate("one => one.href") for one in years.all()]:
        page.goto(year)
        reached |= set(page.locator(".row a").evaluate_all("all => all.map((one) => one.href)"))
    assert reached == {
        site_url + project.record_address("processes", identifier, language) for identifier in project.catalog.processes
    }
    page.goto(site_url + LIST[language])
    page.locator("a.area[data-area='21001']").click()
    expect(page.locator("h1")).to_contain_text("Anderlecht")
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
    expect(page.locator(".results .status")).to_have_class(re.compile("status--closed"))
    page.goto(site_url + LIST["fr"] + "?municipality=21015&status=underway")
    assert shown(page) == 0
    page.goto(site_url + LIST["fr"] + "?municipality=21015&status=closed")
    page.locator(".results .row a").click()
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


def test_the_follow_up_register_counts_what_it_shows(page: Page, site_url: str) -> None:
    page.clock.set_fixed_time("2027-03-04T12:00:00")
    page.goto(site_url + "nl/processen/opvolgingsregister/")
    expect(page.locator("[data-today]")).to_have_text("Stand op 4 maart 2027.")
    for number in page.locator(".states [data-count]").all():
        state = number.get_attribute("data-count")
        assert int(number.text_content() or 0) == page.locator(f".promises [data-state='{state}']").count()
