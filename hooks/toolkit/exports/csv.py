"""CSV for spreadsheets: UTF-8 with its mark, semicolons (what a Belgian spreadsheet expects), no cell that can run."""

import codecs
import csv
import io
from collections.abc import Callable, Iterable

from toolkit.domain.context import Reader
from toolkit.models.process import FollowUp, Process

# A spreadsheet runs a cell that begins so (OWASP, CSV Injection); an apostrophe makes it text.
RISKY = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")
BETWEEN = " | "


def _follow_up(r: Reader, entry: FollowUp) -> str:
    dates = [f"{name}={value}" for name, value in (("promised", entry.promised), ("answered", entry.answered)) if value]
    flags = ["computed"] if entry.computed else []
    return f"{entry.what[r.language]} ({', '.join([*dates, *flags, *([entry.link] if entry.link else [])])})"


def _labels(r: Reader, vocabulary: str, identifiers: list[str]) -> str:
    return BETWEEN.join(r.word(vocabulary, one) for one in identifiers)


# Column (a `column_` label), and what it holds for a process.
COLUMNS: dict[str, Callable[[Reader, Process], object]] = {
    "id": lambda r, one: one.id,
    "title": lambda r, one: one.title[r.language],
    "summary": lambda r, one: r.plain(one.summary[r.language]),
    "organiser": lambda r, one: r.word("organisers", one.organiser),
    "partners": lambda r, one: _labels(r, "organisers", one.partners),
    "operators": lambda r, one: BETWEEN.join(one.operators),
    "region_wide": lambda r, one: r.t("true_word") if one.place.region_wide else r.t("false_word"),
    "municipalities": lambda r, one: _labels(r, "municipalities", one.place.municipalities),
    "nis_codes": lambda r, one: BETWEEN.join(one.place.municipalities),
    "where": lambda r, one: one.place.where and one.place.where[r.language],
    "latitude": lambda r, one: one.place.point and one.place.point.latitude,
    "longitude": lambda r, one: one.place.point and one.place.point.longitude,
    "themes": lambda r, one: _labels(r, "themes", one.themes),
    "level": lambda r, one: r.word("levels", one.level),
    "methods": lambda r, one: BETWEEN.join(r.project.catalogue.methods[id].name[r.language] for id in one.methods),
    "start": lambda r, one: one.dates.start,
    "end": lambda r, one: one.dates.end,
    "permanent": lambda r, one: r.t("true_word") if one.dates.permanent else r.t("false_word"),
    "open_from": lambda r, one: one.dates.open_from,
    "open_until": lambda r, one: one.dates.open_until,
    "status": lambda r, one: r.word("statuses", one.status(r.project.today)),
    "status_on": lambda r, one: r.project.today,
    "take_part": lambda r, one: one.participation and r.plain(one.participation[r.language]),
    "results": lambda r, one: one.results and r.plain(one.results[r.language]),
    "follow_up": lambda r, one: BETWEEN.join(_follow_up(r, entry) for entry in one.follow_up),
    "to_confirm": lambda r, one: one.to_confirm and r.plain(one.to_confirm[r.language]),
    "sources": lambda r, one: BETWEEN.join(f"{source.name}: {source.url}" for source in one.sources),
    "last_checked": lambda r, one: one.last_checked,
    "page": lambda r, one: r.record("processes", one.id),
}


def head(reader: Reader) -> bytes:
    """The names of the columns, in the language of a reader, after the mark of UTF-8."""
    return codecs.BOM_UTF8 + _line(reader.t(f"column_{name}") for name in COLUMNS)


def row(reader: Reader, process: Process) -> bytes:
    """A process, with the labels of a language."""
    return _line(read(reader, process) for read in COLUMNS.values())


def _line(values: Iterable[object]) -> bytes:
    text = io.StringIO()
    csv.writer(text, delimiter=";", lineterminator="\r\n").writerow([*map(harmless, values)])
    return text.getvalue().encode()


def harmless(value: object) -> str:
    """A cell that no spreadsheet takes for a formula; numbers stay numbers."""
    text = "" if value is None else str(value)
    return f"'{text}" if text.startswith(RISKY) and not isinstance(value, (int, float)) else text
