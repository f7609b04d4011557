"""The catalogue of the open data, for data portals: DCAT-AP 3 as JSON-LD, in both languages."""

from collections.abc import Iterable
from typing import Any

from toolkit import LANGUAGES
from toolkit.exports.base import Source, dump

CONTEXT = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
EU = "http://publications.europa.eu/resource/authority"
# The Brussels-Capital Region in the nomenclature of territorial units for statistics (NUTS 1).
REGION = "http://data.europa.eu/nuts/code/BE1"
# Format in the Union's file types, and media type registered by IANA.
FORMATS = {
    "csv": ("CSV", "text/csv"),
    "geojson": ("GEOJSON", "application/geo+json"),
    "ical": ("ICS", "text/calendar"),
    "atom": ("ATOM", "application/atom+xml"),
    "json": ("JSON", "application/json"),
    "schema": ("JSON", "application/json"),
}
# Licences that have a name in the Union's licence table, which portals prefer to an address.
LICENCES = {"https://creativecommons.org/licenses/by/4.0/": "CC_BY_4_0"}
LANGUAGE_CODES = {"fr": "FRA", "nl": "NLD"}


def dcat_file(source: Source, files: Iterable[tuple[str, str, str, int]], licence: str) -> bytes:
    """The catalogue; `files` are format, language (empty: both), address and size in bytes.

    Without a licence (an address) the files carry a statement that none is granted yet, never a made-up one.
    """
    distributions = [_distribution(source, *one, licence) for one in files]
    dataset = {
        "@id": source.file("catalogue.jsonld#processes"),
        "@type": "dcat:Dataset",
        "dct:identifier": "processes",
        "dct:title": _both(source, "dataset_name"),
        "dct:description": _both(source, "dataset_about"),
        "dct:publisher": _publisher(source),
        "dct:language": [_language(one) for one in LANGUAGES],
        "dct:modified": _day(source),
        "dct:spatial": {"@id": REGION, "@type": "dct:Location"},
        "dct:accrualPeriodicity": {"@id": f"{EU}/frequency/IRREG"},
        "dct:accessRights": {"@id": f"{EU}/access-right/PUBLIC", "@type": "dct:RightsStatement"},
        "dcat:theme": [{"@id": f"{EU}/data-theme/{one}"} for one in ("GOVE", "REGI")],
        "dcat:landingPage": [_page(source, one) for one in LANGUAGES],
        "dcat:distribution": distributions,
    }
    return dump({"@context": CONTEXT, **_catalogue(source), **_rights(source, licence), "dcat:dataset": [dataset]})


def _catalogue(source: Source) -> dict[str, Any]:
    return {
        "@id": source.file("catalogue.jsonld"),
        "@type": "dcat:Catalog",
        "dct:title": _both(source, "catalogue_name"),
        "dct:description": _both(source, "dataset_about"),
        "dct:publisher": _publisher(source),
        "dct:language": [_language(one) for one in LANGUAGES],
        "dct:modified": _day(source),
        "foaf:homepage": {"@id": source.site_url, "@type": "foaf:Document"},
    }


def _distribution(source: Source, name: str, language: str, address: str, size: int, licence: str) -> dict[str, Any]:
    kind, media = FORMATS[name]
    described: dict[str, Any] = {
        "@id": address,
        "@type": "dcat:Distribution",
        "dct:title": _both(source, f"format_{name}"),
        "dct:description": _both(source, f"format_{name}_for"),
        "dcat:accessURL": {"@id": address},
        "dcat:downloadURL": {"@id": address},
        "dcat:mediaType": {"@id": f"https://www.iana.org/assignments/media-types/{media}", "@type": "dct:MediaType"},
        "dct:format": {"@id": f"{EU}/file-type/{kind}", "@type": "dct:MediaTypeOrExtent"},
        "dct:language": [_language(one) for one in LANGUAGES if language in ("", one)],
        "dcat:byteSize": {"@value": str(size), "@type": "xsd:nonNegativeInteger"},
    }
    return {**described, **_rights(source, licence)}


def _rights(source: Source, licence: str) -> dict[str, Any]:
    """The licence, by its name in the Union's table where it has one, or the statement that there is none."""
    if not licence:
        return {"dct:rights": {"@type": "dct:RightsStatement", "rdfs:label": _both(source, "no_licence")}}
    if licence not in LICENCES:
        return {"dct:license": {"@id": licence, "@type": "dct:LicenseDocument"}}
    named = {"@id": f"{EU}/licence/{LICENCES[licence]}", "skos:exactMatch": {"@id": licence}}
    return {"dct:license": {**named, "@type": "dct:LicenseDocument"}}


def _publisher(source: Source) -> dict[str, Any]:
    return {"@id": source.site_url, "@type": "foaf:Agent", "foaf:name": _both(source, "site_name")}


def _both(source: Source, key: str) -> list[dict[str, str]]:
    return [{"@value": source.reader(one).t(key), "@language": one} for one in LANGUAGES]


def _language(language: str) -> dict[str, str]:
    return {"@id": f"{EU}/language/{LANGUAGE_CODES[language]}", "@type": "dct:LinguisticSystem"}


def _page(source: Source, language: str) -> dict[str, str]:
    page = source.project.relations.marker_pages["downloads"]
    return {"@id": source.reader(language).page(page), "@type": "foaf:Document"}


def _day(source: Source) -> dict[str, str]:
    return {"@value": source.changed.date().isoformat(), "@type": "xsd:date"}
