"""The inventory report: numbers that add up, charts without style or script, a tagged PDF that says the same."""

import io
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from pypdf import PdfReader
from support.factories import process, with_processes
from toolkit.assets import fonts
from toolkit.domain.context import Context
from toolkit.exports.report_pdf import _typeset, report_pdf
from toolkit.project import Project
from toolkit.render import charts, report

ROOT = Path(__file__).resolve().parents[1]
SVG = "{http://www.w3.org/2000/svg}"
PAGE = f"""<p>Un\u00a0début <strong>net</strong>, <a href='../x/'>un lien</a>.</p>
<h2>Titre</h2>
<p>{report.PLACE}</p>
<ul>
<li>un</li>
<li>deux</li>
</ul>
<table><tr><th>A</th><th>B</th></tr><tr><td>1</td><td>2</td></tr></table>"""


def parse(svg: str) -> ElementTree.Element:
    return ElementTree.fromstring(svg)  # noqa: S314 (drawn here)


@pytest.mark.parametrize("language", ["fr", "nl"])
def test_numbers_add_up(sample: Project, language: str) -> None:
    processes = list(sample.catalog.processes.values())
    found = {one.key: dict(one.rows) for one in report.questions(Context(sample, language, ""))}
    for key in ("levels", "organisers", "statuses"):
        assert sum(found[key].values()) == len(processes)
    assert sum(found["themes"].values()) == sum(len(one.themes) for one in processes)
    assert sum(found["methods"].values()) == sum(len(one.methods) for one in processes)
    assert sum(found["years"].values()) == sum(bool(one.dates.start or one.dates.end) for one in processes)
    assert sum(found["municipalities"].values()) == sum(len(one.place.municipalities) or 1 for one in processes)


def test_the_reading_names_leaders_and_ties(sample: Project) -> None:
    def reading(*themes: str) -> str:
        processes = [process(id=str(at), themes=[theme]) for at, theme in enumerate(themes)]
        reader = Context(with_processes(sample, processes), "fr", "")
        return next(one for one in report.questions(reader) if one.key == "themes").reading[0]

    assert reading("housing", "housing", "climate") == "En tête\u00a0: «\u00a0Logement\u00a0», 2 processus sur 3."
    assert "à égalité" in reading("housing", "climate") and "1 processus chacun, sur 2" in reading("housing", "climate")


@pytest.mark.parametrize(("draw", "side"), [(charts.bars, "width"), (charts.columns, "height")])
def test_a_chart_is_a_named_image_without_style_or_script(draw: Any, side: str) -> None:
    rows = (("Un <b> & un « très » très très long libellé", 12), ("Deux", 0), ("Trois", 5))
    root = parse(str(draw(rows, 'Un "titre" & <plus>')))
    assert root.get("role") == "img" and root.get("aria-label") == 'Un "titre" & <plus>'
    assert not {"style", "script"} & {node.tag.removeprefix(SVG) for node in root.iter()}
    assert not [name for node in root.iter() for name in node.attrib if name == "style" or name.startswith("on")]
    lengths = [float(str(bar.get(side))) for bar in root.findall(f".//{SVG}g[@class='bars']/{SVG}rect")]
    assert [round(12 * length / max(lengths), 2) for length in lengths] == [12, 0, 5]


@pytest.mark.parametrize("most", [0, 1, 4, 7, 21, 1480, 10_000])
def test_the_marks_of_an_axis_are_few_whole_numbers(most: int) -> None:
    [*marks, label] = parse(charts.bars((("a", most),), "t")).findall(f".//{SVG}text")
    values = [int(str(mark.text)) for mark in marks]
    assert label.text == "a" and 2 <= len(values) <= 6
    assert values[0] == 0 and most - (values[1] - values[0]) < values[-1] <= max(most, 1)


def pdf_of(project: Project, language: str, html: str) -> PdfReader:
    context = Context(project, language, f"{language}/a/")
    template, cuts = ROOT / "overrides" / "report" / "inventory.typ", fonts.static_fonts(ROOT / ".cache")
    return PdfReader(io.BytesIO(report_pdf(context, "Le titre", html, "https://example.org/", template, cuts)))


def words_of(pdf: PdfReader) -> str:
    return re.sub(r"\s+", " ", " ".join(page.extract_text() for page in pdf.pages))


def tags_of(pdf: PdfReader) -> list[str]:
    """The structure a screen reader goes through, in order."""

    def walk(node: Any) -> Iterator[str]:
        node = node.get_object()
        if isinstance(node, dict):
            yield str(node.get("/S", "")).removeprefix("/")
            node = node.get("/K", [])
        for child in node if isinstance(node, list) else []:
            yield from walk(child)

    return list(walk(pdf.trailer["/Root"]["/StructTreeRoot"]))


def links_of(pdf: PdfReader) -> set[str]:
    notes = [note.get_object() for page in pdf.pages for note in page.get("/Annots", [])]
    return {str(note["/A"]["/URI"]) for note in notes if "/A" in note}


def test_a_page_is_typeset_whole(project: Project) -> None:
    pdf = pdf_of(project, "fr", PAGE)
    assert "Un\u00a0début net, un lien." in " ".join(page.extract_text() for page in pdf.pages).replace("\n", " ")
    assert links_of(pdf) == {"https://example.org/fr/x/"}
    questions = len(report.questions(Context(project, "fr", "")))
    tags = tags_of(pdf)
    assert tags.count("H2") == 1 and tags.count("H3") == questions == tags.count("Figure")
    assert tags.count("LI") == 2 and tags.count("Table") == questions + 1


def test_what_editors_may_add_to_the_page_reaches_the_pdf(project: Project) -> None:
    admonition = '<div class="admonition"><p class="admonition-title">Attention</p><p>Un mot</p></div>'
    nested = "<ol><li>un<ul><li>deux</li></ul></li></ol>"
    table = '<div class="table-scroll"><table><tr><th>Tête</th></tr><tr><td>case</td></tr></table></div>'
    pdf = pdf_of(
        project, "fr", f"<h2>Haut</h2>{admonition}{nested}{table}<h4>Bas</h4><pre><code>x &lt; y</code></pre>#strong[a]"
    )
    words = words_of(pdf)
    for text in ("Attention", "Un mot", "un", "deux", "Tête", "case", "Bas", "x < y"):
        assert text in words
    tags = tags_of(pdf)
    assert tags.count("LI") == 2 and tags.count("Table") == tags.count("TH") == tags.count("TD") == 1
    assert tags.count("H3") == 1


@pytest.mark.parametrize("language", ["fr", "nl"])
def test_the_pdf_is_tagged_reproducible_and_says_the_same(project: Project, language: str) -> None:
    pdf = pdf_of(project, language, PAGE)
    _typeset.cache_clear()
    again = pdf_of(project, language, PAGE)
    content = pdf.stream.getvalue()  # type: ignore[attr-defined]
    assert content == again.stream.getvalue()  # type: ignore[attr-defined]
    catalog: Any = pdf.trailer["/Root"]
    assert catalog["/MarkInfo"]["/Marked"] and "/StructTreeRoot" in catalog
    assert str(catalog["/Lang"]).startswith(language) and pdf.metadata and pdf.metadata.title == "Le titre"
    assert b"pdfuaid:part" in content
    words = words_of(pdf)
    for question in report.questions(Context(project, language, "")):
        assert question.title in words
        for label, count in question.rows:
            assert re.search(rf"{re.escape(label)} ?{count}\b", words), (label, count)
