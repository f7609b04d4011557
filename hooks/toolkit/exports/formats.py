"""Registry of the formats of the open data.

A new format is a function in a module of its own, an entry here and two labels. The page of the open data, the
catalogue for data portals and the headers of the servers follow. Addresses do not change once published.
"""

from toolkit import LANGUAGES
from toolkit.domain.context import Context
from toolkit.exports import atom, csv, dcat, geojson, ical, json
from toolkit.exports.base import FOLDER, Download, Format
from toolkit.project import Project

# In the order of the page.
FORMATS = (
    Format("csv", "processes.{language}.csv", "text/csv", "CSV", csv.csv_file),
    Format("geojson", "processes.{language}.geojson", "application/geo+json", "GEOJSON", geojson.geojson_file),
    Format("ical", "processes.{language}.ics", "text/calendar", "ICS", ical.ical_file),
    Format("atom", "processes.{language}.atom", "application/atom+xml", "ATOM", atom.atom_file),
    Format("json", "processes.json", "application/json", "JSON", json.json_file),
    Format("schema", json.SCHEMA, "application/json", "JSON", json.schema_file),
)


def downloads(project: Project, site_url: str, licence: str) -> tuple[Download, ...]:
    """Make every file, the catalogue that describes the others last; `licence` is an address, empty for none."""
    contexts = {code: Context(project, code, "", lambda target: site_url + target) for code in LANGUAGES}
    contexts[""] = contexts[LANGUAGES[0]]
    files: list[tuple[Format, Download]] = []
    for format in FORMATS:
        for language in LANGUAGES if "{language}" in format.filename else ("",):
            path = f"{FOLDER}/{format.filename.format(language=language)}"
            files.append((format, Download(format.name, language, path, format.write(contexts[language]))))
    catalog = dcat.dcat_file(contexts[""], files, licence)
    return (*(file for _, file in files), Download("dcat", "", f"{FOLDER}/{dcat.FILENAME}", catalog))


def media_types() -> dict[str, str]:
    """Return the media type of each suffix, without its dot."""
    names = {format.filename: format.media_type for format in FORMATS} | {dcat.FILENAME: dcat.MEDIA_TYPE}
    return {name.rpartition(".")[2]: media_type for name, media_type in names.items()}
