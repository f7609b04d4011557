"""The menu (`config/navigation.yaml`): sections and their pages, by neutral path. Titles come from the pages."""

from dataclasses import dataclass
from typing import Annotated

from pydantic import Field

from toolkit.models.base import Model
from toolkit.models.page import PagePath


class SectionEntry(Model):
    """A section: its landing page, its pages, its own sections."""

    page: PagePath
    pages: list[PagePath] = []
    sections: list["SectionEntry"] = []


class NavigationFile(Model):
    """`config/navigation.yaml`: `main` is the menu at the top, `around` the foot of the pages."""

    home: PagePath
    main: Annotated[list[SectionEntry], Field(min_length=1, max_length=8)]
    around: SectionEntry

    def paths(self) -> list[str]:
        """Every page named, in order."""
        return [self.home, *(path for section in (*self.main, self.around) for path in _paths(section))]

    def section(self, page: str) -> SectionEntry:
        """The section whose landing page is given."""
        return trail_to(page, self).sections[-1]


@dataclass(frozen=True)
class Trail:
    """Where a page stands: the sections above it, outermost first."""

    sections: tuple[SectionEntry, ...]

    @property
    def top(self) -> SectionEntry | None:
        """The section of the top menu."""
        return self.sections[0] if self.sections else None


def trail_to(path: str, navigation: NavigationFile) -> Trail:
    """The sections that lead to a page; a page outside the menu (a card, a record) belongs to that of its folder."""
    landing = path.rpartition("/")[0] + "/index.md"
    for place in (path, landing):
        for section in (*navigation.main, navigation.around):
            if found := _search(place, section):
                return Trail(found)
    return Trail(())


def _search(path: str, section: SectionEntry) -> tuple[SectionEntry, ...]:
    if path == section.page or path in section.pages:
        return (section,)
    for child in section.sections:
        if below := _search(path, child):
            return (section, *below)
    return ()


def _paths(section: SectionEntry) -> list[str]:
    return [section.page, *section.pages, *(path for child in section.sections for path in _paths(child))]
