"""A preview in a browser: pages that are open follow an edit by themselves, and so do its problems."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from support.build import copy_project
from support.preview import PATIENCE, edit, previewed
from support.projects import sound

TITLE, SUMMARY = "Une place à essayer", "Un premier résumé."


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A copy of the project, whose first process has a title and a summary of the test."""
    root = copy_project(tmp_path / "copy")
    file = root / "data/processes.yaml"
    text = file.read_text(encoding="utf-8")
    for key, words in (("title", TITLE), ("summary", SUMMARY)):
        texts = f'    {key}:\n      fr: "{words}"\n      nl: "Een proef."\n'
        text, count = re.subn(rf"^    {key}:\n(?:(?: {{6}}.*)?\n)+", texts, text, count=1, flags=re.MULTILINE)
        assert count
    file.write_text(text, encoding="utf-8")
    return root


@pytest.fixture
def opened(browser: Browser, project: Path) -> Iterator[list[Page]]:
    """The page of a record and the list, each in a window of its own: a page out of sight does not reload."""
    loaded = sound(project)
    first = next(iter(loaded.catalog.processes))
    paths = [loaded.record_address("processes", first, "fr"), loaded.address("processes/index.md", "fr")]
    with previewed(project) as address:
        pages = [browser.new_context().new_page() for _ in paths]
        for page, path in zip(pages, paths, strict=True):
            page.set_default_timeout(PATIENCE * 1000)
            page.goto(address + path)
        yield pages
        for page in pages:
            page.context.close()


def test_open_pages_follow_an_edit_of_a_record(project: Path, opened: list[Page]) -> None:
    for words in ("Une place à revoir", "Une place à refaire"):
        edit(project / "data/processes.yaml", TITLE, words)
        for page in opened:
            page.get_by_text(words).first.wait_for(state="attached")
        edit(project / "data/processes.yaml", words, TITLE)
        for page in opened:
            page.get_by_text(words).first.wait_for(state="detached")


def test_a_fault_found_at_the_end_reaches_the_page_shown_ahead(project: Path, opened: list[Page]) -> None:
    edit(project / "data/processes.yaml", SUMMARY, "Un @@premier@@ résumé.")
    for page in opened:
        page.get_by_role("alert").wait_for()
        expect(page.get_by_role("alert")).to_contain_text("@@premier@@")
    edit(project / "data/processes.yaml", "Un @@premier@@ résumé.", SUMMARY)
    for page in opened:
        page.get_by_role("alert").wait_for(state="detached")
