"""The draft of an order: in both languages, from the answers, without anything leaving the browser."""

import io
import re
import xml.etree.ElementTree as ElementTree
import zipfile
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from toolkit.project import Project

ROUTE = {"fr": "fr/centrale-de-marches/trouver-le-lot/", "nl": "nl/opdrachtencentrale/perceel-vinden/"}
WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
HOSTILE = "Place <b>&\"' \x0b \U0001f333 ]]>"


def answer(page: Page, address: str) -> None:
    page.goto(address)
    page.check("[value=facilitation]")
    page.check("[value=recruitment]")
    page.fill("#amount-lot-3", "30.000,50")
    page.fill("#amount-lot-5", "12 000")
    page.select_option("#route-applicant", "municipality")


def download(page: Page, language: str) -> bytes:
    with page.expect_download() as waiting:
        page.click(f".draft[lang={language}] [data-download]")
    return Path(waiting.value.path()).read_bytes()


def words(data: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.testzip() is None
        for name in archive.namelist():
            ElementTree.fromstring(archive.read(name))  # noqa: S314 (made by our own script)
        tree = ElementTree.fromstring(archive.read("word/document.xml"))  # noqa: S314
    return "\n".join("".join(part.itertext()) for part in tree.iter(f"{WORD}p"))


@pytest.mark.parametrize("language", ["fr", "nl"])
def test_the_drafts_hold_the_answers_in_both_languages(
    page: Page, site_url: str, project: Project, language: str
) -> None:
    answer(page, site_url + ROUTE[language])
    page.fill("#brief-object", "Place Test")
    for draft in ("fr", "nl"):
        shown = page.locator(f".draft[lang={draft}]").inner_text().replace("\xa0", " ")
        for lot in ("lot-3", "lot-5"):
            assert project.catalog.lots[lot].name[draft].replace("\xa0", " ") in shown
            assert project.catalog.lots[lot].deliverables[0][draft].replace("\xa0", " ") in shown
        assert {"fr": "30 000,50", "nl": "30.000,50"}[draft] in shown
        assert {"fr": "42 000,50", "nl": "42.000,50"}[draft] in shown
        translate = project.catalog.labels["brief_translate"][draft].format(text="Place Test").replace("\xa0", " ")
        assert (translate in shown) == (draft != language)
        assert "Place Test" in shown and "{" not in shown and "undefined" not in shown


def test_the_file_holds_what_the_page_shows(page: Page, site_url: str) -> None:
    answer(page, site_url + ROUTE["fr"])
    page.fill("#brief-object", HOSTILE)
    page.fill("#brief-context", "Une ligne\nune autre")
    for language in ("fr", "nl"):
        text = words(download(page, language))
        shown = page.locator(f".draft[lang={language}] [data-draft] > *, .draft[lang={language}] [data-draft] li")
        for line in [one for one in shown.all_text_contents() if one and "\x0b" not in one][:40]:
            assert line.split("\n")[0] in text or line in text.replace("\n", "")
        assert 'Place <b>&"' in text and "\U0001f333" in text and "une autre" in text


def test_nothing_leaves_the_browser(page: Page, site_url: str) -> None:
    answer(page, site_url + ROUTE["nl"])
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.url))
    before = page.evaluate("JSON.stringify([document.cookie, { ...localStorage }, { ...sessionStorage }])")
    page.fill("#brief-context", "Geheim plan")
    download(page, "nl")
    # The writer of documents is fetched at its first use; what is asked for says nothing of what was typed.
    asked = [address.removeprefix(site_url) for address in sent if not address.startswith("blob:")]
    assert len(asked) == 1 and re.fullmatch(r"assets/js/docx\.[0-9a-f]{10}\.js", asked[0])
    assert "Geheim" not in page.url
    assert page.evaluate("JSON.stringify([document.cookie, { ...localStorage }, { ...sessionStorage }])") == before


def test_one_draft_prints_alone(page: Page, site_url: str) -> None:
    answer(page, site_url + ROUTE["fr"])
    page.locator(".draft[lang=nl]").evaluate("draft => draft.dataset.printed = ''")
    page.evaluate("document.documentElement.dataset.print = 'brief'")
    page.emulate_media(media="print")
    expect(page.locator(".draft[lang=nl]")).to_be_visible()
    for hidden in (".draft[lang=fr]", ".route-answer", "h1", ".route__form >> nth=0"):
        expect(page.locator(hidden).first).to_be_hidden()


def test_no_answer_no_draft(page: Page, site_url: str) -> None:
    page.goto(site_url + ROUTE["fr"])
    expect(page.locator(".draft").first).to_be_hidden()
    expect(page.locator("[data-first]")).to_be_visible()
