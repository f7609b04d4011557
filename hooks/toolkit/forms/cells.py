"""One cell of a spreadsheet: what it holds and how it looks."""

from typing import Any

from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.worksheet.worksheet import Worksheet

from toolkit.forms.looks import FONT, INK, LINE, TINT

MONEY = '#,##0.00 "€"'
# An amount still at nothing stays blank.
MONEY_OR_BLANK = f"{MONEY};-{MONEY};"
PERCENT = "0.##%"
ROW_HEIGHT = 18  # points; a row of two lines has twice as much
_LINES = Border(*(Side(style="thin", color=LINE) for _ in range(4)))


class Formula(str):
    """What a spreadsheet reckons; any other text stays a text, even when it begins with an equals sign."""


def put(sheet: Worksheet, place: str, value: object = None, **look: Any) -> None:
    """Write a cell; `look`: `bold`, `size`, `color`, `form` (of numbers), `wrap`, `framed`, `to_fill` or `fill`."""
    cell = sheet[place]
    cell.value = value
    if isinstance(value, str) and not isinstance(value, Formula):
        cell.data_type = "s"
    cell.font = Font(FONT, size=look.get("size", 10), bold=look.get("bold", False), color=look.get("color", INK))
    cell.alignment = Alignment(vertical="center", wrap_text=look.get("wrap", True))
    cell.number_format = look.get("form", "General")
    if look.get("framed", True):
        cell.border = _LINES
    if fill := TINT if look.get("to_fill") else look.get("fill"):
        cell.fill = PatternFill("solid", fgColor=fill)
