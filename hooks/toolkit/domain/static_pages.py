"""Static pages of long lists, beside the processes, each cut into parts where it is too long."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import ClassVar, Self, TypeVar

from toolkit.domain.context import Context
from toolkit.domain.urls import slug

PART = 500
LISTS = "lists"
T = TypeVar("T")


@dataclass(frozen=True)
class StaticPage:
    """One of the `parts` of a list. `template` renders it."""

    template: ClassVar[str]
    part: int
    parts: int

    @property
    def segment(self) -> str:
        """Key of the label its address starts with."""
        raise NotImplementedError

    def name(self, r: Context) -> str:
        """What the list is of, in words."""
        raise NotImplementedError

    @property
    def others(self) -> list[Self]:
        """The other parts of the same list."""
        return [replace(self, part=part) for part in range(1, self.parts + 1) if part != self.part]

    def label(self, r: Context) -> str:
        """The name, with the number of the part where there are several."""
        name = self.name(r)
        return name if self.parts == 1 else r.t("part", name=name, part=self.part, parts=self.parts)

    def address(self, r: Context) -> str:
        """Address relative to the root, as deep as a process: `fr/processus/commune-anderlecht/`."""
        folder = r.project.address(r.project.relations.marker_pages["processes"], r.language)
        part = f"-{self.part}" if self.part > 1 else ""
        return f"{folder}{r.t(self.segment)}-{slug(self.name(r))}{part}/"


def batches(items: Sequence[T]) -> Iterator[tuple[int, int, tuple[T, ...]]]:
    """Number of each part, number of parts, items of the part; a list without items has one part."""
    parts = max(1, -(-len(items) // PART))
    for part in range(parts):
        yield part + 1, parts, tuple(items[part * PART : (part + 1) * PART])
