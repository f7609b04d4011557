"""The inventory report: numbers that add up, charts without style or script, a tagged PDF that says the same."""

import io
import re
from pathlib import Path
from xml.etree import ElementTree

import pytest
from pypdf import PdfReader
from support.factories import process, with_processes
from toolkit.assets import fonts
from toolkit.domain.context import Reader
from toolkit.exports.report_pdf import blocks, report_pdf
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
    processes = list(sample.catalogue.processes.values())
    found = {one.key: dict(one.rows) for one in report.questions(Reader(sample, language, ""))}
    for key in ("levels", "organisers", "statuses"):
        assert sum(found[key].values()) == len(processes)
    assert sum(found["themes"].values()) == sum(len(one.themes) for one in processes)
    assert sum(found["methods"].values()) == sum(len(one.methods) for one in processes)
    assert sum(found["years"].values()) == sum(bool(one.dates.start or one.dates.end) for one in processes)
    assert sum(found["municipalities"].values()) == sum(len(one.place.municipalities) or 1 for one in processes)


def test_the_reading_names_leaders_and_ties(sample: Project) -> None:
    def reading(*themes: str) -> str:
        processes = [process(id=str(at), themes=[theme]) for at, theme in enumerate(themes)]
        reader = Reader(with_processes(sample, processes), "fr", "")
        return next(one for one in report.questions(reader) if one.key == "themes").reading[0]

    assert reading("housing", "housing", "climate") == "En tête\u00a0: «\u00a0Logement\u00a0», 2 processus sur 3."
    assert "à égalité" in reading("housing", "climate") and "1 processus chacun, sur 2" in reading("housing", "climate")


@pytest.mark.parametrize("draw", [charts.bars, charts.columns])
def test_a_chart_is_a_named_image_without_style_or_script(draw: object) -> None:
    rows = (("Un <b> & un « très » très très long libellé", 12), ("Deux", 0), ("Trois", 5))
    drawn = str(draw(rows, 'Un "titre" & <plus>'))  # type: ignore[operator]
    root = parse(drawn)
    assert root.get("role") == "img" and root.get("aria-label") == 'Un "titre" & <plus>'
    assert not {"style", "script"} & {node.tag.removeprefix(SVG) for node in root.iter()}
    assert not [name for node in root.iter() for name in node.attrib if name == "style" or name.startswith("on")]
    assert (
        len(
            root.findall(f".//{SVG}g[@class='series bars']/{SVG}rect")
            + root.findall(f".//{SVG}g[@class='series columns']/{SVG}rect")
        )
        == 3
    )


@pytest.mark.parametrize("most", [0, 1, 4, 7, 21, 1480, 10_000])
def test_the_marks_of_an_axis_are_few_whole_numbers(most: int) -> None:
    texts = parse(charts.bars((("a", most),), "t")).findall(f".//{SVG}g[@class='axis bottom']//{SVG}text")
    assert 2 <= len(texts) <= 6 and all(re.fullmatch(r"[\d,]+", str(text.text)) for text in texts)


def test_a_page_is_read_whole() -> None:
    first, title, place, items, _ = blocks(PAGE, "https://example.org/fr/a/")
    assert [piece["text"] for piece in first["runs"]] == ["Un\u00a0début ", "net", ", ", "un lien", "."]
    assert first["runs"][1]["style"] == "strong" and first["runs"][3]["link"] == "https://example.org/fr/x/"
    assert (title["kind"], place["kind"], items["kind"], len(items["items"])) == ("h2", "report", "ul", 2)


def test_what_editors_may_add_to_the_page_reaches_the_pdf() -> None:
    admonition = '<div class="admonition"><p class="admonition-title">Attention</p><p>Un mot</p></div>'
    nested = "<ul><li>un<ul><li>deux</li></ul></li></ul>"
    table = '<div class="table-scroll"><table><tr><th>A</th><th>B</th></tr><tr><td>1</td><td>2</td></tr></table></div>'
    found = list(blocks(f"{admonition}{nested}{table}<h4>Bas</h4><pre><code>x</code></pre>", ""))
    assert [one["kind"] for one in found] == ["p", "p", "ul", "table", "h3", "p"]
    assert [item[0]["text"] for item in found[2]["items"]] == ["un", "deux"]
    assert found[3]["rows"] == [[[{"text": "1", "style": "", "link": ""}], [{"text": "2", "style": "", "link": ""}]]]


@pytest.mark.parametrize("language", ["fr", "nl"])
def test_the_pdf_is_tagged_reproducible_and_says_the_same(project: Project, language: str) -> None:
    reader = Reader(project, language, f"{language}/a/")
    template, cuts = ROOT / "overrides" / "report" / "inventory.typ", fonts.static_fonts(ROOT / ".cache")
    made, again = (report_pdf(reader, "Le titre", PAGE, "https://example.org/", template, cuts) for _ in range(2))
    assert made == again
    pdf = PdfReader(io.BytesIO(made))
    catalogue = pdf.trailer["/Root"]
    assert catalogue["/MarkInfo"]["/Marked"] and "/StructTreeRoot" in catalogue
    assert str(catalogue["/Lang"]).startswith(language) and pdf.metadata and pdf.metadata.title == "Le titre"
    assert b"pdfuaid:part" in made
    text = re.sub(r"\s+", " ", " ".join(page.extract_text() for page in pdf.pages))
    for question in report.questions(reader):
        assert question.title in text
        for label, count in question.rows:
            assert re.search(rf"{re.escape(label)} ?{count}\b", text), (label, count)
