"""Each file of the open data, read back by a reader of its format that did not write it, says what the records say."""

import csv
import io
import json
from dataclasses import replace
from datetime import date
from typing import Any

import feedparser
import pytest
import vobject
from jsonschema import Draft202012Validator, FormatChecker
from rdflib import RDF, SKOS, Graph, Literal, Namespace, URIRef
from selectolax.lexbor import LexborHTMLParser
from shapely.geometry import shape
from support.factories import process, promise, with_processes
from support.projects import RENDERER, sample
from toolkit.domain.context import Context
from toolkit.domain.region import municipalities
from toolkit.exports import formats
from toolkit.exports.base import Download, Format
from toolkit.exports.csv import COLUMNS, harmless
from toolkit.exports.formats import downloads
from toolkit.project import Project

from publishing.server.types import SHARED, UNKNOWN, content_type, suffix

SITE = "https://example.org/site/"
# rdflib warns of a class it uses itself.
pytestmark = pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")
LANGUAGES = ["fr", "nl"]
DCAT, DCT, FOAF = (
    Namespace(address)
    for address in ("http://www.w3.org/ns/dcat#", "http://purl.org/dc/terms/", "http://xmlns.com/foaf/0.1/")
)
ODD = process(
    id="odd",
    title={"fr": '=HYPERLINK("x";"y")', "nl": 'Één; "titel", met ’ en \\ en <b>&'},
    summary={"fr": "+1 une *première* ligne\n- et une liste", "nl": "@SUM(A1) tekst"},
    place={"municipalities": ["21001", "21004"], "point": {"latitude": 50.8467, "longitude": 4.3525}},
    dates={"start": "2027-01-05", "end": "2027-03", "open_from": "2027-01-06", "open_until": "2027-01-20"},
    follow_up=[promise(promised="2027-06-30"), promise(promised="2027-07"), promise(answered="2027-05-01")],
)


@pytest.fixture(scope="module")
def project() -> Project:
    return with_processes(sample(), [*sample().catalog.processes.values(), ODD])


@pytest.fixture(scope="module")
def files(project: Project) -> dict[tuple[str, str], Download]:
    return {(one.format, one.language): one for one in downloads(project, SITE, "")}


def test_the_same_records_give_the_same_bytes(project: Project, files: dict[tuple[str, str], Download]) -> None:
    assert {(one.format, one.language): one for one in downloads(project, SITE, "")} == files


@pytest.mark.parametrize("language", LANGUAGES)
def test_csv_is_read_back_whole(project: Project, files: dict[tuple[str, str], Download], language: str) -> None:
    data = files["csv", language].content
    assert data.startswith(b"\xef\xbb\xbf")
    text = data.decode("utf-8-sig")
    assert csv.Sniffer().sniff(text.splitlines()[0]).delimiter == ";"
    header, *rows = csv.reader(io.StringIO(text), delimiter=";", strict=True)
    assert len(set(header)) == len(header) == len(COLUMNS)
    assert all(len(row) == len(header) for row in rows)
    by_id = {row[0]: dict(zip(COLUMNS, row, strict=True)) for row in rows}
    assert set(by_id) == set(project.catalog.processes)
    for identifier, row in by_id.items():
        one = project.catalog.processes[identifier]
        assert row["title"].removeprefix("'") == one.title[language]
        assert row["start"] == (one.dates.start or "") and row["last_checked"] == one.last_checked.isoformat()
        assert row["nis_codes"] == " | ".join(one.place.municipalities)
        assert row["page"].startswith(f"{SITE}{language}/")


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_cell_of_the_csv_can_run(files: dict[tuple[str, str], Download], language: str) -> None:
    rows = csv.reader(io.StringIO(files["csv", language].content.decode("utf-8-sig")), delimiter=";")
    assert not [cell for row in rows for cell in row if cell.startswith(("=", "+", "-", "@", "\t", "\r", "\n"))]


@pytest.mark.parametrize(
    ("value", "cell"),
    [("=1", "'=1"), ("-x", "'-x"), (-4.35, "-4.35"), (None, ""), ("\uff1d1", "'\uff1d1"), ("a=1", "a=1")],
)
def test_only_what_could_run_is_changed(value: object, cell: str) -> None:
    assert harmless(value) == cell


def test_json_obeys_its_schema(project: Project, files: dict[tuple[str, str], Download]) -> None:
    schema, content = (json.loads(files[name, ""].content) for name in ("schema", "json"))
    Draft202012Validator.check_schema(schema)
    checker = Draft202012Validator(schema, format_checker=FormatChecker())
    assert [error.message for error in checker.iter_errors(content)] == []
    assert {one["id"] for one in content["processes"]} == set(project.catalog.processes)
    used = {theme for one in content["processes"] for theme in one["themes"]}
    assert used <= set(content["words"]["themes"])
    content["processes"][0]["level"] = 3
    content["processes"][1]["surprise"] = True
    assert len(list(checker.iter_errors(content))) == 2


@pytest.mark.parametrize("language", LANGUAGES)
def test_geojson_places_each_process_as_well_as_it_is_known(
    project: Project, files: dict[tuple[str, str], Download], language: str
) -> None:
    features = json.loads(files["geojson", language].content)["features"]
    assert {one["id"] for one in features} == set(project.catalog.processes)
    for feature in features:
        place = project.catalog.processes[feature["id"]].place
        if feature["geometry"] is None:
            assert place.region_wide and feature["properties"]["precision"] == "region"
            continue
        geometry = shape(feature["geometry"])
        areas = [municipalities()[nis] for nis in place.municipalities]
        points = list(getattr(geometry, "geoms", [geometry]))
        assert all(any(area.contains(point) for area in areas) for point in points)
        assert feature["properties"]["precision"] == ("point" if place.point else "municipality")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_calendar_holds_the_days_that_are_known(files: dict[tuple[str, str], Download], language: str) -> None:
    calendar = vobject.readOne(files["ical", language].content.decode())
    events = {event.uid.value: event for event in calendar.vevent_list}
    assert len(events) == len(calendar.vevent_list)
    odd = {uid: event.dtstart.value for uid, event in events.items() if uid.startswith("odd.")}
    assert odd == {
        "odd.start@participation-toolkit": date(2027, 1, 5),
        "odd.opening@participation-toolkit": date(2027, 1, 6),
        "odd.closing@participation-toolkit": date(2027, 1, 20),
        "odd.answer-1@participation-toolkit": date(2027, 6, 30),
    }
    assert ODD.title[language] in events["odd.start@participation-toolkit"].summary.value
    assert all(len(line) <= 75 for line in files["ical", language].content.split(b"\r\n"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_feed_is_well_formed_and_complete(files: dict[tuple[str, str], Download], language: str) -> None:
    feed = feedparser.parse(files["atom", language].content)
    assert not feed.bozo and feed.version == "atom10"
    assert feed.feed.language == language and feed.feed.title and feed.feed.id
    assert len({entry.id for entry in feed.entries}) == len(feed.entries) > 0
    for entry in feed.entries:
        assert entry.link.startswith(f"{SITE}{language}/") and entry.updated_parsed and entry.title
    moments = [entry.updated_parsed for entry in feed.entries]
    assert moments == sorted(moments, reverse=True)
    [odd] = [entry for entry in feed.entries if ":odd:" in entry.id]
    assert odd.title == ODD.title[language]


def read_catalogue(files: dict[tuple[str, str], Download]) -> tuple[Graph, URIRef]:
    graph = Graph().parse(data=files["dcat", ""].content, format="json-ld")
    [dataset] = graph.subjects(RDF.type, DCAT.Dataset)
    return graph, URIRef(str(dataset))


def test_the_catalogue_describes_every_file(files: dict[tuple[str, str], Download]) -> None:
    graph, dataset = read_catalogue(files)
    [catalog] = graph.subjects(RDF.type, DCAT.Catalog)
    # Mandatory properties of DCAT-AP 3.
    for subject in (catalog, dataset):
        for wanted in (DCT.title, DCT.description):
            assert {value.language for value in graph.objects(subject, wanted) if isinstance(value, Literal)} == set(
                LANGUAGES
            )
    [publisher] = set(graph.objects(catalog, DCT.publisher))
    assert (publisher, RDF.type, FOAF.Agent) in graph and graph.value(publisher, FOAF.name)
    described = {
        str(address)
        for one in graph.objects(dataset, DCAT.distribution)
        for address in graph.objects(one, DCAT.accessURL)
    }
    assert described == {SITE + one.path for one in files.values() if one.format != "dcat"}
    sizes = {str(one): int(str(graph.value(one, DCAT.byteSize))) for one in graph.subjects(RDF.type, DCAT.Distribution)}
    assert sizes == {SITE + one.path: len(one.content) for one in files.values() if one.format != "dcat"}


def test_a_new_format_is_made_described_offered_and_served(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    """A developer writes one function, one entry of the registry and two labels; the rest follows."""

    def names(context: Context) -> bytes:
        return "\n".join(
            process.title[context.language] for process in context.project.catalog.processes.values()
        ).encode()

    added = Format("names", "names.{language}.names", "text/x-names", "TXT", names)
    monkeypatch.setattr(formats, "FORMATS", (*formats.FORMATS, added))
    label = next(iter(project.catalog.labels.values()))
    labels = {**project.catalog.labels, "format_names": label, "format_names_for": label}
    extended = replace(project, catalog=replace(project.catalog, labels=labels))
    made = downloads(extended, SITE, "")
    by_key = {(file.format, file.language): file for file in made}
    assert ODD.title["nl"] in by_key["names", "nl"].content.decode()
    assert by_key["names", "fr"].path == "open-data/names.fr.names"
    graph, _ = read_catalogue(by_key)
    [described] = [one for one in graph.subjects(RDF.type, DCAT.Distribution) if str(one).endswith("names.nl.names")]
    assert str(graph.value(described, DCAT.mediaType)).endswith("/text/x-names")
    context = Context(extended, "fr", "fr/donnees/")
    page = LexborHTMLParser(RENDERER.render("data/downloads.html", context, downloads=made))
    assert page.css_first("#names") and page.css_first('a[href="../../open-data/names.fr.names"]')
    assert formats.media_types()["names"] == "text/x-names"


def test_servers_know_the_media_type_of_every_file(files: dict[tuple[str, str], Download]) -> None:
    assert UNKNOWN not in {content_type(file.path) for file in files.values()}
    assert {suffix(file.path) for file in files.values()} == set(SHARED)


def licences(project: Project, address: str) -> tuple[Graph, set[Any]]:
    """The catalogue with a licence, and what it and each file it describes say theirs is."""
    licensed = {(one.format, one.language): one for one in downloads(project, SITE, address)}
    graph, dataset = read_catalogue(licensed)
    [catalog] = graph.subjects(RDF.type, DCAT.Catalog)
    return graph, {graph.value(one, DCT.license) for one in (catalog, *graph.objects(dataset, DCAT.distribution))}


def test_no_licence_is_made_up(project: Project, files: dict[tuple[str, str], Download]) -> None:
    graph, dataset = read_catalogue(files)
    assert not list(graph.subject_objects(DCT.license))
    assert all(graph.value(one, DCT.rights) for one in graph.objects(dataset, DCAT.distribution))
    address = "https://example.org/licence/"
    graph, found = licences(project, address)
    assert found == {URIRef(address)} and not list(graph.subject_objects(DCT.rights))


def test_a_licence_the_union_knows_has_its_name_and_its_address(project: Project) -> None:
    graph, found = licences(project, "https://creativecommons.org/licenses/by/4.0/")
    [licence] = found
    assert licence == URIRef("http://publications.europa.eu/resource/authority/licence/CC_BY_4_0")
    assert (licence, RDF.type, DCT.LicenseDocument) in graph
    assert graph.value(licence, SKOS.exactMatch) == URIRef("https://creativecommons.org/licenses/by/4.0/")
