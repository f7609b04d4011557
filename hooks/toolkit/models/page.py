"""The front matter of a Markdown page."""

from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import Field, StringConstraints

from toolkit.kinds import WITH_PAGE
from toolkit.models.base import Bilingual, Label, Model, Sentence, text
from toolkit.models.references import LotId, MethodId, PhaseId, ProcessId, TermId, ThemeId
from toolkit.models.values import FullDate, PastDate

if TYPE_CHECKING:
    KindWithPage = str
else:
    KindWithPage = Literal[tuple(WITH_PAGE)]
PagePath = Annotated[str, StringConstraints(pattern=r"^[a-z0-9-]+(/[a-z0-9-]+)*\.md$")]


class Related(Model):
    """What a page sends its readers to: identifiers of records, neutral paths of pages."""

    methods: list[MethodId] = []
    processes: list[ProcessId] = []
    lots: list[LotId] = []
    terms: list[TermId] = []
    pages: list[PagePath] = []


class OneLanguage(Model):
    """Exception for a page without a translation: expiry date, and reason, shown to readers of the other language."""

    until: FullDate
    reason: Bilingual[Sentence]


class PageMeta(Model):
    """Front matter.

    `records` makes a page the model of all records of a kind: each is published beside it. `method` makes it the card
    of a method: the facts of `data/methods.yaml` stand above its text, and the address is the method's.
    """

    title: Annotated[str, text(90)]
    nav_title: Label | None = None
    description: Annotated[str, text(170, 50)]
    learn: Sentence | None = None
    reviewed: PastDate | None = None
    next: PagePath | None = None
    related: Related = Related()
    themes: Annotated[list[ThemeId], Field(max_length=5, description="What the page is about, for the search.")] = []
    phases: Annotated[list[PhaseId], Field(description="When in a process the page helps, for the search.")] = []
    records: KindWithPage | None = None
    method: MethodId | None = None
    one_language: OneLanguage | None = None
    template: Annotated[Literal["home.html"] | None, Field(description="A page template of overrides/.")] = None

    @property
    def menu_title(self) -> str:
        """Title in menus."""
        return self.nav_title or self.title
