"""Rules of `overrides/`: names that templates and kinds ask for exist, assets are of a kind the site publishes."""

import re
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path

from toolkit.kinds import KINDS
from toolkit.problems.problem import Problem, problem
from toolkit.problems.suggestions import nearest
from toolkit.sources.data_files import Reading
from toolkit.sources.pages import Page
from toolkit.sources.text import position

# Text only: a raster image carries metadata (place, camera, author), and a page needs its width and height.
ASSET_SUFFIXES = (".css", ".js", ".svg")
# A name made of parts is not seen here; a missing one is a problem of the build.
_LABEL = re.compile(r"""\b(?:t\(|t_of["'],)\s*["'](\w+)["']\s*[,)]""")
_PAGE = re.compile(r"""\bpage\(\s*["']([^"']+\.md)["']\s*\)""")
_MARKER = re.compile(r"""\bmarker_pages\[\s*["']([a-z-]+)["']\s*\]""")
# Names that may be asked for, by the pattern that finds them, with the code of the problem and the name of its detail.
_Names = tuple[re.Pattern[str], Collection[str], str, str]


def template_problems(root: Path, reading: Reading, pages: Mapping[tuple[str, str], Page]) -> Iterator[Problem]:
    """What is asked for by name and does not exist, where it is asked for."""
    names: list[_Names] = [(_PAGE, {path for _, path in pages}, "page-not-found", "page")]
    if file := reading.models.get("config/labels.yaml"):
        names.append((_LABEL, set(file.labels), "label-missing", "key"))
    if all(page.whole for page in pages.values()):
        markers = {marker.text for page in pages.values() for marker in page.markers}
        names.append((_MARKER, markers, "marker-not-shown", "value"))
    for path in sorted((root / "overrides").rglob("*.html")):
        yield from _names_in(path.relative_to(root).as_posix(), path.read_text(encoding="utf-8"), names)
    yield from _kinds(root, file.labels if file else None)


def _names_in(file: str, text: str, names: list[_Names]) -> Iterator[Problem]:
    for pattern, known, code, detail in names:
        for match in pattern.finditer(text):
            if match[1] not in known:
                line, column = position(text, match.start(1))
                details = {detail: match[1], "near": nearest(match[1], known)}
                yield problem(file, code, line, column, "", **details)


def asset_problems(root: Path) -> Iterator[Problem]:
    """Files of `overrides/assets` of another kind than style sheets, scripts and SVG images."""
    for path in sorted((root / "overrides" / "assets").rglob("*")):
        if path.is_file() and path.suffix not in ASSET_SUFFIXES:
            yield problem(path.relative_to(root).as_posix(), "asset-kind", suffix=path.suffix or path.name)


def _kinds(root: Path, labels: Collection[str] | None) -> Iterator[Problem]:
    """Templates and labels that kinds of records need. The labels are None when their file is not valid."""
    for kind in KINDS.values():
        template = f"overrides/{kind.template}"
        if kind.shown != "anchor" and not (root / template).is_file():
            yield problem(template, "template-missing", value=kind.name)
        if labels is not None and kind.label not in labels:
            yield problem("config/labels.yaml", "label-missing", key=kind.label, near=nearest(kind.label, labels))
