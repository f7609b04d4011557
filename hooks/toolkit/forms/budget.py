"""The budget as a spreadsheet: lines to fill in, formulas that add them up, no price of ours."""

from dataclasses import dataclass, field
from typing import Any

from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from toolkit.forms import xlsx
from toolkit.forms.xlsx import BRAND, LINE, MONEY, MONEY_OR_BLANK, PERCENT, QUANTITY, ROW_HEIGHT, TINT, Formula
from toolkit.models.form import BudgetFile, BudgetLine, BudgetSection

# Width of each column, in characters, and the word at its head.
COLUMNS = {"A": 48, "B": 15, "C": 10, "D": 15, "E": 16, "F": 9, "G": 14, "H": 17, "I": 24}
HEADINGS = ("post", "unit", "quantity", "unit_price", "amount", "rate", "vat", "amount_with_vat", "note")
RATE, AVAILABLE, HEADER = 7, 8, 10
# Columns that add up: amount, tax, amount with tax.
SUMS = "EGH"


def spreadsheet(budget: BudgetFile, language: str, tag: str, guide: str) -> bytes:
    """Make the sheet in a language (`tag` is its full tag, `guide` the address of the page that explains it)."""
    book, sheet = xlsx.new_book(budget.title[language], tag)
    _Writer(budget, language, sheet).write(guide)
    return xlsx.content(book, budget.reviewed)


@dataclass
class _Writer:
    """Writes one sheet, row after row."""

    budget: BudgetFile
    language: str
    sheet: Worksheet
    row: int = HEADER
    subtotals: list[int] = field(default_factory=list)

    def write(self, guide: str) -> None:
        self.columns()
        self.head(guide)
        for section in self.budget.sections:
            self.section(section)
        self.foot()
        self.limits()

    def word(self, name: str) -> str:
        words: str = getattr(self.budget.words, name)[self.language]
        return words

    def cell(self, address: str, value: object = None, form: str = "General", **look: Any) -> None:
        """Write a cell; a long label takes two lines."""
        xlsx.put(self.sheet, address, value, form=form, **look)
        if look.get("wrap", True) and isinstance(value, str) and address.startswith("A") and len(value) > COLUMNS["A"]:
            self.sheet.row_dimensions[self.row].height = 2 * ROW_HEIGHT

    def columns(self) -> None:
        """Set the columns, and keep their headings in sight."""
        self.sheet.title = self.word("sheet")
        for column, width in COLUMNS.items():
            self.sheet.column_dimensions[column].width = width
        self.sheet.row_dimensions[HEADER].height = 2 * ROW_HEIGHT
        self.sheet.freeze_panes = f"B{HEADER + 1}"
        self.sheet.print_title_rows = f"{HEADER}:{HEADER}"

    def head(self, guide: str) -> None:
        """Title, guide, what the project is; then the words over the columns."""
        self.sheet.row_dimensions[1].height = 2 * ROW_HEIGHT
        free: dict[str, Any] = {"framed": False, "wrap": False}
        self.cell("A1", self.budget.title[self.language], size=16, bold=True, color=BRAND, **free)
        self.cell("A2", self.word("fill_in"), **free)
        self.cell("A3", self.word("guide"), color=BRAND, **free)
        self.sheet["A3"].hyperlink = guide
        for row, name in enumerate(("project", "organisation", "version"), 4):
            self.cell(f"A{row}", self.word(name), bold=True)
            self.cell(f"B{row}", fill=TINT, wrap=False)
        self.cell(f"A{RATE}", self.word("vat_rate"), bold=True)
        self.cell(f"B{RATE}", form=PERCENT, fill=TINT)
        # A quote would end the text inside the formula.
        missing = self.word("vat_missing").replace('"', '""')
        self.cell(f"C{RATE}", Formula(f'=IF(ISBLANK(B{RATE}),"{missing}","")'), **free)
        self.cell(f"A{AVAILABLE}", self.word("available"), bold=True)
        self.cell(f"B{AVAILABLE}", form=MONEY, fill=TINT)
        for column, name in zip(COLUMNS, HEADINGS, strict=True):
            self.cell(f"{column}{HEADER}", self.word(name), bold=True, fill=LINE)

    def section(self, section: BudgetSection) -> None:
        """Write a section: its title, its lines, its subtotal."""
        self.row += 1
        self.cell(f"A{self.row}", section.title[self.language], bold=True, color=BRAND)
        first = self.row + 1
        for line in section.lines:
            self.line(line)
        last = self.row
        self.row += 1
        self.cell(f"A{self.row}", f"{self.word('subtotal')} {section.title[self.language]}", bold=True)
        for column in SUMS:
            self.cell(f"{column}{self.row}", Formula(f"=SUM({column}{first}:{column}{last})"), MONEY, bold=True)
        self.subtotals.append(self.row)

    def line(self, line: BudgetLine) -> None:
        self.row += 1
        row = self.row
        self.cell(f"A{row}", line.what[self.language])
        self.cell(f"B{row}", line.unit[self.language])
        self.cell(f"C{row}", form=QUANTITY, fill=TINT)
        self.cell(f"D{row}", form=MONEY, fill=TINT)
        self.cell(f"I{row}", f"{self.word('lot')} {line.lot}" if line.lot else None, fill=TINT)
        self.amounts(Formula(f"=ROUND(C{row}*D{row},2)"), Formula(f"=$B${RATE}") if line.vat else 0)

    def amounts(self, amount: Formula, rate: Formula | int) -> None:
        """Write amount, rate, tax and sum of the current row."""
        row = self.row
        self.cell(f"E{row}", amount, MONEY_OR_BLANK)
        self.cell(f"F{row}", rate, PERCENT, fill=TINT)
        self.cell(f"G{row}", Formula(f"=ROUND(E{row}*F{row},2)"), MONEY_OR_BLANK)
        self.cell(f"H{row}", Formula(f"=E{row}+G{row}"), MONEY_OR_BLANK)

    def foot(self) -> None:
        """Write reserve, total and balance; then, apart, the money the public shares out."""
        self.row += 1
        self.cell(f"A{self.row}", self.word("reserve"), bold=True)
        self.cell(f"B{self.row}", self.word("reserve_unit"))
        self.cell(f"C{self.row}", form=PERCENT, fill=TINT)
        self.amounts(Formula(f"=ROUND(({self.sum('E')})*C{self.row},2)"), Formula(f"=$B${RATE}"))
        self.subtotals.append(self.row)
        total = self.row = self.row + 1
        self.cell(f"A{total}", self.word("total"), bold=True, size=12)
        for column in SUMS:
            self.cell(f"{column}{total}", Formula(f"={self.sum(column)}"), MONEY, bold=True, size=12)
        balance = Formula(f'=IF(ISBLANK(B{AVAILABLE}),"",B{AVAILABLE}-H{total})')
        self.row += 1
        self.cell(f"A{self.row}", self.word("balance"), bold=True)
        self.cell(f"H{self.row}", balance, MONEY, bold=True)
        self.row += 2
        self.cell(f"A{self.row}", self.word("envelope"), bold=True)
        self.cell(f"H{self.row}", form=MONEY, fill=TINT)

    def sum(self, column: str) -> str:
        """Add up the subtotals of a column."""
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
