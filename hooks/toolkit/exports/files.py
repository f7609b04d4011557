"""The files of the open data, each from the same records.

Addresses are neutral and do not change: `open-data/processes.fr.csv`. A file with texts exists in each language, but
for those that hold both (JSON, the catalogue).
"""

from collections.abc import Callable
from urllib.parse import urljoin

from toolkit import LANGUAGES
from toolkit.exports import agenda, catalogue, document, feed, places, table
from toolkit.exports.base import FOLDER, Download, Source
from toolkit.project import Project

# Format, end of the file name, what writes it; the first list once a language, the second once for both.
BY_LANGUAGE: tuple[tuple[str, str, Callable[[Source, str], bytes]], ...] = (
    ("csv", "csv", table.csv_file),
    ("geojson", "geojson", places.geojson_file),
    ("ical", "ics", agenda.calendar_file),
    ("atom", "atom", feed.atom_file),
)
BILINGUAL: tuple[tuple[str, str, Callable[[Source], bytes]], ...] = (
    ("json", "processes.json", document.json_file),
    ("schema", "processes.schema.json", document.schema_file),
)


def downloads(project: Project, site_url: str, licence: str) -> tuple[Download, ...]:
    """Every file of the open data, the catalogue that describes the others last."""
    source = Source(project, site_url)
    found = [
        Download(name, language, f"{FOLDER}/processes.{language}.{suffix}", write(source, language))
        for name, suffix, write in BY_LANGUAGE
        for language in LANGUAGES
    ]
    found += [Download(name, "", f"{FOLDER}/{file}", write(source)) for name, file, write in BILINGUAL]
    described = [(one.format, one.language, urljoin(site_url, one.path), len(one.content)) for one in found]
    found.append(Download("dcat", "", f"{FOLDER}/catalogue.jsonld", catalogue.dcat_file(source, described, licence)))
    return tuple(found)
