"""Rules of `overrides/`: names that templates ask for must exist, assets must be of a kind the site publishes."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from toolkit.problems.problem import Problem, problem
from toolkit.problems.suggestions import nearest
from toolkit.sources.catalog import Reading
from toolkit.sources.pages import Document
from toolkit.sources.text import place

# Text only: a raster image carries metadata (place, camera, author), and a page needs its width and height.
ASSET_SUFFIXES = (".css", ".js", ".svg")
# A name made of pieces is not seen; a missing one is told by the build.
_LABEL = re.compile(r"""\b(?:t\(|t_of["'],)\s*["'](\w+)["']\s*[,)]""")
_PAGE = re.compile(r"""\bpage\(\s*["']([^"']+\.md)["']\s*\)""")
_MARKER = re.compile(r"""\bmarker_pages\[\s*["']([a-z-]+)["']\s*\]""")


def template_problems(root: Path, reading: Reading, documents: Mapping[tuple[str, str], Document]) -> Iterator[Problem]:
    """What templates ask for and that does not exist, where it is asked for."""
    asked = [(_PAGE, {path for _, path in documents}, "page-not-found", "page")]
    if labels := reading.models.get("config/labels.yaml"):
        asked.append((_LABEL, set(labels.labels), "label-missing", "key"))
    if all(document.whole for document in documents.values()):
        markers = {marker.text for document in documents.values() for marker in document.markers}
        asked.append((_MARKER, markers, "marker-not-shown", "value"))
    for path in sorted((root / "overrides").rglob("*.html")):
        file, text = path.relative_to(root).as_posix(), path.read_text(encoding="utf-8")
        for pattern, known, code, blank in asked:
            for match in (one for one in pattern.finditer(text) if one[1] not in known):
                details = {blank: match[1], "near": nearest(match[1], known)}
                line, column = place(text, match.start(1))
                yield problem(file, code, line, column, "", **details)


def asset_problems(root: Path) -> Iterator[Problem]:
    """Files of `overrides/assets` of another kind than style sheets, scripts and SVG images."""
    for path in sorted((root / "overrides" / "assets").rglob("*")):
        if path.is_file() and path.suffix not in ASSET_SUFFIXES:
            yield problem(path.relative_to(root).as_posix(), "asset-kind", suffix=path.suffix or path.name)
