"""Processes in a line, for the pages of their neighbours: reckoned once each, printed a dozen times.

A page asks for the line alone (`tracking.py`), so it stays as it is when the rest of a neighbour is edited.
Gain at 1,500 processes: a third of the rendering of their pages.
"""

from collections.abc import Iterator, Mapping

from toolkit import LANGUAGES
from toolkit.domain import urls
from toolkit.domain.context import Reader
from toolkit.domain.project import Line, Project
from toolkit.models.facilitator import Facilitator
from toolkit.models.process import Dates, Place

# Stands for the page of any process: all are in one folder.
_SIBLING = "sibling/"


class Lines(Mapping[tuple[str, str], Line]):
    """Lines by identifier of the process and language, reckoned when asked."""

    def __init__(self, project: Project) -> None:
        self.project = project
        self.kept: dict[tuple[str, str], Line] = {}

    def __getitem__(self, key: tuple[str, str]) -> Line:
        if key not in self.kept:
            self.kept[key] = self._line(*key)
        return self.kept[key]

    def __iter__(self) -> Iterator[tuple[str, str]]:
        return ((identifier, language) for language in LANGUAGES for identifier in self.project.catalogue.processes)

    def __len__(self) -> int:
        return len(LANGUAGES) * len(self.project.catalogue.processes)

    def _line(self, identifier: str, language: str) -> Line:
        process = self.project.catalogue.processes[identifier]
        address = self.project.record_address("processes", identifier, language)
        folder = address.rstrip("/").rpartition("/")[0]
        reader = Reader(self.project, language, address)
        about = f"{place(reader, process.place)} · {period(reader, process.dates)}"
        return Line(process.title[language], urls.relative(address, f"{folder}/{_SIBLING}"), about)


def place(r: Reader, place: Place | Facilitator) -> str:
    """Where, in words: the municipalities, or the Region as a whole."""
    names = [r.word("municipalities", one) for one in place.municipalities]
    return r.t("region_wide") if place.region_wide else ", ".join(names)


def period(r: Reader, dates: Dates) -> str:
    """When, in words, as far as it is known."""
    if dates.permanent:
        return r.t("since", date=r.date(dates.start)) if dates.start else r.word("statuses", "permanent")
    if dates.start and dates.end:
        same = dates.start == dates.end
        return r.date(dates.start) if same else r.t("from_to", start=r.date(dates.start), end=r.date(dates.end))
    if dates.start:
        return r.t("from", date=r.date(dates.start))
    return r.t("until", date=r.date(dates.end)) if dates.end else r.t("dates_unknown")
