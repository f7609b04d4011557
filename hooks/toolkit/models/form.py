"""A form: a template readers download and fill in. Texts are Markdown pages of `forms/`, the budget is YAML."""

from typing import Annotated

from pydantic import AfterValidator, Field

from toolkit.models.base import Bilingual, Label, Model, Sentence, Slug, fault, text
from toolkit.models.page import PagePath
from toolkit.models.values import PastDate

Cell = Annotated[str, text(120)]
_NOT_IN_SHEETS = set("[]:*?/\\")


def _name_of_sheet(value: str) -> str:
    if forbidden := _NOT_IN_SHEETS & set(value):
        raise fault("sheet-name", value=value, characters=" ".join(sorted(forbidden)))
    return value


class FormMeta(Model):
    """Front matter of a form: what it is for, the guidance page that explains it, the name of its files."""

    title: Annotated[str, text(90)]
    use: Sentence
    name: Slug
    page: PagePath
    reviewed: PastDate
    landscape: Annotated[bool, Field(description="Wide paper, for tables of many columns.")] = False


class BudgetLine(Model):
    """One line to fill in; `lot` is the lot of the procurement centre that covers it."""

    what: Bilingual[Cell]
    unit: Bilingual[Label]
    lot: Annotated[int, Field(ge=1, le=6)] | None = None
    vat: bool = True


class BudgetSection(Model):
    """A post of expense: its lines and, in the sheet, its subtotal."""

    title: Bilingual[Cell]
    lines: Annotated[list[BudgetLine], Field(min_length=1)]


class BudgetWords(Model):
    """The words of the sheet."""

    # The longest name of a sheet in Excel, and what it may not hold.
    sheet: Bilingual[Annotated[str, text(31), AfterValidator(_name_of_sheet)]]
    fill_in: Bilingual[Sentence]
    guide: Bilingual[Cell]
    project: Bilingual[Cell]
    organisation: Bilingual[Cell]
    version: Bilingual[Cell]
    vat_rate: Bilingual[Cell]
    vat_missing: Bilingual[Cell]
    rate_limits: Bilingual[Sentence]
    quantity_limits: Bilingual[Sentence]
    available: Bilingual[Cell]
    post: Bilingual[Cell]
    unit: Bilingual[Cell]
    quantity: Bilingual[Cell]
    unit_price: Bilingual[Cell]
    amount: Bilingual[Cell]
    rate: Bilingual[Cell]
    vat: Bilingual[Cell]
    amount_with_vat: Bilingual[Cell]
    note: Bilingual[Cell]
    lot: Bilingual[Cell]
    subtotal: Bilingual[Cell]
    reserve: Bilingual[Cell]
    reserve_unit: Bilingual[Cell]
    total: Bilingual[Cell]
    balance: Bilingual[Cell]
    envelope: Bilingual[Cell]


class BudgetFile(Model):
    """`forms/budget.yaml`: the budget sheet, without any price."""

    title: Bilingual[Annotated[str, text(90)]]
    use: Bilingual[Sentence]
    name: Bilingual[Slug]
    page: PagePath
    reviewed: PastDate
    words: BudgetWords
    sections: Annotated[list[BudgetSection], Field(min_length=1)]

    def meta(self, language: str) -> FormMeta:
        """The same front matter as the other forms, in one language."""
        return FormMeta(
            title=self.title[language],
            use=self.use[language],
            name=self.name[language],
            page=self.page,
            reviewed=self.reviewed.isoformat(),  # type: ignore[arg-type]
        )
