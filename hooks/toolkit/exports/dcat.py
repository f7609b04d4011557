"""The catalogue of the open data, for data portals: DCAT-AP 3 as JSON-LD, in both languages."""

from collections.abc import Iterable
from typing import Any

from toolkit import LANGUAGES
from toolkit.domain.context import Context
from toolkit.exports.base import FOLDER, Download, Format, changed, dump

FILENAME, MEDIA_TYPE = "catalogue.jsonld", "application/ld+json"
CONTEXT = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
IANA = "https://www.iana.org/assignments/media-types"
EU = "http://publications.europa.eu/resource/authority"
# The Brussels-Capital Region in the nomenclature of territorial units for statistics (NUTS 1).
REGION = "http://data.europa.eu/nuts/code/BE1"
# Licences that have a name in the Union's licence table, which portals prefer to an address.
LICENCES = {"https://creativecommons.org/licenses/by/4.0/": "CC_BY_4_0"}
LANGUAGE_CODES = {"fr": "FRA", "nl": "NLD"}


def dcat_file(context: Context, files: Iterable[tuple[Format, Download]], licence: str) -> bytes:
    """Return the catalogue of some files.

    Without a licence (an address) they carry a statement that none is granted yet, never a made-up one.
    """
    shared = {
        "dct:description": _both(context, "dataset_about"),
        "dct:publisher": _node(context.link(""), "foaf:Agent", **{"foaf:name": _both(context, "site_name")}),
        "dct:language": [_language(language) for language in LANGUAGES],
        "dct:modified": {"@value": changed(context.project).date().isoformat(), "@type": "xsd:date"},
    }
    landing_page = context.project.relations.marker_pages["downloads"]
    dataset = {
        **_node(context.link(f"{FOLDER}/{FILENAME}#processes"), "dcat:Dataset"),
        **shared,
        "dct:identifier": "processes",
        "dct:title": _both(context, "dataset_name"),
        "dct:spatial": _node(REGION, "dct:Location"),
        "dct:accrualPeriodicity": {"@id": f"{EU}/frequency/IRREG"},
        "dct:accessRights": _node(f"{EU}/access-right/PUBLIC", "dct:RightsStatement"),
        "dcat:theme": [{"@id": f"{EU}/data-theme/{theme}"} for theme in ("GOVE", "REGI")],
        "dcat:landingPage": [_node(context.page_in(code, landing_page), "foaf:Document") for code in LANGUAGES],
        "dcat:distribution": [_distribution(context, *file, licence) for file in files],
    }
    catalog = {
        "@context": CONTEXT,
        **_node(context.link(f"{FOLDER}/{FILENAME}"), "dcat:Catalog"),
        **shared,
        "dct:title": _both(context, "catalogue_name"),
        "foaf:homepage": _node(context.link(""), "foaf:Document"),
        **_rights(context, licence),
    }
    return dump({**catalog, "dcat:dataset": [dataset]})


def _distribution(context: Context, format: Format, file: Download, licence: str) -> dict[str, Any]:
    address = context.link(file.path)
    return {
        **_node(address, "dcat:Distribution"),
        "dct:title": _both(context, f"format_{format.name}"),
        "dct:description": _both(context, f"format_{format.name}_for"),
        "dcat:accessURL": {"@id": address},
        "dcat:downloadURL": {"@id": address},
        "dcat:mediaType": _node(f"{IANA}/{format.media_type}", "dct:MediaType"),
        "dct:format": _node(f"{EU}/file-type/{format.file_type}", "dct:MediaTypeOrExtent"),
        "dct:language": [_language(language) for language in LANGUAGES if file.language in ("", language)],
        "dcat:byteSize": {"@value": str(len(file.content)), "@type": "xsd:nonNegativeInteger"},
        **_rights(context, licence),
    }


def _rights(context: Context, licence: str) -> dict[str, Any]:
    """Return the licence, by its name in the Union's table where it has one, or the statement that there is none."""
    if not licence:
        return {"dct:rights": {"@type": "dct:RightsStatement", "rdfs:label": _both(context, "no_licence")}}
    if licence not in LICENCES:
        return {"dct:license": _node(licence, "dct:LicenseDocument")}
    named = _node(f"{EU}/licence/{LICENCES[licence]}", "dct:LicenseDocument", **{"skos:exactMatch": {"@id": licence}})
    return {"dct:license": named}


def _node(address: str, type: str, **properties: Any) -> dict[str, Any]:
    return {"@id": address, "@type": type, **properties}


def _both(context: Context, key: str) -> list[dict[str, str]]:
    return [{"@value": context.in_language(code, key), "@language": code} for code in LANGUAGES]


def _language(language: str) -> dict[str, Any]:
    return _node(f"{EU}/language/{LANGUAGE_CODES[language]}", "dct:LinguisticSystem")
