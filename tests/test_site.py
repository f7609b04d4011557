"""The finished site: same bytes from the same commit, with either generator, and what machines read in it."""

import json
from pathlib import Path
from urllib.parse import urlsplit
from xml.etree import ElementTree

import pytest
from selectolax.lexbor import LexborHTMLParser
from support.build import ROOT, build, tree
from toolkit import LANGUAGES
from toolkit.domain import follow_up, list_pages
from toolkit.domain.context import Context
from toolkit.kinds import WITH_PAGE
from toolkit.project import Project

SITE_URL = "https://participation-toolkit.example.org/"
SITEMAP = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}


def html(site: Path, address: str) -> LexborHTMLParser:
    return LexborHTMLParser((site / address / "index.html").read_text(encoding="utf-8"))


def test_the_same_commit_gives_the_same_bytes(site: Path, tmp_path: Path) -> None:
    assert build(tmp_path / "again").returncode == 0
    assert tree(tmp_path / "again") == tree(site)


def test_the_build_does_not_depend_on_where_or_when_it_runs(site: Path, tmp_path: Path) -> None:
    environment = {"TZ": "Pacific/Kiritimati", "LC_ALL": "C", "PYTHONHASHSEED": "7"}
    assert build(tmp_path / "elsewhere", **environment).returncode == 0
    assert tree(tmp_path / "elsewhere") == tree(site)


def test_properdocs_builds_the_same_site(site: Path, tmp_path: Path) -> None:
    done = build(tmp_path / "properdocs", generator="properdocs")
    assert done.returncode == 0, done.stdout + done.stderr
    assert tree(tmp_path / "properdocs") == tree(site)


def test_every_page_and_record_is_published_in_both_languages(site: Path, project: Project) -> None:
    expected = {
        project.address(path, language) for language, path in project.pages if (language, path) not in _models(project)
    }
    for language in LANGUAGES:
        for kind in (*WITH_PAGE, "methods"):
            expected |= {project.record_address(kind, one, language) for one in project.catalog.records(kind)}
        lists = Context(project, language, "")
        expected |= {page.address(lists) for page in (*list_pages.pages(project), *follow_up.pages(project))}
    published = {path.parent.relative_to(site).as_posix() + "/" for path in site.rglob("index.html")} - {"./"}
    assert published == expected


def _models(project: Project) -> set[tuple[str, str]]:
    return {key for key, document in project.pages.items() if document.meta.records}


def test_twins_announce_each_other_with_absolute_addresses(site: Path, project: Project) -> None:
    process = next(iter(project.catalog.processes))
    twins = [(project.address("processes/index.md", one), one) for one in LANGUAGES]
    twins += [(project.record_address("processes", process, one), one) for one in LANGUAGES]
    for address, language in twins:
        head = html(site, address)
        alternates = {n.attributes["hreflang"]: n.attributes["href"] for n in head.css("link[hreflang]")}
        canonical = head.css_first('link[rel="canonical"]').attributes["href"]
        assert canonical == SITE_URL + address
        assert alternates[language] == canonical
        assert set(alternates) == {*LANGUAGES, "x-default"}


def test_the_sitemap_lists_what_may_be_found_with_its_twin(site: Path, project: Project) -> None:
    urls = ElementTree.parse(site / "sitemap.xml").getroot().findall("s:url", SITEMAP)  # noqa: S314 (our own file)
    listed = {str(url.findtext("s:loc", namespaces=SITEMAP)): url for url in urls}
    process = SITE_URL + project.record_address("processes", next(iter(project.catalog.processes)), "nl")
    languages = {link.attrib["hreflang"] for link in listed[process].findall("x:link", SITEMAP)}
    assert languages == {*LANGUAGES, "x-default"}
    demonstrations = [one.id for one in project.catalog.facilitators.values() if one.demonstration]
    hidden = {SITE_URL + project.record_address("facilitators", one, "fr") for one in demonstrations}
    assert not hidden & set(listed)
    assert f"Sitemap: {SITE_URL}sitemap.xml" in (site / "robots.txt").read_text()


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_process_page_says_where_it_comes_from(site: Path, project: Project, language: str) -> None:
    record = next(record for record in project.catalog.processes.values() if record.dates.start)
    page = html(site, project.record_address("processes", record.id, language))
    data = json.loads(page.css_first('script[type="application/ld+json"]').text())
    assert data["name"] == record.title[language] == page.css_first("h1").text()
    assert data["startDate"] == record.dates.start
    assert data["organizer"]["name"] == project.catalog.words["organisers"][record.organiser].label[language]
    links = [node.attributes["href"] for node in page.css(".sources a")]
    assert links == [source.url for source in record.sources]
    line = int(str(page.css_first(".page__edit a").attributes["href"]).rpartition("#L")[2])
    assert f"id: {record.id}" in (ROOT / "data/processes.yaml").read_text(encoding="utf-8").splitlines()[line - 1]


def test_what_is_not_verified_is_never_told_as_a_fact(site: Path, project: Project) -> None:
    for record in project.catalog.processes.values():
        if record.to_confirm:
            page = html(site, project.record_address("processes", record.id, "fr"))
            shown = page.css_first(".to-confirm")
            assert shown is not None, record.id
            described = page.css_first('meta[name="description"]').attributes["content"]
            assert record.to_confirm["fr"][:40] not in str(described)


def test_nothing_unneeded_is_published(site: Path) -> None:
    suffixes = {path.suffix for path in site.rglob("*") if path.is_file() and "pagefind" not in path.parts}
    pages = {".html", ".css", ".js", ".svg", ".woff2", ".txt", ".xml"}
    downloads = {".atom", ".csv", ".docx", ".geojson", ".ics", ".json", ".jsonld", ".odt", ".pdf", ".xlsx"}
    assert suffixes == pages | downloads
    fonts = [path for path in site.rglob("*.woff2")]
    assert len(fonts) == 1
    assert fonts[0].stat().st_size <= 30_000
    assert urlsplit(SITE_URL).netloc in (site / "sitemap.xml").read_text()
