"""iCalendar (RFC 5545): starts, ends, openings and closings of participation, promised answers.

Only a date known to the day becomes an event: a month is not turned into its first day.
"""

import datetime
from collections.abc import Iterator

from icalendar import Calendar, Event

from toolkit.exports.base import Source, midnight
from toolkit.model.process import Process
from toolkit.model.values import PartialDate
from toolkit.reader import Reader

DOMAIN = "participation-toolkit"
LINE_BYTES = 75


def calendar_file(source: Source, language: str) -> bytes:
    """The calendar of all processes, in a language."""
    reader = source.reader(language)
    calendar = Calendar()
    calendar.add("prodid", f"-//{DOMAIN}//processes//{language.upper()}")
    calendar.add("version", "2.0")
    calendar.add("name", reader.t("calendar_name"))
    calendar.add("x-wr-calname", reader.t("calendar_name"))
    calendar.add("refresh-interval", datetime.timedelta(days=1), parameters={"VALUE": "DURATION"})
    for process in source.processes:
        for name, day, words in moments(reader, process):
            calendar.add_component(_event(reader, process, name, day, words))
    return b"".join(_folded(line) for line in calendar.content_lines() if line)


def _folded(line: str) -> bytes:
    """A line, cut after at most 75 bytes and between characters (RFC 5545, 3.1).

    icalendar does it character by character: five times the cost of all the rest at 1,500 processes.
    """
    left, pieces = line.encode(), []
    while len(left) > LINE_BYTES:
        end = LINE_BYTES
        while left[end] & 0xC0 == 0x80:  # inside a character of UTF-8
            end -= 1
        pieces.append(left[:end])
        left = b" " + left[end:]
    return b"\r\n".join([*pieces, left]) + b"\r\n"


def moments(reader: Reader, process: Process) -> Iterator[tuple[str, datetime.date, str]]:
    """What happens on a known day: stable name in the process, day, words. An answer given has no deadline left."""
    dates: dict[str, PartialDate | None] = {
        "start": process.dates.start,
        "end": process.dates.end,
        "opening": process.dates.open_from,
        "closing": process.dates.open_until,
    }
    for name, date in dates.items():
        if date and len(date.parts) == 3:
            yield name, date.first, reader.t(f"event_{name}", title=process.title[reader.language])
    for number, entry in enumerate(process.follow_up, 1):
        if entry.promised and len(entry.promised.parts) == 3 and entry.answered is None:
            words = reader.t("event_answer", title=process.title[reader.language])
            yield f"answer-{number}", entry.promised.first, f"{words} – {entry.what[reader.language]}"


def _event(reader: Reader, process: Process, name: str, day: datetime.date, words: str) -> Event:
    event = Event()
    event.add("uid", f"{process.id}.{name}@{DOMAIN}")
    event.add("dtstamp", midnight(process.last_checked))
    event.add("dtstart", day)
    event.add("summary", words, parameters={"LANGUAGE": reader.language})
    event.add("description", reader.plain(process.summary[reader.language]))
    event.add("url", reader.record("processes", process.id))
    event.add("categories", [reader.word("themes", one) for one in process.themes])
    if process.place.where:
        event.add("location", process.place.where[reader.language])
    event.add("transp", "TRANSPARENT")
    return event
