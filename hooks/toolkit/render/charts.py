"""Bar charts as SVG, without style or script, named for those who do not see them.

Colours and font of the attributes are for the PDF; the pages give theirs in `assets/css/process-counts.css`.
"""

from functools import lru_cache

from markupsafe import Markup

Rows = tuple[tuple[str, int], ...]

# Narrow, so that a small screen shows all of it at a size one can read.
WIDTH, MARGIN = 440, 8
ROW, HEIGHT = 26, 200
# The widest a character can be, the space between words and what they name, from the middle of a line to its foot.
CHARACTER, GAP, DROP = 7, 8, 4
UNDER = 20
# The share of a row or a column that its bar takes.
SHARE = 0.9
LONGEST_LABEL = 34
# Labels under columns: more would run into each other.
MOST_LABELS = 8
_IMAGE = Markup(
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {} {}" role="img" aria-label="{}" class="chart">'
    '<g class="axis">{}</g><g class="bars">{}</g></svg>'
)
_LINE = Markup('<line x1="{:g}" y1="{:g}" x2="{:g}" y2="{:g}" stroke="#cfdad6"/>')
_TEXT = Markup('<text x="{:g}" y="{:g}" fill="#4b5c5a" text-anchor="{}" font-family="Manrope" font-size="13">{}</text>')
_BAR = Markup('<rect x="{:g}" y="{:g}" width="{:g}" height="{:g}" fill="#0b5551"/>')


@lru_cache(64)
def bars(rows: Rows, title: str) -> Markup:
    """Draw one horizontal bar per row, the first at the top; `rows` must not be empty."""
    labels, (most, marks) = _short([label for label, _ in rows]), _scale(rows)
    left, bottom = MARGIN + CHARACTER * max(map(len, labels)) + GAP, MARGIN + ROW * len(rows)
    unit = (WIDTH - MARGIN - left) / most
    axis, series = Markup(), Markup()
    for mark in marks:
        x = left + unit * mark
        axis += _LINE.format(x, MARGIN, x, bottom) + _TEXT.format(x, bottom + UNDER, "middle", mark)
    for number, (label, (_, count)) in enumerate(zip(labels, rows, strict=True)):
        middle = MARGIN + ROW * (number + 0.5)
        axis += _TEXT.format(left - GAP, middle + DROP, "end", label)
        series += _BAR.format(left, middle - ROW * SHARE / 2, unit * count, ROW * SHARE)
    return _IMAGE.format(WIDTH, bottom + UNDER + MARGIN, title, axis, series)


@lru_cache(64)
def columns(rows: Rows, title: str) -> Markup:
    """Draw vertical bars, one a row (there must be one), the first at the left: for what runs in time."""
    most, marks = _scale(rows)
    left, bottom = MARGIN + CHARACTER * len(str(most)) + GAP, MARGIN + HEIGHT
    unit, width = HEIGHT / most, (WIDTH - MARGIN - left) / len(rows)
    axis, series = Markup(), Markup()
    for mark in marks:
        y = bottom - unit * mark
        axis += _LINE.format(left, y, WIDTH - MARGIN, y) + _TEXT.format(left - GAP, y + DROP, "end", mark)
    for number, (label, count) in enumerate(rows):
        middle = left + width * (number + 0.5)
        series += _BAR.format(middle - width * SHARE / 2, bottom - unit * count, width * SHARE, unit * count)
        # From the right, so that the last column keeps its label.
        if (len(rows) - 1 - number) % -(-len(rows) // MOST_LABELS) == 0:
            axis += _TEXT.format(middle, bottom + UNDER, "middle", label)
    return _IMAGE.format(WIDTH, bottom + UNDER + MARGIN, title, axis, series)


def _scale(rows: Rows) -> tuple[int, range]:
    """Return the end of an axis, and its marks: whole numbers, at most six of them."""
    most = max(1, *(count for _, count in rows))
    step = next(step for size in range(9) for step in (10**size, 2 * 10**size, 5 * 10**size) if most / step <= 5)
    return most, range(0, most + 1, step)


def _short(labels: list[str]) -> list[str]:
    """Truncate long labels, except those whose truncated form would not be unique."""
    cut = [label if len(label) <= LONGEST_LABEL else label[: LONGEST_LABEL - 1].rstrip() + "…" for label in labels]
    return [short if cut.count(short) == 1 else label for short, label in zip(cut, labels, strict=True)]
