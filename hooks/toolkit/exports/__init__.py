"""The processes as open data: one module a format, each from the same records, all written by the build.

Addresses are neutral and do not change: `open-data/processes.fr.csv`. A file with texts exists in each language, but
for those that hold both (JSON, the catalogue).
"""

from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urljoin

from toolkit import LANGUAGES
from toolkit.exports import agenda, catalogue, document, feed, places, table
from toolkit.exports.base import FOLDER, Source
from toolkit.project import Project

SAMPLE_LINES = 14
SAMPLE_WIDTH = 96


@dataclass(frozen=True)
class Download:
    """One file: its format (a key of the labels), its language (empty: both), its path from the root, its content."""

    format: str
    language: str
    path: str
    content: bytes

    @property
    def kilobytes(self) -> int:
        """Its size, in thousands of bytes."""
        return max(1, round(len(self.content) / 1000))

    @property
    def sample(self) -> str:
        """Its first lines, cut to fit a page."""
        lines = self.content.decode("utf-8-sig").splitlines()
        cut = [line if len(line) <= SAMPLE_WIDTH else line[:SAMPLE_WIDTH] + " …" for line in lines[:SAMPLE_LINES]]
        return "\n".join([*cut, "…"] if len(lines) > SAMPLE_LINES else cut)


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
