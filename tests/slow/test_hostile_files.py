"""Hostile strings in the files of the site: each format gives them back as the characters they are, and runs none."""

import csv
import io
import json
import re
import zipfile
from pathlib import Path

import openpyxl
import pytest
import vobject
from lxml import etree
from pypdf import PdfReader
from rdflib import Graph
from support.payloads import Hostile

# rdflib warns of a class it uses itself.
pytestmark = pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")
OBEYED = ("instrText", "fldSimple", "f", "formula1", "formula2", "script", "event-listener")
ATOM = "{http://www.w3.org/2005/Atom}"
# What a spreadsheet reads as a formula, as a cell of its own. https://owasp.org/www-community/attacks/CSV_Injection
FORMULA = ("=", "+", "-", "@", "\t", "\r")


def files(site: Hostile, suffix: str) -> list[Path]:
    found = sorted(site.folder.rglob(f"*.{suffix}"))
    assert found, suffix
    return found


def test_csv(hostile_site: Hostile) -> None:
    for path in files(hostile_site, "csv"):
        cells = [cell for row in csv.reader(io.StringIO(path.read_text("utf-8-sig"), newline="")) for cell in row]
        assert [cell for cell in cells if cell.startswith(FORMULA) and not re.fullmatch(r"-?[\d.,]+", cell)] == []
        assert any("<script>hostile()" in cell for cell in cells)


@pytest.mark.parametrize("suffix", ["json", "geojson", "jsonld"])
def test_json(hostile_site: Hostile, suffix: str) -> None:
    shown = [json.loads(path.read_text("utf-8")) for path in files(hostile_site, suffix)]
    assert suffix == "jsonld" or any("hostile()" in text for one in shown for text in _strings(one))


def _strings(value: object) -> list[str]:
    if isinstance(value, str):
        return [value]
    inside = value.values() if isinstance(value, dict) else value if isinstance(value, list) else []
    return [text for one in inside for text in _strings(one)]


def test_icalendar(hostile_site: Hostile) -> None:
    texts = []
    for path in files(hostile_site, "ics"):
        content = path.read_bytes()
        events = vobject.readOne(content.decode()).vevent_list
        assert len(events) == content.count(b"BEGIN:VEVENT")
        assert not re.search(rb"^(?!\w[\w-]*[;:]| |\r?$)", content.replace(b"\r\n", b"\n").rstrip(), re.MULTILINE)
        texts += [str(getattr(one, name).value) for one in events for name in ("summary", "description")]
    assert any("<script>hostile()" in text for text in texts)


def test_atom(hostile_site: Hostile) -> None:
    for path in files(hostile_site, "atom"):
        feed = etree.fromstring(path.read_bytes())
        texts = list(feed.iter(f"{ATOM}title", f"{ATOM}summary", f"{ATOM}content"))
        assert {one.get("type", "text") for one in texts} <= {"text"}
        assert not any(len(one) for one in texts)
        assert any("<script>hostile()" in (one.text or "") for one in texts)
        links = [one.get("href", "") for one in feed.iter(f"{ATOM}link")]
        assert all(link.startswith(("http://", "https://")) for link in links)


def test_catalogue(hostile_site: Hostile) -> None:
    graph = Graph().parse(files(hostile_site, "jsonld")[0], format="json-ld")
    assert len(graph) > 20
    assert not [one for triple in graph for one in triple if str(one).startswith(("javascript:", "data:"))]


def test_pdf(hostile_site: Hostile) -> None:
    for path in files(hostile_site, "pdf"):
        reader = PdfReader(path)
        seen = [str(value) for number in range(1, len(reader.xref[0]) + 1) if (value := reader.get_object(number))]
        for word in ("/JavaScript", "/JS'", "/OpenAction", "/Launch", "/SubmitForm", "/EmbeddedFile", "javascript:"):
            assert not [one for one in seen if word in one], word
        text = re.sub(r"\s+", "", "".join(page.extract_text() for page in reader.pages))
        assert "hostile()" in text


@pytest.mark.parametrize("suffix", ["docx", "odt", "xlsx"])
def test_forms(hostile_site: Hostile, suffix: str) -> None:
    for path in files(hostile_site, suffix):
        with zipfile.ZipFile(path) as archive:
            assert not [name for name in archive.namelist() if re.search(r"vba|script|macro|Basic", name)], path
            parts = {name: archive.read(name) for name in archive.namelist() if name.endswith((".xml", ".rels"))}
        assert any(b"hostile()" in content for content in parts.values()), path
        for name, content in parts.items():
            for node in etree.fromstring(content).iter(etree.Element):
                assert "hostile" not in _obeyed(node), (path, name)
                addresses = [value.lower().lstrip() for value in node.attrib.values()]
                assert not [one for one in addresses if one.startswith(("javascript:", "data:"))], (path, name)


def _obeyed(node: etree._Element) -> str:
    """What a program would obey in a field, a formula or a script: all but the texts that a formula quotes."""
    if etree.QName(node).localname in OBEYED:
        return re.sub(r'"(?:[^"]|"")*"', "", " ".join([node.text or "", *node.attrib.values()]))
    return ""


def test_a_sheet_shows_them_as_texts(hostile_site: Hostile) -> None:
    for path in files(hostile_site, "xlsx"):
        cells = [cell for sheet in openpyxl.load_workbook(path) for row in sheet.iter_rows() for cell in row]
        assert any(str(cell.value).startswith("+hostile()") for cell in cells if cell.data_type == "s")
