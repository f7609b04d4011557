"""The map of the processes: municipalities with their numbers and shades, located processes, the Region as a whole."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from toolkit.domain.context import Reader
from toolkit.domain.inventory import REGION
from toolkit.domain.process_list import in_order
from toolkit.domain.region import Area, drawing
from toolkit.models.process import Process

# More could not be told apart, and would weigh more than the rest of the page.
MOST_POINTS = 200
Located = tuple[int, Process, tuple[int, int]]


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
    """The map of the list: municipalities, steps of the shading, located processes, number for the whole Region."""

    width: int
    height: int
    shapes: tuple[Shape, ...]
    shades: tuple[Shade, ...]
    points: tuple[Located, ...]
    region: int


def map_view(r: Reader) -> MapView:
    """The map on the day of the build."""
    catalogue, plan = r.project.catalogue, drawing()
    counts = Counter(place for one in catalogue.processes.values() for place in one.place.municipalities or [REGION])
    steps = shades(counts[area.id] for area in plan.areas)
    shapes = tuple(
        Shape(area, r.word("municipalities", area.id), counts[area.id], sum(counts[area.id] >= s.least for s in steps))
        for area in plan.areas
    )
    found = located(in_order(catalogue))
    return MapView(plan.width, plan.height, shapes, steps, found if len(found) <= MOST_POINTS else (), counts[REGION])


def located(processes: Iterable[Process]) -> tuple[Located, ...]:
    """The processes with a point, each with its position in the list and on the map."""
    plan = drawing()
    return tuple(
        (index, one, plan.place(one.place.point.latitude, one.place.point.longitude))
        for index, one in enumerate(processes)
        if one.place.point
    )


def undrawn(r: Reader) -> list[list[int]]:
    """Position in the list and on the map of the located processes, where they are too many for the page to draw."""
    found = located(in_order(r.project.catalogue))
    return [[index, *place] for index, _, place in found] if len(found) > MOST_POINTS else []
