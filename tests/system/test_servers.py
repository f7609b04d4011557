"""A real nginx and a real Apache, with what a release brings: the probe and a browser find nothing to say."""

import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page
from support.page_types import PAGES
from system.conftest import Release
from system.servers import apache, nginx
from toolkit import LANGUAGES

from publishing.probe import fetch, probe
from publishing.server.headers import LONG, SHORT, fingerprinted

BACKGROUND = "getComputedStyle(document.body).backgroundColor"


@pytest.fixture(scope="module", params=["nginx", "apache"])
def served(
    request: pytest.FixtureRequest, release: Release, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[str, str]]:
    folder = tmp_path_factory.mktemp(request.param)
    site = release.folder / "site"
    _open(site)
    if request.param == "nginx":
        with nginx(site, release.folder / "server" / "nginx.conf", folder) as url:
            yield "nginx", url
    else:
        with apache(site, folder) as url:
            yield "apache", url


def _open(folder: Path) -> None:
    """Servers run as another user: the folders of pytest are closed to them."""
    for one in (folder, *folder.parents):
        if one.is_relative_to(tempfile.gettempdir()) and one != Path(tempfile.gettempdir()):
            one.chmod(0o755)


def test_the_probe_finds_nothing(served: tuple[str, str], release: Release) -> None:
    server, url = served
    assert probe(url, release.manifest, server) == []


def test_the_probe_sees_what_is_wrong(served: tuple[str, str], release: Release) -> None:
    other = replace(release.manifest, policy="default-src 'self'", files={"fr/index.html": "0", "fr/404.html": "1"})
    found = "\n".join(probe(served[1], other, served[0]))
    assert "Content-Security-Policy" in found
    assert "not the file of this release" in found


def test_every_file_has_its_headers(served: tuple[str, str], release: Release) -> None:
    for path in release.manifest.files:
        if path.endswith((".br", ".gz")) or path.split("/")[-1].startswith((".", "_")):
            continue
        answer = fetch(served[1] + path)
        expected = {name.lower(): value for name, value in release.manifest.site.headers.of(path).items()}
        assert answer.status == 200, path
        assert {name: answer.headers.get(name) for name in expected} == expected, path
        assert answer.headers["cache-control"] == (LONG if fingerprinted(path) else SHORT)


@pytest.mark.parametrize("coding", ["br", "gzip"])
def test_compressed_twins_are_served_as_the_file_they_stand_for(
    served: tuple[str, str], release: Release, coding: str
) -> None:
    for address, path in (("fr/", "fr/index.html"), ("sitemap.xml", "sitemap.xml")):
        answer = fetch(served[1] + address, coding)
        assert answer.headers["content-encoding"] == coding
        assert answer.headers["content-type"] == release.manifest.site.headers.of(path)["Content-Type"]
        assert "accept-encoding" in answer.headers["vary"].lower()
        assert answer.body == release.files[f"site/{path}.{coding.removesuffix('ip')}"]
        assert answer.headers["content-security-policy"] == release.manifest.policy


@pytest.mark.parametrize("language", LANGUAGES)
def test_lost_readers_are_answered_in_their_language(served: tuple[str, str], release: Release, language: str) -> None:
    answer = fetch(f"{served[1]}{language}/nothing/here/")
    assert answer.status == 404
    assert answer.body == release.files[f"site/{language}/404.html"]
    assert answer.headers.get("cache-control") != LONG
    lost_asset = fetch(f"{served[1]}{language}/x.0123456789.js")
    assert (lost_asset.status, lost_asset.headers.get("cache-control") == LONG) == (404, False)


def test_moved_addresses_lead_to_the_new_ones_with_or_without_a_slash(
    served: tuple[str, str], release: Release
) -> None:
    assert release.manifest.redirects
    for old, new in release.manifest.redirects:
        for asked in (old, old.rstrip("/")):
            answer = fetch(served[1] + asked)
            assert answer.status == 301
            assert answer.headers["location"].endswith("/" + new)
            assert answer.headers["content-security-policy"]


def test_configuration_is_not_served(served: tuple[str, str]) -> None:
    for path in (".htaccess", "fr/.htaccess", "_headers", "_redirects", "assets/"):
        assert fetch(served[1] + path).status in (403, 404), path


@pytest.mark.parametrize("language", [*LANGUAGES, ""])
def test_the_browser_reports_no_violation_and_no_error(
    served: tuple[str, str], browser: Browser, language: str
) -> None:
    names = [name for name in PAGES if (name.rpartition("-")[2] if name.endswith(tuple(LANGUAGES)) else "") == language]
    assert names
    with browser.new_context(viewport={"width": 1280, "height": 900}) as context:
        page = context.new_page()
        said: list[str] = []
        page.add_init_script(
            "addEventListener('securitypolicyviolation', e => console.error(e.violatedDirective, e.blockedURI))"
        )
        page.on(
            "console",
            lambda message: (
                said.append(f"{message.text} {message.location}") if message.type in ("error", "warning") else None
            ),
        )
        page.on("pageerror", lambda error: said.append(str(error)))
        for name in names:
            said.clear()
            page.goto(served[1] + PAGES[name], wait_until="networkidle")
            palettes = _palettes(page)
            assert len(palettes) == (1 if name in ("root", "lost-root") else 2), name
            _use(page)
            if use := TOOLS.get(name.removesuffix(f"-{language}")):
                page.goto(served[1] + PAGES[name], wait_until="networkidle")
                use(page)
            assert said == [], name


def _palettes(page: Page) -> set[str]:
    """Colours of the page in each state of the switch: as the system, light, dark."""
    seen = {page.evaluate(BACKGROUND)}
    for _ in range(3):
        for switch in page.locator(".theme-button:visible").all():
            switch.click()
            seen.add(page.evaluate(BACKGROUND))
    return seen


def _search(page: Page) -> None:
    page.locator("main input[type=search]").fill("participation")
    page.wait_for_selector(".search-result")


def _filter_and_map(page: Page) -> None:
    page.locator("[data-facet=theme] summary").click()
    page.locator("[data-facet=theme] input").first.check()
    page.wait_for_selector(".results .row")
    assert page.locator(".card:visible").count() == 0
    page.locator("a.area:visible").first.focus()
    page.keyboard.press("Enter")
    assert "municipality=" in page.url


def _compare(page: Page) -> None:
    total = page.locator(".card:visible").count()
    page.locator("main summary:visible").first.click()
    page.locator("main input[type=checkbox]:visible").first.check()
    assert "?" in page.url
    assert page.locator(".card:visible").count() <= total


def _route_and_brief(page: Page) -> None:
    page.check("[value=facilitation]")
    page.check("[value=recruitment]")
    page.fill("#amount-lot-3", "30.000,50")
    page.select_option("#route-applicant", "municipality")
    page.fill("#brief-object", "Place Test")
    for draft in LANGUAGES:
        assert "Place Test" in page.locator(f".draft[lang={draft}]").inner_text()
        with page.expect_download() as waiting:
            page.click(f".draft[lang={draft}] [data-download]")
        assert Path(waiting.value.path()).read_bytes().startswith(b"PK")


# What a page is for, used as a reader does: it must work, not only be silent.
TOOLS = {"search": _search, "processes": _filter_and_map, "directory": _compare, "route": _route_and_brief}


def _use(page: Page) -> None:
    """Menus, fields, buttons and print, as far as the page has them."""
    for selector in ("summary:visible", "main button:visible"):
        for one in page.locator(selector).all()[:5]:
            one.click()
    for one in page.locator("main input[type=search]:visible, main input[type=text]:visible").all()[:2]:
        one.fill("participation")
    for one in page.locator("main select:visible").all()[:2]:
        one.select_option(index=1)
    page.wait_for_timeout(100)
    page.emulate_media(media="print")
    assert page.pdf().startswith(b"%PDF")
    page.emulate_media(media="screen")
