"""CSV for spreadsheets: UTF-8 with its mark, semicolons (what a Belgian spreadsheet expects), no cell that can run."""

import codecs
import csv
import io
from collections.abc import Callable

from toolkit.domain.context import Context
from toolkit.domain.process_list import in_order
from toolkit.models.process import FollowUp, Process

# A spreadsheet runs a cell that begins so (OWASP, CSV Injection); an apostrophe makes it text.
RISKY = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")
BETWEEN = " | "


def _follow_up(r: Context, entry: FollowUp) -> str:
    dates = [f"{name}={value}" for name, value in (("promised", entry.promised), ("answered", entry.answered)) if value]
    flags = ["computed"] if entry.computed else []
    return f"{entry.what[r.language]} ({', '.join([*dates, *flags, *([entry.link] if entry.link else [])])})"


def _labels(r: Context, vocabulary: str, identifiers: list[str]) -> str:
    return BETWEEN.join(r.word(vocabulary, identifier) for identifier in identifiers)


def _truth(r: Context, value: bool) -> str:
    return r.t("true_word" if value else "false_word")


# Column (a `column_` label), and what it holds for a process.
COLUMNS: dict[str, Callable[[Context, Process], object]] = {
    "id": lambda r, process: process.id,
    "title": lambda r, process: process.title[r.language],
    "summary": lambda r, process: r.plain(process.summary[r.language]),
    "organiser": lambda r, process: r.word("organisers", process.organiser),
    "partners": lambda r, process: _labels(r, "organisers", process.partners),
    "operators": lambda r, process: BETWEEN.join(process.operators),
    "region_wide": lambda r, process: _truth(r, process.place.region_wide),
    "municipalities": lambda r, process: _labels(r, "municipalities", process.place.municipalities),
    "nis_codes": lambda r, process: BETWEEN.join(process.place.municipalities),
    "where": lambda r, process: process.place.where and process.place.where[r.language],
    "latitude": lambda r, process: process.place.point and process.place.point.latitude,
    "longitude": lambda r, process: process.place.point and process.place.point.longitude,
    "themes": lambda r, process: _labels(r, "themes", process.themes),
    "level": lambda r, process: r.word("levels", process.level),
    "methods": lambda r, process: BETWEEN.join(
        r.project.catalog.methods[id].name[r.language] for id in process.methods
    ),
    "start": lambda r, process: process.dates.start,
    "end": lambda r, process: process.dates.end,
    "permanent": lambda r, process: _truth(r, process.dates.permanent),
    "open_from": lambda r, process: process.dates.open_from,
    "open_until": lambda r, process: process.dates.open_until,
    "status": lambda r, process: r.word("statuses", process.status(r.project.today)),
    "status_on": lambda r, process: r.project.today,
    "take_part": lambda r, process: process.participation and r.plain(process.participation[r.language]),
    "results": lambda r, process: process.results and r.plain(process.results[r.language]),
    "follow_up": lambda r, process: BETWEEN.join(_follow_up(r, entry) for entry in process.follow_up),
    "to_confirm": lambda r, process: process.to_confirm and r.plain(process.to_confirm[r.language]),
    "sources": lambda r, process: BETWEEN.join(f"{source.name}: {source.url}" for source in process.sources),
    "last_checked": lambda r, process: process.last_checked,
    "page": lambda r, process: r.record("processes", process.id),
}


def csv_file(context: Context) -> bytes:
    """Return a row a process, with the labels of a language."""
    text = io.StringIO()
    table = csv.writer(text, delimiter=";", lineterminator="\r\n")
    table.writerow(harmless(context.t(f"column_{name}")) for name in COLUMNS)
    for process in in_order(context.project.catalog):
        table.writerow(harmless(value(context, process)) for value in COLUMNS.values())
    return codecs.BOM_UTF8 + text.getvalue().encode()


def harmless(value: object) -> str:
    """Return a cell that no spreadsheet takes for a formula; numbers stay numbers."""
    text = "" if value is None else str(value)
    return f"'{text}" if text.startswith(RISKY) and not isinstance(value, (int, float)) else text
