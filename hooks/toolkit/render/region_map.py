"""The map of the processes: municipalities with their numbers and shades, located processes, the Region as a whole."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice

from toolkit.domain.context import Context
from toolkit.domain.inventory import REGION
from toolkit.domain.process_list import in_order, located, municipalities
from toolkit.domain.region import Area, drawing
from toolkit.models.process import Process

# More could not be told apart; the filters draw those of a result up to the same number (processes.js).
MOST_POINTS = 200


@dataclass(frozen=True)
class Shade:
    """A step of the map: from `least` to `most` processes (no end for the last)."""

    least: int
    most: int | None


def shades(counts: Iterable[int]) -> tuple[Shade, ...]:
    """Up to four steps of the map, each about as wide as the last in proportion."""
    most = max([1, *counts])
    starts = sorted({1, *(round(most ** (step / 4)) + 1 for step in (1, 2, 3) if round(most ** (step / 4)) < most)})
    ends: list[int | None] = [start - 1 for start in starts[1:]]
    return tuple(Shade(least, last) for least, last in zip(starts, [*ends, None], strict=True))


@dataclass(frozen=True)
class Shape:
    """A municipality on the map, with its number of processes and the shade (0 to 4) that goes with it."""

    area: Area
    label: str
    count: int
    shade: int


@dataclass(frozen=True)
class MapView:
    """The map of the list: municipalities, steps of the shading, points, number for the Region as a whole."""

    width: int
    height: int
    shapes: tuple[Shape, ...]
    shades: tuple[Shade, ...]
    points: tuple[tuple[int, Process, tuple[int, int]], ...]
    region: int


def map_view(r: Context) -> MapView:
    """The map on the day of the build."""
    processes, plan = in_order(r.project.catalog), drawing()
    counts = Counter(identifier for process in processes for identifier in municipalities(process))
    steps = shades(counts[area.id] for area in plan.areas)
    shapes = tuple(
        Shape(area, r.word("municipalities", area.id), counts[area.id], sum(counts[area.id] >= s.least for s in steps))
        for area in plan.areas
    )
    points = tuple(islice(located(processes), MOST_POINTS))
    return MapView(plan.width, plan.height, shapes, steps, points, counts[REGION])
