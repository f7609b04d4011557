"""The budget as a spreadsheet: lines to fill in, formulas that add them up, no price of ours."""

import datetime
import io
import re
from dataclasses import dataclass, field
from typing import Any

from openpyxl import Workbook
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.page import PageMargins
from openpyxl.worksheet.worksheet import Worksheet

from toolkit.forms.cells import MONEY, MONEY_OR_BLANK, PERCENT, ROW_HEIGHT, Formula, put
from toolkit.forms.looks import BRAND, LINE
from toolkit.forms.package import pack, unpack
from toolkit.models.form import BudgetFile, BudgetLine, BudgetSection

COLUMNS = {"A": 48, "B": 15, "C": 10, "D": 15, "E": 16, "F": 9, "G": 14, "H": 17, "I": 24}
HEADINGS = ("post", "unit", "quantity", "unit_price", "amount", "rate", "vat", "amount_with_vat", "note")
RATE, AVAILABLE, HEADER = 7, 8, 10
_MODIFIED = re.compile(rb"(<dcterms:(created|modified)[^>]*>)[^<]*")


def spreadsheet(budget: BudgetFile, language: str, tag: str, guide: str) -> bytes:
    """The sheet in a language (`tag` is its full tag, `guide` the address of the page that explains it)."""
    book = Workbook()
    book.properties.title, book.properties.language, book.properties.creator = budget.title[language], tag, ""
    book.calculation.fullCalcOnLoad = True
    sheet = book.active
    assert isinstance(sheet, Worksheet)  # noqa: S101 (a new workbook has one)
    _Budget(budget, language, sheet).write(guide)
    target = io.BytesIO()
    book.save(target)
    return _dated(target.getvalue(), budget.reviewed)


def _dated(content: bytes, date: datetime.date) -> bytes:
    """The library writes the time of the machine; the date of the source takes its place."""
    parts = unpack(content)
    moment = rf"\g<1>{date.isoformat()}T00:00:00Z".encode()
    parts["docProps/core.xml"] = _MODIFIED.sub(moment, parts["docProps/core.xml"])
    return pack(parts)


@dataclass
class _Budget:
    """Writes one sheet, row after row."""

    budget: BudgetFile
    language: str
    sheet: Worksheet
    row: int = HEADER
    subtotals: list[int] = field(default_factory=list)

    def write(self, guide: str) -> None:
        self.set_up()
        self.head(guide)
        for section in self.budget.sections:
            self.section(section)
        self.foot()
        self.limits()

    def word(self, name: str) -> str:
        words: str = getattr(self.budget.words, name)[self.language]
        return words

    def set_up(self) -> None:
        sheet = self.sheet
        sheet.title = self.word("sheet")
        for column, width in COLUMNS.items():
            sheet.column_dimensions[column].width = width
        sheet.sheet_format.defaultRowHeight, sheet.sheet_format.customHeight = ROW_HEIGHT, True
        sheet.row_dimensions[HEADER].height = 2 * ROW_HEIGHT
        sheet.page_margins = PageMargins(0.4, 0.4, 0.5, 0.5)
        sheet.freeze_panes = f"B{HEADER + 1}"
        sheet.print_title_rows = f"{HEADER}:{HEADER}"
        sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", sheet.PAPERSIZE_A4
        sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
        sheet.sheet_properties.pageSetUpPr.fitToPage = True
        sheet.oddFooter.right.text = "&P / &N"

    def cell(self, place: str, value: object = None, **look: Any) -> None:
        """Write a cell; a long label takes two lines."""
        put(self.sheet, place, value, **look)
        if look.get("wrap", True) and isinstance(value, str) and place.startswith("A") and len(value) > COLUMNS["A"]:
            self.sheet.row_dimensions[self.row].height = 2 * ROW_HEIGHT

    def head(self, guide: str) -> None:
        self.sheet.row_dimensions[1].height = 2 * ROW_HEIGHT
        self.cell("A1", self.budget.title[self.language], size=16, bold=True, color=BRAND, framed=False, wrap=False)
        self.cell("A2", self.word("fill_in"), framed=False, wrap=False)
        self.cell("A3", self.word("guide"), framed=False, wrap=False, color=BRAND)
        self.sheet["A3"].hyperlink = guide
        for row, name in enumerate(("project", "organisation", "version"), 4):
            self.cell(f"A{row}", self.word(name), bold=True)
            self.cell(f"B{row}", to_fill=True, wrap=False)
        self.cell(f"A{RATE}", self.word("vat_rate"), bold=True)
        self.cell(f"B{RATE}", to_fill=True, form=PERCENT)
        # A quote would end the text inside the formula.
        missing = self.word("vat_missing").replace('"', '""')
        self.cell(f"C{RATE}", Formula(f'=IF(ISBLANK(B{RATE}),"{missing}","")'), framed=False, wrap=False)
        self.cell(f"A{AVAILABLE}", self.word("available"), bold=True)
        self.cell(f"B{AVAILABLE}", to_fill=True, form=MONEY)
        for column, name in zip(COLUMNS, HEADINGS, strict=True):
            self.cell(f"{column}{HEADER}", self.word(name), bold=True, fill=LINE)

    def section(self, section: BudgetSection) -> None:
        self.row += 1
        self.cell(f"A{self.row}", section.title[self.language], bold=True, color=BRAND)
        first = self.row + 1
        for line in section.lines:
            self.line(line)
        last = self.row
        self.row += 1
        self.cell(f"A{self.row}", f"{self.word('subtotal')} {section.title[self.language]}", bold=True)
        for column in "EGH":
            self.cell(f"{column}{self.row}", Formula(f"=SUM({column}{first}:{column}{last})"), bold=True, form=MONEY)
        self.subtotals.append(self.row)

    def line(self, line: BudgetLine) -> None:
        self.row += 1
        row = self.row
        self.cell(f"A{row}", line.what[self.language])
        self.cell(f"B{row}", line.unit[self.language])
        self.cell(f"C{row}", to_fill=True, form="#,##0.##")
        self.cell(f"D{row}", to_fill=True, form=MONEY)
        self.cell(f"I{row}", f"{self.word('lot')} {line.lot}" if line.lot else None, to_fill=True)
        self.amounts(Formula(f"=ROUND(C{row}*D{row},2)"), Formula(f"=$B${RATE}") if line.vat else 0)

    def amounts(self, amount: Formula, rate: Formula | int) -> None:
        """Amount, rate, tax and sum of the current row."""
        row = self.row
        self.cell(f"E{row}", amount, form=MONEY_OR_BLANK)
        self.cell(f"F{row}", rate, form=PERCENT, to_fill=True)
        self.cell(f"G{row}", Formula(f"=ROUND(E{row}*F{row},2)"), form=MONEY_OR_BLANK)
        self.cell(f"H{row}", Formula(f"=E{row}+G{row}"), form=MONEY_OR_BLANK)

    def foot(self) -> None:
        """Reserve, total, balance; then, apart, the money the public shares out."""
        self.row += 1
        self.cell(f"A{self.row}", self.word("reserve"), bold=True)
        self.cell(f"B{self.row}", self.word("reserve_unit"))
        self.cell(f"C{self.row}", to_fill=True, form=PERCENT)
        self.amounts(Formula(f"=ROUND(({self.sum('E')})*C{self.row},2)"), Formula(f"=$B${RATE}"))
        self.subtotals.append(self.row)
        self.row += 1
        total = self.row
        self.cell(f"A{total}", self.word("total"), bold=True, size=12)
        for column in "EGH":
            self.cell(f"{column}{total}", Formula(f"={self.sum(column)}"), bold=True, form=MONEY, size=12)
        self.row += 1
        self.cell(f"A{self.row}", self.word("balance"), bold=True)
        self.cell(
            f"H{self.row}", Formula(f'=IF(ISBLANK(B{AVAILABLE}),"",B{AVAILABLE}-H{total})'), bold=True, form=MONEY
        )
        self.row += 2
        self.cell(f"A{self.row}", self.word("envelope"), bold=True)
        self.cell(f"H{self.row}", to_fill=True, form=MONEY)

    def sum(self, column: str) -> str:
        """The subtotals of a column, added up."""
        return "+".join(f"{column}{row}" for row in self.subtotals)

    def limits(self) -> None:
        """Refuse what cannot be meant: 21 for 21 %, a negative quantity."""
        rates = DataValidation(type="decimal", operator="between", formula1="0", formula2="1", allow_blank=True)
        numbers = DataValidation(type="decimal", operator="greaterThanOrEqual", formula1="0", allow_blank=True)
        rates.error, numbers.error = self.word("rate_limits"), self.word("quantity_limits")
        rates.add(f"B{RATE}")
        rates.add(f"F{HEADER + 1}:F{self.row}")
        rates.add(f"C{self.subtotals[-1]}")
        numbers.add(f"C{HEADER + 1}:D{self.subtotals[-1] - 1}")
        for rule in (rates, numbers):
            rule.showErrorMessage = True
            self.sheet.add_data_validation(rule)
