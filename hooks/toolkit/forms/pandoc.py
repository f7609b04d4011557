"""Markdown to a text document (.docx, .odt), by pandoc, with the styles of a reference document.

`filter.lua` does what can be done before pandoc writes; here is what cannot.
"""

import os
import re
import subprocess
import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pypandoc

from toolkit.forms.archive import rewrite
from toolkit.models.form import FormMeta

# No raw HTML or TeX, no metadata of its own, no file included: a form is text, lists and tables.
MARKDOWN = "markdown_strict-raw_html+pipe_tables+bracketed_spans+task_lists"
FILTER = Path(__file__).with_name("filter.lua")
_BLANK = re.compile(r"\[\[(.+?)\]\]")
# The moment pandoc writes in its sandbox, where it cannot read a clock.
_NO_TIME = "1970-01-01T00:00:00Z"
_DOCX_PAGE = re.compile(r'<w:pgSz [^>]*w:h="(\d+)" w:w="(\d+)"')
_DOCX_MARGINS = re.compile(r'<w:pgMar [^>]*w:left="(\d+)" w:right="(\d+)"')
_DOCX_COLUMN = re.compile(r'(?<=<w:gridCol w:w=")\d+')
# The width pandoc gives the columns of a table together, in twentieths of a point, whatever the paper.
_DOCX_COLUMNS = 7920
_ODT_PAGE = re.compile(r'fo:page-height="([^"]+)" fo:page-width="([^"]+)"')
_ODT_CELL = 'fo:border="0.5pt solid #9FB3AD" fo:padding="1.5mm"'
_ODT_HEADER = re.compile(r'(?<="TableHeaderRowCell" style:family="table-cell">)(\s*<style:table-cell-properties)')
_ODT_EMPTY = re.compile(r"(<table:table-cell [^>]*>)\s*(?=</table:table-cell>)")


def document(markdown: str, meta: FormMeta, tag: str, reference: Path) -> bytes:
    """Make a document of the format and the styles of `reference`; `tag` is the full tag of its language.

    Raise `CalledProcessError` if pandoc fails.
    """
    kind = reference.suffix.removeprefix(".")
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder, reference.name)
        # The width of columns follows the dashes of the source when a row is longer than `columns`.
        options = {"from": MARKDOWN, "to": kind, "columns": 1, "shift-heading-level-by": -1, "lua-filter": FILTER}
        options |= {"reference-doc": reference, "output": target}
        metadata = [f"--metadata=title={meta.title}", f"--metadata=lang={tag}"]
        command = [pypandoc.get_pandoc_path(), *(f"--{name}={value}" for name, value in options.items()), *metadata]
        # Pandoc reads its arguments in the encoding of the locale; titles have accents wherever they are built.
        environment = {**os.environ, "LC_ALL": "C.UTF-8"}
        command += ["--sandbox", "--fail-if-warnings"]
        subprocess.run(command, input=with_blanks(markdown).encode(), env=environment, check=True, timeout=60)
        changes = {part: partial(change, meta) for part, change in _CHANGES[kind].items()}
        return rewrite(target.read_bytes(), changes)


def with_blanks(markdown: str) -> str:
    """Markdown as pandoc reads it: `[[what to write]]` is a span of the style of blanks, in visible brackets."""
    return _BLANK.sub(r'[\[\1\]]{custom-style="Blank"}', markdown)


def _dated(meta: FormMeta, properties: str) -> str:
    return properties.replace(_NO_TIME, f"{meta.reviewed.isoformat()}T00:00:00Z")


def _docx_body(meta: FormMeta, body: str) -> str:
    """Set the page orientation, scale tables to the page width, prevent page breaks inside rows."""
    [(height, width)], [margins] = _DOCX_PAGE.findall(body), _DOCX_MARGINS.findall(body)
    if meta.landscape:
        body = _DOCX_PAGE.sub(r'<w:pgSz w:orient="landscape" w:h="\2" w:w="\1"', body)
    scale = (int(height if meta.landscape else width) - sum(map(int, margins))) / _DOCX_COLUMNS
    body = _DOCX_COLUMN.sub(lambda column: str(round(int(column[0]) * scale)), body)
    body = body.replace("<w:tr><w:trPr>", "<w:tr><w:trPr><w:cantSplit/>")
    return body.replace("<w:tr><w:tc>", "<w:tr><w:trPr><w:cantSplit/></w:trPr><w:tc>")


def _odt_content(_: FormMeta, content: str) -> str:
    """Frame the cells of tables, tint those of their header, give empty ones a paragraph in the style of the others."""
    content = _ODT_HEADER.sub(r'\1 fo:background-color="#EEF4F1"', content).replace('fo:border="none"', _ODT_CELL)
    return _ODT_EMPTY.sub(r'\1<text:p text:style-name="Table_20_Contents"/>', content)


def _odt_styles(meta: FormMeta, styles: str) -> str:
    """Turn the paper."""
    if not meta.landscape:
        return styles
    styles = _ODT_PAGE.sub(r'fo:page-height="\2" fo:page-width="\1"', styles)
    return styles.replace('style:print-orientation="portrait"', 'style:print-orientation="landscape"')


# What changes in the parts of each format after pandoc.
_CHANGES: dict[str, dict[str, Callable[[FormMeta, str], str]]] = {
    "docx": {"docProps/core.xml": _dated, "word/document.xml": _docx_body},
    "odt": {"meta.xml": _dated, "content.xml": _odt_content, "styles.xml": _odt_styles},
}
