"""GeoJSON (RFC 7946): a point where the records give one, else the middle of the municipalities, and it says which."""

from typing import Any

from toolkit.domain import region
from toolkit.domain.context import Context
from toolkit.domain.process_list import in_order
from toolkit.exports.base import dump
from toolkit.models.process import Place, Process


def geojson_file(context: Context) -> bytes:
    """Return all processes, with labels in a language; a process of the whole Region has no geometry."""
    features = [_feature(context, process) for process in in_order(context.project.catalog)]
    return dump({"type": "FeatureCollection", "features": features})


def _feature(context: Context, process: Process) -> dict[str, Any]:
    precision, geometry = _geometry(process.place)
    return {
        "type": "Feature",
        "id": process.id,
        "geometry": geometry,
        "properties": {
            "precision": precision,
            "title": process.title[context.language],
            "organiser": context.word("organisers", process.organiser),
            "municipalities": [context.word("municipalities", nis) for nis in process.place.municipalities],
            "nis_codes": process.place.municipalities,
            "themes": [context.word("themes", theme) for theme in process.themes],
            "level": context.word("levels", process.level),
            "start": process.dates.start,
            "end": process.dates.end,
            "permanent": process.dates.permanent,
            "last_checked": process.last_checked.isoformat(),
            "page": context.record("processes", process.id),
        },
    }


def _geometry(place: Place) -> tuple[str, dict[str, Any] | None]:
    """Return how precise the place is, and its geometry, longitude first."""
    if place.point:
        return "point", {"type": "Point", "coordinates": [place.point.longitude, place.point.latitude]}
    middles = [region.middle(nis) for nis in place.municipalities]
    if not middles:
        return "region", None
    if len(middles) == 1:
        return "municipality", {"type": "Point", "coordinates": middles[0]}
    return "municipality", {"type": "MultiPoint", "coordinates": middles}
