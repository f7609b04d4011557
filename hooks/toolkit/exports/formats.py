"""The files of the open data, each from the same records.

Addresses are neutral and do not change: `open-data/processes.fr.csv`. A file with texts exists in each language, but
for those that hold both (JSON, the catalogue).
"""

from collections.abc import Callable, Iterator
from functools import partial
from urllib.parse import urljoin

from toolkit import LANGUAGES
from toolkit.domain.context import Reader
from toolkit.exports import atom, csv, dcat, geojson, ical, json
from toolkit.exports.base import FOLDER, Download, Give, Parts, Source, made_anew
from toolkit.project import Project

# Ends of the names of those of each language, by format, in the order pages show them.
SUFFIXES = {"csv": "csv", "geojson": "geojson", "ical": "ics", "atom": "atom"}
# Those for both languages, and what writes them.
BILINGUAL: dict[str, tuple[str, Callable[[Source], bytes]]] = {
    "json": ("processes.json", json.json_file),
    "schema": ("processes.schema.json", json.schema_file),
}


def downloads(project: Project, site_url: str, licence: str, give: Give = made_anew) -> tuple[Download, ...]:
    """Every file of the open data, the catalogue that describes the others last."""
    source = Source(project, site_url)
    found = [one for language in LANGUAGES for one in _in_language(source, language, give)]
    found += [Download(name, "", f"{FOLDER}/{file}", write(source)) for name, (file, write) in BILINGUAL.items()]
    found.sort(key=lambda one: [*SUFFIXES, *BILINGUAL].index(one.format))
    described = [(one.format, one.language, urljoin(site_url, one.path), len(one.content)) for one in found]
    found.append(Download("dcat", "", f"{FOLDER}/catalogue.jsonld", dcat.dcat_file(source, described, licence)))
    return tuple(found)


def _in_language(source: Source, language: str, give: Give) -> Iterator[Download]:
    reader = source.reader(language)
    parts = [give((FOLDER, language, one.id), partial(_parts, reader, one.id)) for one in source.processes]
    before, after = ical.frame(reader)
    pieces = {
        "csv": [csv.head(reader), *(row for row, _ in parts)],
        "geojson": [geojson.geojson_file(source, language)],
        "ical": [before, *(events for _, events in parts), after],
        "atom": [atom.atom_file(source, language)],
    }
    for name, content in pieces.items():
        yield Download(name, language, f"{FOLDER}/processes.{language}.{SUFFIXES[name]}", b"".join(content))


def _parts(reader: Reader, identifier: str) -> Parts:
    process = reader.project.catalogue.processes[identifier]
    return csv.row(reader, process), ical.events(reader, process)
