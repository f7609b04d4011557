"""Where a page stands in the menu (`config/navigation.yaml`)."""

from dataclasses import dataclass

from toolkit.models.config import NavigationFile, SectionEntry


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
    return Trail(navigation.trail(path) or navigation.trail(landing))
