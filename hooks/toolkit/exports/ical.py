"""iCalendar (RFC 5545): starts, ends, openings and closings of participation, promised answers.

Only a date known to the day becomes an event: a month is not turned into its first day.
"""

import datetime
from collections.abc import Iterator

from icalendar import Calendar, Event

from toolkit.domain.context import Context
from toolkit.domain.process_list import in_order
from toolkit.exports.base import midnight
from toolkit.models.process import Process

DOMAIN = "participation-toolkit"


def ical_file(context: Context) -> bytes:
    """Return the calendar of all processes, in a language."""
    calendar = Calendar()
    calendar.add("prodid", f"-//{DOMAIN}//processes//{context.language.upper()}")
    calendar.add("version", "2.0")
    calendar.add("name", context.t("calendar_name"))
    calendar.add("x-wr-calname", context.t("calendar_name"))
    calendar.add("refresh-interval", datetime.timedelta(days=1), parameters={"VALUE": "DURATION"})
    for process in in_order(context.project.catalog):
        for name, day, words in moments(context, process):
            calendar.add_component(_event(context, process, name, day, words))
    return bytes(calendar.to_ical())


def moments(context: Context, process: Process) -> Iterator[tuple[str, datetime.date, str]]:
    """Yield what happens on a known day: stable name in the process, day, words.

    An answer that was given has no deadline left.
    """
    dates = process.dates
    days = {"start": dates.start, "end": dates.end, "opening": dates.open_from, "closing": dates.open_until}
    title = process.title[context.language]
    for name, date in days.items():
        if date and len(date.parts) == 3:
            yield name, date.first, context.t(f"event_{name}", title=title)
    for number, entry in enumerate(process.follow_up, 1):
        if entry.promised and len(entry.promised.parts) == 3 and entry.answered is None:
            words = f"{context.t('event_answer', title=title)} – {entry.what[context.language]}"
            yield f"answer-{number}", entry.promised.first, words


def _event(context: Context, process: Process, name: str, day: datetime.date, words: str) -> Event:
    event = Event()
    event.add("uid", f"{process.id}.{name}@{DOMAIN}")
    event.add("dtstamp", midnight(process.last_checked))
    event.add("dtstart", day)
    event.add("summary", words, parameters={"LANGUAGE": context.language})
    event.add("description", context.plain(process.summary[context.language]))
    event.add("categories", [context.word("themes", theme) for theme in process.themes])
    event.add("url", context.record("processes", process.id))
    event.add("transp", "TRANSPARENT")
    if process.place.where:
        event.add("location", process.place.where[context.language])
    return event
