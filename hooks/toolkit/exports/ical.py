"""iCalendar (RFC 5545): starts, ends, openings and closings of participation, promised answers.

Only a date known to the day becomes an event: a month is not turned into its first day.
"""

import datetime
from collections.abc import Iterator
from functools import lru_cache

from icalendar import Calendar, vText

from toolkit.domain.context import Reader
from toolkit.models.process import Process
from toolkit.models.values import PartialDate

DOMAIN = "participation-toolkit"
LINE_BYTES = 75


def frame(reader: Reader) -> tuple[bytes, bytes]:
    """What stands before and after the events of a calendar, in the language of a reader."""
    calendar = Calendar()
    calendar.add("prodid", f"-//{DOMAIN}//processes//{reader.language.upper()}")
    calendar.add("version", "2.0")
    calendar.add("name", reader.t("calendar_name"))
    calendar.add("x-wr-calname", reader.t("calendar_name"))
    calendar.add("refresh-interval", datetime.timedelta(days=1), parameters={"VALUE": "DURATION"})
    *head, end = map(_folded, filter(None, calendar.content_lines()))
    return b"".join(head), end


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


def events(reader: Reader, process: Process) -> bytes:
    """What happens in a process, as folded lines in the order icalendar would put them.

    Its `Event` costs six times as much as all its lines: two thirds of the open data at 1,500 processes.
    """
    return b"".join(_events(reader, process))


def _events(reader: Reader, process: Process) -> Iterator[bytes]:
    about = b"".join(map(_folded, _about(reader, process)))
    stamp = f"{process.last_checked:%Y%m%d}T000000Z"
    for name, day, words in moments(reader, process):
        yield b"BEGIN:VEVENT\r\n"
        yield _folded(f"SUMMARY;LANGUAGE={reader.language}:{_text(words)}")
        yield _folded(f"DTSTART;VALUE=DATE:{day:%Y%m%d}")
        yield _folded(f"DTSTAMP:{stamp}")
        yield _folded(f"UID:{_text(f'{process.id}.{name}@{DOMAIN}')}")
        yield about
        yield b"END:VEVENT\r\n"


def _about(reader: Reader, process: Process) -> Iterator[str]:
    """What all events of a process say."""
    yield "CATEGORIES:" + ",".join(_text(reader.word("themes", one)) for one in process.themes)
    yield f"DESCRIPTION:{_text(reader.plain(process.summary[reader.language]))}"
    if process.place.where:
        yield f"LOCATION:{_text(process.place.where[reader.language])}"
    yield "TRANSP:TRANSPARENT"
    yield f"URL:{reader.record('processes', process.id)}"


@lru_cache(10_000)
def _text(value: str) -> str:
    """A text as RFC 5545 (3.3.11) wants it."""
    return vText(value).to_ical().decode()
