"""The forms to download, read with other programs than those that wrote them."""

import io
import re
import subprocess
from itertools import pairwise
from pathlib import Path
from typing import Any
from xml.etree import ElementTree
from zipfile import ZIP_STORED, ZipFile

import pytest
from openpyxl import load_workbook
from selectolax.lexbor import LexborHTMLParser
from support.build import ROOT
from support.projects import edit, small_project, told
from toolkit import LANGUAGES
from toolkit.checks.html import final_problems
from toolkit.checks.html_page import read_html
from toolkit.forms.budget import spreadsheet
from toolkit.forms.files import Download, downloads, listed
from toolkit.problems.problem import Problem
from toolkit.project import Project
from toolkit.sources.data_files import Identifiers
from toolkit.sources.forms import BUDGET, Form, read_budget, read_forms
from toolkit.sources.pages import read_pages

SITE_URL = "https://participation-toolkit.example.org/"
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
DC = "{http://purl.org/dc/elements/1.1/}"
TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
TAGS = {"fr": "fr-BE", "nl": "nl-BE"}


@pytest.fixture(scope="module")
def made(project: Project, tmp_path_factory: pytest.TempPathFactory) -> tuple[Download, ...]:
    return downloads(project, SITE_URL, tmp_path_factory.mktemp("cache"))


def of_kind(made: tuple[Download, ...], kind: str) -> list[Download]:
    found = [one for one in made if one.kind == kind]
    assert found
    return found


def part(download: Download, name: str) -> ElementTree.Element:
    with ZipFile(io.BytesIO(download.content)) as archive:
        return ElementTree.fromstring(archive.read(name))  # noqa: S314 (our own file)


def text_of(element: ElementTree.Element) -> str:
    return "".join(element.itertext()).strip()


# What a document says, in order, whatever its format.


def docx_blocks(download: Download) -> list[tuple[Any, ...]]:
    blocks: list[tuple[Any, ...]] = []
    for block in part(download, "word/document.xml").find(f"{W}body") or ():
        style = block.find(f"{W}pPr/{W}pStyle")
        name = style.get(f"{W}val", "") if style is not None else ""
        if block.tag == f"{W}tbl":
            rows = [[text_of(cell) for cell in row.iter(f"{W}tc")] for row in block.iter(f"{W}tr")]
            headers = sum(row.find(f"{W}trPr/{W}tblHeader") is not None for row in block.iter(f"{W}tr"))
            blocks.append(("table", headers, rows))
        elif name.startswith("Heading"):
            blocks.append((f"h{name[-1]}", text_of(block)))
        elif block.tag == f"{W}p":
            item = block.find(f"{W}pPr/{W}numPr") is not None
            blocks.append(("item" if item else "title" if name == "Title" else "p", text_of(block)))
    return blocks


def odt_blocks(download: Download) -> list[tuple[Any, ...]]:
    blocks: list[tuple[Any, ...]] = []
    body = part(download, "content.xml").find(".//{urn:oasis:names:tc:opendocument:xmlns:office:1.0}text")
    for block in body if body is not None else ():
        if block.tag == f"{TABLE}table":
            header = block.findall(f"{TABLE}table-header-rows/{TABLE}table-row")
            rows = [
                [text_of(cell) for cell in row.iter(f"{TABLE}table-cell")] for row in block.iter(f"{TABLE}table-row")
            ]
            blocks.append(("table", len(header), rows))
        elif block.tag == f"{TEXT}h":
            blocks.append((f"h{block.get(f'{TEXT}outline-level')}", text_of(block)))
        elif block.tag == f"{TEXT}list":
            blocks += [("item", text_of(item)) for item in block]
        elif block.tag == f"{TEXT}p":
            blocks.append(("title" if block.get(f"{TEXT}style-name") == "Title" else "p", text_of(block)))
    return blocks


def test_forms_stand_in_both_languages_beside_the_page_that_lists_them(
    project: Project, made: tuple[Download, ...]
) -> None:
    for language in LANGUAGES:
        folder = project.address("helpers/templates.md", language)
        for form, files in listed(made, language):
            assert [one.address for one in files] == [f"{folder}{form.meta.name}.{kind}" for kind in form.kinds]
    assert len({one.address for one in made}) == len(made) == sum(len(form.kinds) for form in project.forms)
    orders = [[form.key for form, _ in listed(made, language)] for language in LANGUAGES]
    assert orders[0] == orders[1]


def test_both_formats_say_the_same(made: tuple[Download, ...]) -> None:
    for docx, odt in zip(of_kind(made, "docx"), of_kind(made, "odt"), strict=True):
        assert docx_blocks(docx) == odt_blocks(odt), docx.address


def test_both_languages_are_built_alike(made: tuple[Download, ...]) -> None:
    by_key = {(one.form.key, one.form.language): docx_blocks(one) for one in of_kind(made, "docx")}
    for key in {one.form.key for one in of_kind(made, "docx")}:
        french, dutch = ([_bones(block) for block in by_key[(key, language)]] for language in LANGUAGES)
        assert french == dutch, key


def _bones(block: tuple[Any, ...]) -> tuple[Any, ...]:
    """A block without its words: kind, blanks, and for a table which cells are to fill in."""
    if block[0] == "table":
        return (block[0], block[1], [[not cell for cell in row] for row in block[2]])
    return (block[0], block[1].count("["))


def test_the_words_of_the_source_are_all_there(made: tuple[Download, ...]) -> None:
    for one in of_kind(made, "docx"):
        blocks = docx_blocks(one)
        assert blocks[0] == ("title", one.form.meta.title)
        headings = re.findall(r"^## (.+)$", one.form.body, re.M)
        assert [block[1] for block in blocks if block[0] == "h1"] == headings
        with ZipFile(io.BytesIO(one.content)) as archive:
            written = archive.read("word/document.xml").decode()
        for leftover in ("[[", "]]", "{", "**", "custom-style"):
            assert leftover not in written, leftover


def test_every_table_has_a_header_row(made: tuple[Download, ...]) -> None:
    for one in of_kind(made, "docx"):
        tables = [block for block in docx_blocks(one) if block[0] == "table"]
        for _, headers, rows in tables:
            assert headers == 1
            assert all(rows[0])
            assert len({len(row) for row in rows}) == 1


def test_title_and_language_are_declared(made: tuple[Download, ...]) -> None:
    places = {"docx": "docProps/core.xml", "odt": "meta.xml", "xlsx": "docProps/core.xml"}
    for one in made:
        properties = part(one, places[one.kind])
        found = {name: next(properties.iter(DC + name)).text for name in ("title", "language")}
        assert found == {"title": one.form.meta.title, "language": TAGS[one.form.language]}
    for one in of_kind(made, "docx"):
        languages = [node.get(f"{W}val") for node in part(one, "word/styles.xml").iter(f"{W}lang")]
        assert set(languages) == {TAGS[one.form.language]}


def test_blanks_of_a_word_file_are_fields_one_click_replaces(made: tuple[Download, ...]) -> None:
    for one in of_kind(made, "docx"):
        fields = [text_of(field) for field in part(one, "word/document.xml").iter(f"{W}sdt")]
        assert fields == [f"[{words}]" for words in re.findall(r"\[\[(.+?)\]\]", one.form.body)]


def test_each_document_sends_to_its_guide(project: Project, made: tuple[Download, ...]) -> None:
    for one in made:
        address = SITE_URL + project.address(one.form.meta.page, one.form.language)
        with ZipFile(io.BytesIO(one.content)) as archive:
            whole = b"".join(archive.read(name) for name in archive.namelist())
        assert whole.count(address.encode()) >= 1, one.address


@pytest.mark.parametrize("kind", ["docx", "odt"])
def test_every_style_used_is_in_the_reference_document(made: tuple[Download, ...], kind: str) -> None:
    """Else readers would get the plain look of their word processor."""
    attributes = {
        "docx": ("word/document.xml", "word/styles.xml", re.compile(rb'w:(?:p|r|tbl)Style w:val="([^"]+)"')),
        "odt": ("content.xml", "styles.xml", re.compile(rb' text:style-name="([^"]+)"')),
    }
    body, styles, used = attributes[kind]
    for file in of_kind(made, kind):
        with ZipFile(io.BytesIO(file.content)) as archive:
            defined = archive.read(styles) + (
                archive.read(body).partition(b"<office:body>")[0] if kind == "odt" else b""
            )
            names = set(re.findall(rb' (?:w:styleId|style:name)="([^"]+)"', defined))
            # Pandoc gives a link of an .odt a style that has no look.
            assert set(used.findall(archive.read(body))) - {b"Definition"} <= names, file.address


def test_rows_of_a_table_stay_whole_and_with_what_introduces_them(made: tuple[Download, ...]) -> None:
    for file in of_kind(made, "docx"):
        body = part(file, "word/document.xml").find(f"{W}body")
        assert body is not None
        assert all(row.find(f"{W}trPr/{W}cantSplit") is not None for row in body.iter(f"{W}tr"))
        for before, block in pairwise(body):
            style = before.find(f"{W}pPr/{W}pStyle")
            if block.tag == f"{W}tbl" and style is not None and before.find(f"{W}pPr/{W}numPr") is None:
                assert str(style.get(f"{W}val")).startswith(("Heading", "BeforeTable"))


def test_wide_forms_lie_on_their_side_in_both_formats(made: tuple[Download, ...]) -> None:
    fo = "{urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0}"
    for file in of_kind(made, "odt"):
        layout = next(node for node in part(file, "styles.xml").iter() if node.get(f"{fo}page-width"))
        width, height = (float(str(layout.get(f"{fo}page-{side}")).rstrip("cmin")) for side in ("width", "height"))
        assert (width > height) == file.form.meta.landscape


def test_columns_fill_the_paper(made: tuple[Download, ...]) -> None:
    for one in of_kind(made, "docx"):
        tree = part(one, "word/document.xml")
        size, margins = next(tree.iter(f"{W}pgSz")), next(tree.iter(f"{W}pgMar"))
        paper = int(size.get(f"{W}w", 0)) - int(margins.get(f"{W}left", 0)) - int(margins.get(f"{W}right", 0))
        assert (size.get(f"{W}orient") == "landscape") == one.form.meta.landscape
        for grid in tree.iter(f"{W}tblGrid"):
            assert abs(sum(int(column.get(f"{W}w", 0)) for column in grid) - paper) < 10


# The budget


def budget(made: tuple[Download, ...], language: str) -> Any:
    file = next(one for one in of_kind(made, "xlsx") if one.form.language == language)
    return load_workbook(io.BytesIO(file.content)).active


def test_the_budget_computes_and_proposes_no_price(made: tuple[Download, ...], project: Project) -> None:
    sheet = budget(made, "fr")
    source = next(form.sheet for form in project.forms if form.sheet)
    row = 11
    subtotals = []
    for section in source.sections:
        assert sheet[f"A{row}"].value == section.title["fr"]
        for offset, line in enumerate(section.lines, row + 1):
            assert sheet[f"A{offset}"].value == line.what["fr"]
            assert sheet[f"C{offset}"].value is None
            assert sheet[f"D{offset}"].value is None
            assert sheet[f"E{offset}"].value == f"=ROUND(C{offset}*D{offset},2)"
            assert sheet[f"F{offset}"].value == ("=$B$7" if line.vat else 0)
            assert sheet[f"G{offset}"].value == f"=ROUND(E{offset}*F{offset},2)"
            assert sheet[f"H{offset}"].value == f"=E{offset}+G{offset}"
        last = row + len(section.lines)
        subtotals.append(last + 1)
        for column in "EGH":
            assert sheet[f"{column}{last + 1}"].value == f"=SUM({column}{row + 1}:{column}{last})"
        row = last + 2
    assert sheet["B7"].value is None
    assert sheet[f"C{row}"].value is None  # the rate of the reserve
    for column in "EGH":
        assert sheet[f"{column}{row + 1}"].value == "=" + "+".join(f"{column}{one}" for one in (*subtotals, row))


def test_the_budget_is_the_same_in_both_languages(made: tuple[Download, ...]) -> None:
    french, dutch = (budget(made, language) for language in LANGUAGES)
    assert french.dimensions == dutch.dimensions
    for one, other in zip(french.iter_rows(), dutch.iter_rows(), strict=True):
        for cell, twin in zip(one, other, strict=True):
            assert type(cell.value) is type(twin.value), cell.coordinate
            if cell.data_type == "f" and '"' not in cell.value:
                assert cell.value == twin.value
            assert cell.number_format == twin.number_format


# Same bytes, and no work twice


def test_the_same_source_gives_the_same_bytes(
    project: Project, made: tuple[Download, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TZ", "Pacific/Kiritimati")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1000000000")
    assert downloads(project, SITE_URL, tmp_path) == made


def test_nothing_tells_the_time_of_the_build(made: tuple[Download, ...]) -> None:
    for one in made:
        with ZipFile(io.BytesIO(one.content)) as archive:
            assert {entry.date_time[0] for entry in archive.infolist()} == {1980}
            properties = archive.read("meta.xml" if one.kind == "odt" else "docProps/core.xml").decode()
            first = archive.infolist()[0]
        assert re.findall(r"\d{4}-\d\d-\d\dT", properties) == [f"{one.form.meta.reviewed}T"] * 2
        assert one.kind != "odt" or (first.filename, first.compress_type) == ("mimetype", ZIP_STORED)


def test_a_second_build_converts_nothing_again(
    project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = downloads(project, SITE_URL, tmp_path)

    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("pandoc was started")

    monkeypatch.setattr(subprocess, "run", refuse)
    assert downloads(project, SITE_URL, tmp_path) == first
    with pytest.raises(AssertionError, match="pandoc was started"):
        downloads(project, "https://elsewhere.example.org/", tmp_path)


# On the site


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_offers_every_file_with_its_size(site: Path, project: Project, language: str) -> None:
    folder = site / project.address("helpers/templates.md", language)
    page = LexborHTMLParser((folder / "index.html").read_text(encoding="utf-8"))
    offered = page.css("a[download]")
    files = {path.name: path.stat().st_size for path in folder.iterdir() if path.suffix in (".docx", ".odt", ".xlsx")}
    assert files
    assert {node.attributes["href"] for node in offered} == set(files)
    for node in offered:
        name = str(node.attributes["aria-label"])
        assert name.startswith(node.text())
        assert str(-(-files[str(node.attributes["href"])] // 1000)) in node.text()


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_guide_of_each_form_links_to_the_page(site: Path, project: Project, language: str) -> None:
    target = (site / project.address("helpers/templates.md", language)).resolve()
    for form in project.forms:
        if form.language == language:
            folder = site / project.address(form.meta.page, language)
            page = LexborHTMLParser((folder / "index.html").read_text(encoding="utf-8"))
            links = [str(node.attributes["href"]) for node in page.css("article p a, article li a")]
            assert target in {(folder / link.partition("#")[0]).resolve() for link in links if ":" not in link}, (
                form.key
            )


# What editors read when a form is wrong

FORM = """---
title: {title}
use: "Une phrase."
name: essai
page: index.md
reviewed: 2026-11-23
---
Texte [[à compléter]].

## Titre

| Un | Deux |
|----|------|
| a | |
"""


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """The small project with one form, and a page that offers it."""
    root = small_project(tmp_path / "small")
    for language, title in (("fr", "Essai"), ("nl", "Proef")):
        (root / "forms" / language).mkdir(parents=True)
        (root / "forms" / language / "trial.md").write_text(FORM.format(title=title), encoding="utf-8")
        with (root / "docs" / language / "index.md").open("a", encoding="utf-8") as page:
            page.write("\n<!-- data: templates -->\n")
    return root


def forms_of(root: Path) -> tuple[tuple[Form, ...], list[Problem]]:
    pages, _ = read_pages(root, Identifiers())
    return read_forms(root, {(page.language, page.path): page for page in pages})


def test_a_sound_form_has_no_problem(small: Path) -> None:
    forms, problems = forms_of(small)
    assert problems == []
    assert [form.language for form in forms] == ["fr", "nl"]


@pytest.mark.parametrize(
    ("old", "new", "place", "words"),
    [
        ("| a | |", "| a | |\n| b | |", "forms/nl/trial.md:14", "construit"),
        ("| a | |", "| a |", "forms/nl/trial.md:14", "construit"),
        ("## Titre", "### Titre", "forms/nl/trial.md:10", "construit"),
        ("page: index.md", "page: indxe.md", "forms/fr/trial.md:5", "index.md"),
        ("Texte", "<b>Texte</b>", "forms/fr/trial.md:8", "HTML"),
        ("Texte", "![Texte](/etc/passwd)", "forms/fr/trial.md:8", "/etc/passwd"),
        ("Texte", "[Texte](javascript:alert)", "forms/fr/trial.md:8", "javascript:alert"),
        ("reviewed: 2026-11-23", "reviewed: hier", "forms/fr/trial.md:6", "hier"),
        ("use:", "sue:", "forms/fr/trial.md:3", "use"),
    ],
)
def test_a_faulty_form_is_told_with_its_place(small: Path, old: str, new: str, place: str, words: str) -> None:
    edit(small, "forms/fr/trial.md", {old: new})
    _, problems = forms_of(small)
    lines = told(problems, "fr")
    assert any(line.startswith(place) and words in line for line in lines), lines


def test_a_sheet_is_called_as_spreadsheets_allow() -> None:
    text, count = re.subn(r'(sheet: \{fr: )"[^"]*"', r'\1"2026/27"', (ROOT / BUDGET).read_text(encoding="utf-8"))
    assert count == 1
    _, problems = read_budget(text.encode())
    [line] = told(problems, "fr")
    assert line.startswith("forms/budget.yaml:") and "[words.sheet.fr]" in line and "contenir /." in line


def test_a_label_of_a_sheet_is_never_a_formula() -> None:
    text = re.sub(r'(unit: \{fr: )"[^"]*"', r'\1"=1+1"', (ROOT / BUDGET).read_text(encoding="utf-8"), count=1)
    [form, _], problems = read_budget(text.encode())
    assert form.sheet and not problems
    book = load_workbook(io.BytesIO(spreadsheet(form.sheet, "fr", "fr-BE", "https://example.org")))
    kinds = {str(cell.value): cell.data_type for sheet in book for row in sheet.iter_rows() for cell in row}
    assert kinds["=1+1"] == "s" and kinds["=$B$7"] == "f"


def test_a_form_without_its_twin_or_its_page_is_a_problem(small: Path) -> None:
    (small / "forms/nl/trial.md").unlink()
    edit(small, "docs/fr/index.md", {"<!-- data: templates -->": ""})
    edit(small, "docs/nl/index.md", {"<!-- data: templates -->": ""})
    _, problems = forms_of(small)
    assert {(one.file, one.code) for one in problems} == {
        ("forms/fr/trial.md", "form-twin-missing"),
        ("forms", "marker-not-shown"),
    }


def test_two_forms_never_share_a_file_name(small: Path) -> None:
    for language in LANGUAGES:
        folder = small / "forms" / language
        (folder / "again.md").write_text((folder / "trial.md").read_text(encoding="utf-8"), encoding="utf-8")
    _, problems = forms_of(small)
    assert {one.code for one in problems} == {"address-clash"}


def test_a_link_to_a_file_that_is_not_there_is_a_problem() -> None:
    html = '<html lang="fr"><head><title>T</title><meta name="description" content="D"></head><body><h1>T</h1>'
    page = read_html("fr/", html + '<a href="essai.docx">Essai</a></body></html>', "docs/fr/index.md")
    files = {"fr/index.html", "fr/essai.docx"}
    assert not list(final_problems([page], files, SITE_URL))
    assert [one.code for one in final_problems([page], files - {"fr/essai.docx"}, SITE_URL)] == ["final-link"]
