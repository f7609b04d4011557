"""A page of each type loads as a host serves it: nothing fails, nothing is blocked, nothing comes from elsewhere."""

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import ConsoleMessage, Page
from support.build import served
from support.page_types import PAGES

from publishing.assemble import read_tree
from publishing.server.policy import policy


@pytest.fixture(scope="module")
def host_url(site: Path) -> Iterator[str]:
    """The real site with the Content-Security-Policy of a release."""
    with served(site, Content_Security_Policy=policy(read_tree(site))) as address:
        yield address


@pytest.mark.parametrize("name", PAGES)
def test_a_page_loads(page: Page, host_url: str, name: str) -> None:
    requested: list[str] = []
    wrong: list[str] = []

    def console(message: ConsoleMessage) -> None:
        """The browser reports what the policy blocks as an error."""
        if message.type in ("error", "warning"):
            wrong.append(message.text)

    page.on("request", lambda request: requested.append(request.url))
    page.on("requestfailed", lambda request: wrong.append(f"failed: {request.url}"))
    page.on("response", lambda response: wrong.append(response.url) if response.status >= 400 else None)
    page.on("console", console)
    page.goto(host_url + PAGES[name], wait_until="networkidle")
    assert wrong == []
    assert {urlsplit(url).netloc for url in requested} == {urlsplit(host_url).netloc}
    assert page.locator("h1").count() == 1
    assert page.title()


def test_a_script_that_the_policy_does_not_name_is_blocked(page: Page, host_url: str) -> None:
    """What the test above relies on: the policy is there and the browser says when it blocks."""
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.goto(host_url + PAGES["home-fr"])
    page.evaluate("document.body.append(Object.assign(document.createElement('script'), {text: 'window.ran = 1'}))")
    page.wait_for_timeout(100)
    assert page.evaluate("window.ran") is None
    assert any("Content Security Policy" in text for text in said)
