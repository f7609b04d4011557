"""GeoJSON (RFC 7946): a point where the records give one, else the middle of the municipalities, and it says which."""

from typing import Any

from toolkit.domain import region
from toolkit.exports.base import Source, dump
from toolkit.models.process import Place, Process


def geojson_file(source: Source, language: str) -> bytes:
    """All processes, with labels in a language; a process of the whole Region has no geometry."""
    features = [_feature(source, one, language) for one in source.processes]
    return dump({"type": "FeatureCollection", "features": features})


def _feature(source: Source, process: Process, language: str) -> dict[str, Any]:
    reader = source.reader(language)
    precision, geometry = _geometry(process.place)
    return {
        "type": "Feature",
        "id": process.id,
        "geometry": geometry,
        "properties": {
            "precision": precision,
            "title": process.title[language],
            "organiser": reader.word("organisers", process.organiser),
            "municipalities": [reader.word("municipalities", one) for one in process.place.municipalities],
            "nis_codes": process.place.municipalities,
            "themes": [reader.word("themes", one) for one in process.themes],
            "level": reader.word("levels", process.level),
            "start": process.dates.start,
            "end": process.dates.end,
            "permanent": process.dates.permanent,
            "last_checked": process.last_checked.isoformat(),
            "page": reader.record("processes", process.id),
        },
    }


def _geometry(place: Place) -> tuple[str, dict[str, Any] | None]:
    """How precise the place is, and its geometry, longitude first."""
    if place.point:
        return "point", {"type": "Point", "coordinates": [place.point.longitude, place.point.latitude]}
    middles = [region.middle(one) for one in place.municipalities]
    if not middles:
        return "region", None
    if len(middles) == 1:
        return "municipality", {"type": "Point", "coordinates": middles[0]}
    return "municipality", {"type": "MultiPoint", "coordinates": middles}
