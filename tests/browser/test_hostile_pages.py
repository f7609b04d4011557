"""The built pages with hostile strings, opened in the browser: nothing of them runs."""

from pathlib import Path

import pytest
from building import build, served
from playwright.sync_api import Browser
from poison import copy, poisoned
from toolkit import LANGUAGES
from toolkit.project import load


@pytest.mark.parametrize("scripts", [True, False])
def test_nothing_runs(browser: Browser, tmp_path: Path, scripts: bool) -> None:
    root = copy(tmp_path / "copy")
    poisoned(root)
    project, found = load(root)
    assert project, found
    assert build(root / "built", root).returncode == 0
    kinds = ("processes", "facilitators", "lots", "methods")
    first = [(kind, next(iter(project.catalogue.records(kind)))) for kind in kinds]
    pages = [project.record_address(*one, language) for one in first for language in LANGUAGES]
    pages += [
        project.address(path, language) for path in project.relations.marker_pages.values() for language in LANGUAGES
    ]
    with served(root / "built") as url, browser.new_context(java_script_enabled=scripts) as context:
        page = context.new_page()
        ran: list[str] = []
        page.on("dialog", lambda dialog: ran.append(dialog.message))
        page.on("request", lambda request: ran.append(request.url) if request.url.endswith("/x") else None)
        page.expose_function("hostile", lambda: ran.append("called"))
        for address in pages:
            page.goto(url + address)
            assert ran == [], address
