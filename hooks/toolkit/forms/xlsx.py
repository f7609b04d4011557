"""A spreadsheet in the style of the site: paper, cells, date."""

import datetime
import io
import re
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.worksheet.page import PageMargins
from openpyxl.worksheet.worksheet import Worksheet

from toolkit.forms.archive import rewrite

ROW_HEIGHT = 18  # points; a row of two lines has twice as much
INK, BRAND, LINE, TINT = "1C2B2A", "0B5551", "9FB3AD", "EEF4F1"
MONEY, PERCENT, QUANTITY = '#,##0.00 "€"', "0.##%", "#,##0.##"
# An amount of zero stays blank.
MONEY_OR_BLANK = f"{MONEY};-{MONEY};"
_FRAME = Border(*(Side(style="thin", color=LINE) for _ in range(4)))
_MOMENT = re.compile(r"(<dcterms:(?:created|modified)[^>]*>)[^<]*")


class Formula(str):
    """What a spreadsheet computes; any other text stays a text, even when it begins with an equals sign."""


def new_book(title: str, tag: str) -> tuple[Workbook, Worksheet]:
    """Make a workbook of one empty sheet, for landscape A4; `tag` is the full tag of its language."""
    book = Workbook()
    book.properties.title, book.properties.language, book.properties.creator = title, tag, ""
    book.calculation.fullCalcOnLoad = True
    sheet = book.active
    assert isinstance(sheet, Worksheet)  # noqa: S101 (a new workbook has one)
    sheet.sheet_format.defaultRowHeight, sheet.sheet_format.customHeight = ROW_HEIGHT, True
    sheet.page_margins = PageMargins(0.4, 0.4, 0.5, 0.5)
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", sheet.PAPERSIZE_A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.oddFooter.right.text = "&P / &N"
    return book, sheet


def put(sheet: Worksheet, address: str, value: object = None, **look: Any) -> None:
    """Write a cell; `look`: `form` (of numbers), `fill`, `framed`, `wrap`, and what `openpyxl.styles.Font` takes."""
    cell = sheet[address]
    cell.value = value
    if isinstance(value, str) and not isinstance(value, Formula):
        cell.data_type = "s"
    cell.number_format = look.pop("form", "General")
    cell.alignment = Alignment(vertical="center", wrap_text=look.pop("wrap", True))
    if look.pop("framed", True):
        cell.border = _FRAME
    if fill := look.pop("fill", ""):
        cell.fill = PatternFill("solid", fgColor=fill)
    cell.font = Font(**{"name": "Arial", "size": 10, "color": INK, **look})


def content(book: Workbook, day: datetime.date) -> bytes:
    """Return the file, dated of a day where openpyxl writes the time of the machine."""
    target = io.BytesIO()
    book.save(target)
    moment = rf"\g<1>{day.isoformat()}T00:00:00Z"
    return rewrite(target.getvalue(), {"docProps/core.xml": lambda properties: _MOMENT.sub(moment, properties)})
