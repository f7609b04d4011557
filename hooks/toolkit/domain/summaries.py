"""Processes in a line, for the pages of related ones, and the words for their place and their period.

A page that reads the line alone need not be rendered again when the rest of that process is edited.
"""

from toolkit import LANGUAGES
from toolkit.domain.context import Context
from toolkit.domain.project import Line, Project
from toolkit.models.facilitator import Facilitator
from toolkit.models.process import Dates, Place


def process_lines(project: Project) -> dict[tuple[str, str], Line]:
    """The line of each process by identifier and language; links lead there from the page of another process."""
    lines = {}
    for language in LANGUAGES:
        context = Context(project, language, "")
        for process in project.catalog.processes.values():
            about = f"{place(context, process.place)} · {period(context, process.dates)}"
            lines[(process.id, language)] = Line(process.title[language], f"../{process.slug[language]}/", about)
    return lines


def place(r: Context, place: Place | Facilitator) -> str:
    """Where, in words: the municipalities, or the Region as a whole."""
    names = [r.word("municipalities", one) for one in place.municipalities]
    return r.t("region_wide") if place.region_wide else ", ".join(names)


def period(r: Context, dates: Dates) -> str:
    """When, in words, as far as it is known."""
    if dates.permanent:
        return r.t("since", date=r.date(dates.start)) if dates.start else r.word("statuses", "permanent")
    if dates.start and dates.end:
        same = dates.start == dates.end
        return r.date(dates.start) if same else r.t("from_to", start=r.date(dates.start), end=r.date(dates.end))
    if dates.start:
        return r.t("from", date=r.date(dates.start))
    return r.t("until", date=r.date(dates.end)) if dates.end else r.t("dates_unknown")
