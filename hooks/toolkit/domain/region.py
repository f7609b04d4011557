"""The nineteen municipalities on a plane: whether a point is in the Region, and the shapes of the map.

Boundaries and their provenance: `data/README.md`. Nothing here has a language.
"""

import json
import math
import pickle
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

from toolkit.file_cache import cached_file, short_digest
from toolkit.versions import code_digest

if TYPE_CHECKING:  # shapely is slow to load: it is imported where it is used
    from shapely import STRtree
    from shapely.geometry import Polygon
    from shapely.geometry.base import BaseGeometry

BOUNDARIES = Path(__file__).resolve().parents[3] / "data" / "brussels-municipalities.geojson"
WIDTH = 1000
MARGIN = 6
# A degree of longitude is shorter than a degree of latitude by this factor in Brussels; enough over 17 km.
SQUEEZE = math.cos(math.radians(50.84))


@dataclass(frozen=True)
class Area:
    """A municipality as drawn: outline of an SVG path, middle of its roundest part, box to zoom to."""

    id: str
    outline: str
    middle: tuple[int, int]
    box: tuple[int, int, int, int]


@dataclass(frozen=True)
class Drawing:
    """The map of the Region, in SVG units; `place` puts a latitude and a longitude on it."""

    height: int
    areas: tuple[Area, ...]
    west: float
    north: float
    scale: float
    width: int = WIDTH

    def place(self, latitude: float, longitude: float) -> tuple[int, int]:
        """Where a point of the Region stands on the drawing."""
        x = MARGIN + (longitude - self.west) * SQUEEZE * self.scale
        return round(x), round(MARGIN + (self.north - latitude) * self.scale)


@lru_cache(maxsize=1)
def municipalities() -> "dict[str, BaseGeometry]":
    """Shape of each municipality by NIS code, longitude first (WGS 84)."""
    from shapely.geometry import shape

    features = json.loads(BOUNDARIES.read_text(encoding="utf-8"))["features"]
    return {feature["id"]: shape(feature["geometry"]) for feature in features}


@lru_cache(maxsize=1)
def _index() -> "STRtree":
    from shapely import STRtree

    return STRtree(list(municipalities().values()))


def in_region(latitude: float, longitude: float) -> bool:
    """Whether a point lies in one of the nineteen municipalities."""
    from shapely.geometry import Point

    return bool(len(_index().query(Point(longitude, latitude), predicate="intersects")))


@cache
def middle(nis: str) -> tuple[float, float]:
    """Longitude and latitude of the middle of the roundest part of a municipality."""
    return _shapes()[0][nis]


def drawing() -> Drawing:
    """The map, north up, `WIDTH` units wide."""
    return _shapes()[1]


@lru_cache(maxsize=1)
def _shapes() -> tuple[dict[str, tuple[float, float]], Drawing]:
    """Middles of the municipalities, and the map; cached, since shapely is slow to load."""
    name = f"map-{short_digest(BOUNDARIES.read_bytes(), code_digest())}.pickle"
    data = cached_file(BOUNDARIES.parents[1] / ".cache" / name, lambda: pickle.dumps((_middles(), _drawing())))
    shapes: tuple[dict[str, tuple[float, float]], Drawing] = pickle.loads(data)  # noqa: S301 (our own file)
    return shapes


@lru_cache(maxsize=1)
def _middles() -> dict[str, tuple[float, float]]:
    from shapely import maximum_inscribed_circle

    middles = {nis: maximum_inscribed_circle(_largest(shape)).coords[0] for nis, shape in municipalities().items()}
    return {nis: (round(longitude, 5), round(latitude, 5)) for nis, (longitude, latitude) in middles.items()}


def _drawing() -> Drawing:
    boxes = [shape.bounds for shape in municipalities().values()]
    west, south = min(box[0] for box in boxes), min(box[1] for box in boxes)
    east, north = max(box[2] for box in boxes), max(box[3] for box in boxes)
    scale = (WIDTH - 2 * MARGIN) / ((east - west) * SQUEEZE)
    frame = Drawing(round((north - south) * scale) + 2 * MARGIN, (), west, north, scale)
    areas = tuple(_area(frame, nis, shape) for nis, shape in municipalities().items())
    return Drawing(frame.height, areas, west, north, scale)


def _area(frame: Drawing, nis: str, geometry: "BaseGeometry") -> Area:
    longitude, latitude = _middles()[nis]
    west, south, east, north = geometry.bounds
    left, top = frame.place(north, west)
    right, bottom = frame.place(south, east)
    outline = "".join(_ring(frame, ring) for part in _polygons(geometry) for ring in (part.exterior, *part.interiors))
    return Area(nis, outline, frame.place(latitude, longitude), (left, top, right - left, bottom - top))


def _largest(geometry: "BaseGeometry") -> "Polygon":
    return max(_polygons(geometry), key=lambda part: part.area)


def _polygons(geometry: "BaseGeometry") -> "Iterator[Polygon]":
    yield from getattr(geometry, "geoms", [geometry])


def _ring(frame: Drawing, ring: "BaseGeometry") -> str:
    """One closed outline, each step relative to the last, repeated points left out."""
    points = [frame.place(latitude, longitude) for longitude, latitude in ring.coords]
    steps = [(b[0] - a[0], b[1] - a[1]) for a, b in pairwise(points) if a != b]
    return f"M{points[0][0]} {points[0][1]}l" + " ".join(f"{x} {y}" for x, y in steps[:-1]).replace(" -", "-") + "z"
