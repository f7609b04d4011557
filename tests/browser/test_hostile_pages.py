"""The built pages with hostile strings, opened in the browser: nothing of them runs."""

import pytest
from playwright.sync_api import Browser
from support.build import served
from support.payloads import Hostile
from toolkit import LANGUAGES
from toolkit.project import load


@pytest.mark.parametrize("scripts", [True, False])
def test_nothing_runs(browser: Browser, hostile_site: Hostile, scripts: bool) -> None:
    """Pages that show records, and what readers do there: search, choose, open."""
    project, found = load(hostile_site.root)
    assert project, found
    kinds = ("processes", "facilitators", "lots", "methods")
    first = [(kind, next(iter(project.catalog.records(kind)))) for kind in kinds]
    pages = [project.record_address(*one, language) for one in first for language in LANGUAGES]
    pages += [
        project.address(path, language) for path in project.relations.marker_pages.values() for language in LANGUAGES
    ]
    with served(hostile_site.folder) as url, browser.new_context(java_script_enabled=scripts) as context:
        page = context.new_page()
        ran: list[str] = []
        page.on("dialog", lambda dialog: ran.append(dialog.message))
        page.on("request", lambda request: ran.append(request.url) if request.url.endswith("/x") else None)
        page.expose_function("hostile", lambda: ran.append("called"))
        for address in pages:
            page.goto(url + address)
            for opener in page.locator("main summary:visible").all()[:3]:
                opener.click()
            for field in page.locator("main input[type=search]:visible").all():
                field.fill("hostile")
                page.wait_for_timeout(200)
            assert ran == [], address
