"""A preview in a browser: pages that are open follow an edit by themselves, and so do its problems."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from support.build import copy_project
from support.preview import PATIENCE, edit, previewed

RECORD, LIST = "fr/processus/assemblee-citoyenne-climat-cycle-1-habitat/", "fr/processus/"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return copy_project(tmp_path / "copy")


@pytest.fixture
def opened(browser: Browser, project: Path) -> Iterator[list[Page]]:
    """The page of a record and the list, each in a window of its own: a page out of sight does not reload."""
    with previewed(project) as address:
        pages = [browser.new_context().new_page() for _ in (RECORD, LIST)]
        for page, path in zip(pages, (RECORD, LIST), strict=True):
            page.set_default_timeout(PATIENCE * 1000)
            page.goto(address + path)
        yield pages
        for page in pages:
            page.context.close()


def test_open_pages_follow_an_edit_of_a_record(project: Path, opened: list[Page]) -> None:
    for words in ("pour le climat de demain", "pour le climat de toujours"):
        edit(project / "data/processes.yaml", "Assemblée citoyenne pour le climat", f"Assemblée citoyenne {words}")
        for page in opened:
            page.get_by_text(words).first.wait_for(state="attached")
        edit(project / "data/processes.yaml", f"Assemblée citoyenne {words}", "Assemblée citoyenne pour le climat")
        for page in opened:
            page.get_by_text(words).first.wait_for(state="detached")


def test_a_fault_found_at_the_end_reaches_the_page_shown_ahead(project: Path, opened: list[Page]) -> None:
    edit(project / "data/processes.yaml", "Le premier cycle", "Le @@premier@@ cycle")
    for page in opened:
        page.get_by_role("alert").wait_for()
        expect(page.get_by_role("alert")).to_contain_text("@@premier@@")
    edit(project / "data/processes.yaml", "Le @@premier@@ cycle", "Le premier cycle")
    for page in opened:
        page.get_by_role("alert").wait_for(state="detached")
