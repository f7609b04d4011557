"""The files about the site: those of `config/`, contacts that texts may name, the accessibility statement.

The statement follows the model of Commission Implementing Decision (EU) 2018/1523.
"""

import re
from dataclasses import dataclass
from functools import cached_property
from typing import Annotated, Literal, Self

from pydantic import Field, StringConstraints, model_validator

from toolkit.models.base import Bilingual, Model, RichText, Sentence, Slug, fault, text
from toolkit.models.page import PagePath
from toolkit.models.values import Email, FullDate, Phone, WebAddress

_PLACEHOLDER = re.compile(r"\{\w+\}")
# Not trimmed: the colon of French begins with a no-break space.
LabelText = Annotated[str, StringConstraints(min_length=1, max_length=400)]
# The characters our own addresses are made of: none of them means anything to a web server's configuration.
SiteAddress = Annotated[str, StringConstraints(pattern=r"^[a-z0-9_-]+([./][a-z0-9_-]+)*/?$", max_length=300)]
Word = Annotated[str, StringConstraints(pattern=r"^\w+$", max_length=40)]


class Label(Bilingual[LabelText]):
    """A word or sentence, with `{placeholders}` the program fills."""

    @model_validator(mode="after")
    def _same_placeholders(self) -> Self:
        french, dutch = (set(_PLACEHOLDER.findall(text)) for text in (self.fr, self.nl))
        if french != dutch:
            raise fault("blanks-differ", blanks=", ".join(sorted(french ^ dutch)))
        return self


class LabelsFile(Model):
    """`config/labels.yaml`: templates name each by its key."""

    labels: dict[str, Label]


class UrlsFile(Model):
    """`config/urls.yaml`: neutral segment to published segment, by language."""

    segments: dict[str, Bilingual[Slug]]


class SectionEntry(Model):
    """A section of the menu: its landing page, its pages, its own sections."""

    page: PagePath
    pages: list[PagePath] = []
    sections: list["SectionEntry"] = []

    def paths(self) -> list[str]:
        """Every page named, in order."""
        return [self.page, *self.pages, *(path for child in self.sections for path in child.paths())]

    def trail(self, path: str) -> tuple["SectionEntry", ...]:
        """The sections that lead to a page, this one first; none if the page is not below it."""
        if path == self.page or path in self.pages:
            return (self,)
        below = next(filter(None, (child.trail(path) for child in self.sections)), ())
        return (self, *below) if below else ()


@dataclass(frozen=True)
class Trail:
    """Where a page stands in the menu: the sections above it, outermost first."""

    sections: tuple[SectionEntry, ...]

    @property
    def top(self) -> SectionEntry | None:
        """The section of the top menu."""
        return self.sections[0] if self.sections else None


class NavigationFile(Model):
    """`config/navigation.yaml`: `main` is the menu at the top, `around` the foot of the pages."""

    home: PagePath
    main: Annotated[list[SectionEntry], Field(min_length=1, max_length=8)]
    around: SectionEntry

    def paths(self) -> list[str]:
        """Every page named, in order."""
        return [self.home, *(path for section in (*self.main, self.around) for path in section.paths())]

    def trail_to(self, path: str) -> Trail:
        """Sections above a page in the menu; a page not listed there (a card, a record) takes those of its folder."""
        landing = path.rpartition("/")[0] + "/index.md"
        trails = (section.trail(page) for page in (path, landing) for section in (*self.main, self.around))
        return Trail(next(filter(None, trails), ()))

    def section(self, page: str) -> SectionEntry:
        """The section whose landing page is given."""
        return self.trail_to(page).sections[-1]


class Redirect(Model):
    """An address that is not published any more, the one that replaces it, and the day of the change."""

    old: SiteAddress
    new: SiteAddress
    date: FullDate


class RedirectsFile(Model):
    """`config/redirects.yaml`; addresses are relative to the root of the site, without a first slash."""

    redirects: list[Redirect]


class SearchWords(Model):
    """One language. A reader who types a word of a family finds pages that use another of the same family."""

    stop_words: Annotated[list[Word], Field(description="Left out of what readers type: articles, pronouns ...")]
    name_letters: Annotated[int, Field(ge=3, le=20, description="Letters of a word that tell names apart.")]
    name_endings: Annotated[list[Word], Field(description="Endings a name loses in the singular, longest first.")] = []
    endings: Annotated[list[Word], Field(description="Endings that make another word of the same family.")] = []
    links: Annotated[
        list[Annotated[str, StringConstraints(max_length=3)]],
        Field(description="Letters between the parts of a compound; an empty list when the language writes none."),
    ] = []
    families: list[Annotated[list[Word], Field(min_length=2)]] = []

    @cached_property
    def stop(self) -> frozenset[str]:
        """The words without meaning, to look words up in."""
        return frozenset(self.stop_words)


class SearchFile(Model):
    """`config/search.yaml`. `paths` is the folder of the pages that are paths, for the facet of kinds."""

    paths: Annotated[str, StringConstraints(pattern=r"^[a-z-]+$")]
    fr: SearchWords
    nl: SearchWords

    def __getitem__(self, language: str) -> SearchWords:
        words: SearchWords = getattr(self, language)
        return words


class PublicContact(Model):
    """A contact that a public service publishes itself."""

    value: Annotated[str, text(80)]
    service: Bilingual[Sentence]
    source: WebAddress


class ContactsFile(Model):
    """`data/contacts.yaml`."""

    contacts: list[PublicContact]


class FeedbackContact(Model):
    """Where readers report an obstacle, and within how many days they are answered."""

    email: Email
    phone: Phone | None = None
    days: Annotated[int, Field(ge=1, le=60)]


class Statement(Model):
    """What the publisher declares. `compliance` and `basis` use the three answers the decision allows for each."""

    compliance: Literal["full", "partial", "none"]
    basis: Literal["self_assessment", "third_party"]
    method: Bilingual[RichText]
    to_check: list[Bilingual[Sentence]]
    not_accessible: list[Bilingual[RichText]]
    out_of_scope: list[Bilingual[RichText]]
    prepared: FullDate
    reviewed: FullDate
    contact: FeedbackContact | None = None
    appeal: Bilingual[RichText] | None = None


class AccessibilityFile(Model):
    """`data/accessibility.yaml`."""

    statement: Statement
