"""What a reader fetches to see a page, and what pages weigh, stays within the bounds of tests/support/page_weight.py."""

import gzip
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser
from support.host import LEVEL, hosted
from support.page_types import PAGES
from support.page_weight import MOST_BYTES, MOST_FONT, MOST_HTML, MOST_REQUESTS, first_view, html_weights
from toolkit import LANGUAGES
from toolkit.project import Project


@pytest.fixture(scope="module")
def host_url(site: Path) -> Iterator[str]:
    """The real site with the headers and the compression of a real host."""
    with hosted(site) as address:
        yield address


@pytest.mark.parametrize("name", PAGES)
def test_a_first_view_is_light_and_stays_still(browser: Browser, host_url: str, name: str) -> None:
    view = first_view(browser, host_url + PAGES[name])
    assert view.requests <= MOST_REQUESTS
    assert view.bytes <= MOST_BYTES
    assert 0 < view.font <= MOST_FONT
    assert view.shift == 0


@pytest.mark.parametrize("name", ["toolkit-nl", "processes-fr", "process-fr"])
def test_a_page_that_comes_in_two_halves_stays_still(browser: Browser, site: Path, name: str) -> None:
    """What is painted of a table half read would be moved by its other rows."""
    with hosted(site, pause=0.5) as address:
        assert first_view(browser, address + PAGES[name]).shift == 0


def test_pages_are_light(site: Path, project: Project) -> None:
    """The median: how long the longest text is, is for its editors to say; `make bench` prints it too."""
    weights = html_weights(project, site)
    assert {kind: one for kind, one in weights.items() if one.median > MOST_HTML.get(kind, one.median)} == {}
    assert set(MOST_HTML) < set(weights)


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_stands_around_every_content_is_light(site: Path, language: str) -> None:
    page = gzip.compress((site / language / "404.html").read_bytes(), LEVEL, mtime=0)
    assert len(page) <= MOST_HTML["record"] / 2
