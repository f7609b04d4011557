"""Bar charts as SVG: drawn by leather, without style or script, named for those who do not see them.

Colours and font of the attributes are for the PDF; the pages give theirs in `assets/css/process-counts.css`.
"""

from functools import lru_cache
from xml.etree import ElementTree

from leather import theme
from leather.chart import Chart
from markupsafe import Markup

SVG = "http://www.w3.org/2000/svg"
# Narrow, so that a small screen shows all of it at a size one can read.
WIDTH = 440
ROW = 26
AXIS = 62
COLUMNS_HEIGHT = 240
BAR_COLOUR = "#0b5551"
LONGEST_LABEL = 34
# Labels under columns: more would run into each other.
MOST_LABELS = 8

ElementTree.register_namespace("", SVG)
theme.background_color = "none"
theme.margin = 0.02
theme.label_color = theme.zero_color = "#4b5c5a"
theme.tick_color = "#cfdad6"
theme.tick_font_family = "Manrope"
theme.tick_font_size = 13
theme.tick_font_char_width = 7

Rows = tuple[tuple[str, int], ...]


@lru_cache(64)
def bars(rows: Rows, title: str) -> Markup:
    """Draw horizontal bars, one a row (there must be one), the first at the top."""
    chart = Chart()
    chart.add_bars([(count, label) for label, count in _short(rows)], fill_color=BAR_COLOUR)
    chart.add_x_scale(0, _most(rows))
    chart.add_x_axis(ticks=_marks(rows))
    return _image(chart, title, ROW * len(rows) + AXIS)


@lru_cache(64)
def columns(rows: Rows, title: str) -> Markup:
    """Draw vertical bars, one a row (there must be one), the first at the left: for what runs in time."""
    chart, step = Chart(), -(-len(rows) // MOST_LABELS)
    chart.add_columns(_short(rows), fill_color=BAR_COLOUR)
    chart.add_y_scale(0, _most(rows))
    chart.add_y_axis(ticks=_marks(rows))
    # From the right, so that the last column keeps its label.
    chart.add_x_axis(tick_formatter=lambda label, index, count: label if (count - 1 - index) % step == 0 else "")
    return _image(chart, title, COLUMNS_HEIGHT)


def _image(chart: Chart, title: str, height: int) -> Markup:
    """Return the drawing as one image with a name, of any size."""
    root = ElementTree.fromstring(chart.to_svg(width=WIDTH, height=height))  # noqa: S314 (drawn here)
    for name in ("width", "height", "version"):
        del root.attrib[name]
    root.attrib.update({"viewBox": f"0 0 {WIDTH} {height}", "role": "img", "aria-label": title, "class": "chart"})
    return Markup(ElementTree.tostring(root, encoding="unicode"))  # noqa: S704 (escaped by the serialiser)


def _most(rows: Rows) -> int:
    return max([1, *(count for _, count in rows)])


def _marks(rows: Rows) -> list[int]:
    """Return the marks of an axis: whole numbers, at most six of them."""
    most = _most(rows)
    step = next(step for size in range(9) for step in (10**size, 2 * 10**size, 5 * 10**size) if most / step <= 5)
    return list(range(0, most + 1, step))


def _short(rows: Rows) -> list[tuple[str, int]]:
    """Return rows with labels that leave room for the bars; one that could be taken for another stays whole."""
    cut = [label if len(label) <= LONGEST_LABEL else label[: LONGEST_LABEL - 1].rstrip() + "…" for label, _ in rows]
    return [(short if cut.count(short) == 1 else label, count) for short, (label, count) in zip(cut, rows, strict=True)]
