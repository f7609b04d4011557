"""A Markdown page, read for checking: front matter, headings, links and data markers with their lines."""

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path

from toolkit import LANGUAGES
from toolkit.models.page import PageMeta
from toolkit.problems.problem import Problem, problem
from toolkit.sources.data_files import Identifiers
from toolkit.sources.text import TextError, decode
from toolkit.sources.validation import validate
from toolkit.sources.yaml_nodes import Node, locate
from toolkit.sources.yaml_reader import read_yaml

MARKER = re.compile(r"<!--\s*data:\s*(.*?)\s*-->")
# What MkDocs takes for a page too.
_OTHER_SUFFIXES = (".markdown", ".mdown", ".mkdn", ".mkd")
_FENCE = re.compile(r"\s*(`{3,}|~{3,})")
_CODE = re.compile(r"(`+)(?!`).+?(?<!`)\1(?!`)")
_HEADING = re.compile(r"(#{1,6})(?!#)\s*(.*)")
_UNDERLINE = re.compile(r"(=+|-+)\s*")
_LINK = re.compile(r"\]\(\s*<?([^)\s>]*)|^\s{0,3}\[[^\]]+\]:\s*<?([^\s>]+)|<([a-zA-Z][a-zA-Z0-9+.-]*:[^>\s]*)>")
_HTML = re.compile(r"<(?![a-zA-Z][a-zA-Z0-9+.-]*:[^>\s]*>)[a-zA-Z/!?]")


@dataclass(frozen=True, slots=True)
class Spot:
    """A heading, a link or a marker, with its line and column."""

    text: str
    line: int
    column: int
    level: int = 0


@dataclass(frozen=True)
class Page:
    """One page in one language. `path` is neutral (`framing/why.md`), `file` is what editors open.

    A page that is not `whole` could not be read to the end; it still exists for those that link to it. `source` is the
    digest of its file.
    """

    language: str
    path: str
    file: str
    meta: PageMeta
    front_matter: Node
    headings: tuple[Spot, ...]
    links: tuple[Spot, ...]
    markers: tuple[Spot, ...]
    whole: bool = True
    source: str = ""

    @property
    def skeleton(self) -> tuple[int, ...]:
        """Levels of the headings, in order."""
        return tuple(heading.level for heading in self.headings)

    def place(self, *path: str | int) -> tuple[int, int]:
        """Line and column of a key of the front matter."""
        return locate(self.front_matter, path)


def read_pages(root: Path, known: Identifiers) -> tuple[list[Page], list[Problem]]:
    """All pages below `docs/<language>/`, and their problems."""
    pages: list[Page] = []
    problems: list[Problem] = []
    for path in sorted((root / "docs").rglob("*.m*")):
        file = path.relative_to(root).as_posix()
        if path.suffix in _OTHER_SUFFIXES:
            problems.append(problem(file, "page-suffix", suffix=path.suffix))
        elif path.suffix == ".md" and file.split("/")[1] not in LANGUAGES:
            problems.append(problem(file, "page-outside"))
        elif path.suffix == ".md":
            try:
                page, faults = _read(file, path.read_bytes(), known)
            except OSError:
                page, faults = _page(file, Body()), [problem(file, "unreadable-file")]
            pages.append(page)
            problems += faults
    return pages, problems


# A preview reads all pages after each edit, of which most have not changed.
@lru_cache(maxsize=4096)
def _read(file: str, data: bytes, known: Identifiers) -> tuple[Page, list[Problem]]:
    return read_page(file, data, known)


def read_page(file: str, data: bytes, known: Mapping[str, Iterable[str]]) -> tuple[Page, list[Problem]]:
    """Read one page (`file` is `docs/<language>/<path>`). `known` are the identifiers references may name."""
    parts, faults = split(file, data)
    if parts is None:
        return _page(file, Body()), faults
    tree = parts.front_matter
    meta, more = validate(file, tree, PageMeta, known, faults) if tree else (None, [])
    body = read_body(file, parts.lines, parts.first_line)
    page = replace(_page(file, body, meta, tree), source=hashlib.sha256(data).hexdigest())
    return page, [*faults, *more, *body.problems]


def _page(file: str, body: "Body", meta: PageMeta | None = None, tree: Node | None = None) -> Page:
    _, language, path = file.split("/", 2)
    spots = (tuple(body.headings), tuple(body.links), tuple(body.markers))
    known_meta = meta or PageMeta.model_construct(title="", description="")
    return Page(language, path, file, known_meta, tree or Node({}, 1, 1), *spots, whole=meta is not None)


@dataclass(frozen=True)
class Parts:
    """The two parts of a Markdown file; the front matter is None when it cannot be read."""

    front_matter: Node | None
    lines: list[str]
    first_line: int


def split(file: str, data: bytes) -> tuple[Parts | None, list[Problem]]:
    """Separate the front matter from the text."""
    try:
        lines = decode(data).split("\n")
    except TextError as fault:
        return None, [problem(file, fault.code, fault.line, fault.column, **fault.details)]
    # Without a line after it, the second `---` does not count for MkDocs.
    end = next((number for number, line in enumerate(lines[1:-1], 1) if line.rstrip() == "---"), None)
    if lines[0].rstrip() != "---" or not "".join(lines[1:end]).strip() or end is None:
        return None, [problem(file, "front-matter-missing")]
    tree, faults = read_yaml(file, "\n".join(lines[1:end]).encode(), first_line=1)
    return Parts(tree, lines[end + 1 :], end + 2), faults


@dataclass
class Body:
    """What the checks need of the text of a page: headings, links, markers; and its problems."""

    headings: list[Spot] = field(default_factory=list)
    links: list[Spot] = field(default_factory=list)
    markers: list[Spot] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def read_body(file: str, lines: list[str], first_line: int) -> Body:
    """Read a text, outside its code; its first line has the number given."""
    body, previous = Body(), ""
    for number, line in _outside_fences(lines, first_line):
        if marker := MARKER.fullmatch(line.strip()):
            body.markers.append(Spot(marker[1], number, 1))
        else:
            _read_line(body, file, number, _CODE.sub(lambda match: " " * len(match[0]), line))
        if _UNDERLINE.fullmatch(line) and previous.strip() and "|" not in previous:
            body.problems.append(problem(file, "heading-underlined", number))
        previous = line
    return body


def _read_line(body: Body, file: str, number: int, line: str) -> None:
    if heading := _HEADING.match(line):
        body.headings.append(Spot(heading[2].strip(), number, 1, len(heading[1])))
        if len(heading[1]) == 1:
            body.problems.append(problem(file, "heading-one", number))
    for match in _LINK.finditer(line):
        group = match.lastindex or 1
        body.links.append(Spot(match[group], number, match.start(group) + 1))
    for match in _HTML.finditer(line):
        body.problems.append(problem(file, "raw-html", number, match.start() + 1, text=line[match.start() :]))


def _outside_fences(lines: list[str], first_line: int) -> Iterator[tuple[int, str]]:
    fence = ""
    for number, line in enumerate(lines, first_line):
        if match := _FENCE.match(line):
            if not fence:
                fence = match[1]
            elif match[1].startswith(fence):
                fence = ""
        elif not fence:
            yield number, line
