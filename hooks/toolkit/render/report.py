"""The inventory report: one question at a time, with its chart, its table and its reading in plain words."""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from markupsafe import Markup

from toolkit.domain.context import Context
from toolkit.domain.inventory import REGION
from toolkit.domain.process_list import first_year
from toolkit.models.process import Process
from toolkit.render import charts

# The marker of the page that shows the report, and the placeholder of the questions.
MARKER = "process-counts"
PLACE = f"@@data_{MARKER}@@"
UNDATED = ""
# How many rows are named after the leaders.
NEXT = 3


@dataclass(frozen=True)
class Question:
    """One question. `rows` are label and number, `reading` the sentences that say what they show."""

    key: str
    title: str
    rows: tuple[tuple[str, int], ...]
    reading: tuple[str, ...]
    chart: Markup


# What each question counts in a process, in the order of the report.
COUNTED: dict[str, Callable[[Context, Process], Iterable[str]]] = {
    "themes": lambda r, process: process.themes,
    "levels": lambda r, process: [process.level],
    "municipalities": lambda r, process: process.place.municipalities or [REGION],
    "organisers": lambda r, process: [process.organiser],
    "methods": lambda r, process: process.methods,
    "years": lambda r, process: [first_year(process)],
    "statuses": lambda r, process: [process.status(r.project.today)],
}
# Their rows keep the order of the vocabulary, those of the years that of time; the others begin with the most frequent.
FIXED_ORDER = ("levels", "statuses")


def questions(r: Context) -> tuple[Question, ...]:
    """Return the whole report, on the day of the build, without the questions no record answers."""
    return tuple(question for key in COUNTED if (question := _question(r, key)))


def _question(r: Context, key: str) -> Question | None:
    processes = r.project.catalog.processes.values()
    counts = Counter(value for process in processes for value in COUNTED[key](r, process))
    rows = tuple((_label(r, key, value), counts[value]) for value in _ordered(r, key, counts))
    if not rows:
        return None
    title = r.t(f"by_{key}")
    draw = charts.columns if key == "years" else charts.bars
    return Question(key, title, rows, tuple(_reading(r, key, rows, counts)), draw(rows, r.t("chart", title=title)))


def _ordered(r: Context, key: str, counts: Counter[str]) -> list[str]:
    if key == "years":
        years = [int(year) for year in counts if year != UNDATED]
        return [str(year) for year in range(min(years), max(years) + 1)] if years else []
    if key in FIXED_ORDER:
        return [value for value in r.project.catalog.words[key] if counts[value] or key == "levels"]
    return sorted(counts, key=lambda value: (-counts[value], r.sorting(_label(r, key, value))))


def _label(r: Context, key: str, value: str) -> str:
    if value == REGION:
        return r.t("region_wide")
    if key == "years":
        return value
    if key == "methods":
        return str(r.project.catalog.methods[value].name[r.language])
    return r.word(key, value)


def _reading(r: Context, key: str, rows: tuple[tuple[str, int], ...], counts: Counter[str]) -> Iterable[str]:
    """Yield the leaders, those that follow, then what readers must know not to be misled."""
    processes = r.project.catalog.processes.values()
    most = max(count for _, count in rows)
    name = str if key == "years" else r.quoted
    if leaders := [name(label) for label, count in rows if count == most > 0]:
        form = "reading_most" if len(leaders) == 1 else "reading_most_tie"
        yield r.t(form, names=r.joined(leaders), count=r.number(most), total=r.number(len(processes)))
    if following := list(_following(rows, most)):
        yield r.t("reading_next", names=r.joined(f"{name(label)} ({r.number(count)})" for label, count in following))
    municipalities = len(r.project.catalog.words["municipalities"])
    blanks = {
        "absent": r.number(municipalities - sum(value != REGION for value in counts)),
        "places": r.number(municipalities),
        "undated": r.number(counts[UNDATED]),
        "date": r.date(r.project.today),
        "none": r.number(sum(not process.methods for process in processes)),
    }
    yield r.t(f"reading_{key}", **blanks)


def _following(rows: tuple[tuple[str, int], ...], most: int) -> Iterable[tuple[str, int]]:
    """Yield the rows after the leaders, by number, as long as those of one number fit in a sentence."""
    left = NEXT
    for number in sorted({count for _, count in rows if 0 < count < most}, reverse=True):
        same = [row for row in rows if row[1] == number]
        left -= len(same)
        if left < 0:
            return
        yield from same
