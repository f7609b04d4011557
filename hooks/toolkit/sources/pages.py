"""A Markdown page, read for checking: front matter, headings, links and data markers with their lines."""

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from toolkit import LANGUAGES
from toolkit.memory import remembered
from toolkit.models.page import PageMeta
from toolkit.problems.problem import Problem, problem
from toolkit.sources.identifiers import Known, known
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
_RULES = ("=", "-")
_UNDERLINE = re.compile(r"(=+|-+)\s*")
_LINK = re.compile(r"\]\(\s*<?([^)\s>]*)|^\s{0,3}\[[^\]]+\]:\s*<?([^\s>]+)|<([a-zA-Z][a-zA-Z0-9+.-]*:[^>\s]*)>")
_HTML = re.compile(r"<(?![a-zA-Z][a-zA-Z0-9+.-]*:[^>\s]*>)[a-zA-Z/!?]")


@dataclass(frozen=True, slots=True)
class Spot:
    """Something found in a page, with its line and column."""

    text: str
    line: int
    column: int
    level: int = 0


@dataclass(frozen=True)
class Document:
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


def read_documents(root: Path, identifiers: Mapping[str, Iterable[str]]) -> tuple[list[Document], list[Problem]]:
    """All pages below `docs/<language>/`, and their problems."""
    asked = known(identifiers)
    documents: list[Document] = []
    problems: list[Problem] = []
    for path in sorted((root / "docs").rglob("*.m*")):
        file = path.relative_to(root).as_posix()
        if path.suffix in _OTHER_SUFFIXES:
            problems.append(problem(file, "page-suffix", suffix=path.suffix))
        if path.suffix != ".md":
            continue
        if file.split("/")[1] not in LANGUAGES:
            problems.append(problem(file, "page-outside"))
            continue
        document, faults = _read(path, file, asked)
        documents.append(document)
        problems += faults
    return documents, problems


def _read(path: Path, file: str, known: Known) -> tuple[Document, list[Problem]]:
    try:
        return _kept(file, path.read_bytes(), known)
    except OSError:
        return _document(file, Found(file)), [problem(file, "unreadable-file")]


@remembered(4096)
def _kept(file: str, data: bytes, known: Known) -> tuple[Document, list[Problem]]:
    """A preview reads all pages at each edit: those that are the same are not read again."""
    return read_document(file, data, known)


def read_document(file: str, data: bytes, known: Mapping[str, Iterable[str]]) -> tuple[Document, list[Problem]]:
    """Read one page (`file` is `docs/<language>/<path>`)."""
    found = Found(file)
    parts, faults = split(file, data)
    if parts is None:
        return _document(file, found), faults
    tree = parts.front_matter
    meta, more = validate(file, tree, PageMeta, known, faults) if tree else (None, [])
    found.read(parts.lines, parts.first_line)
    document = _document(file, found, meta, tree)
    return replace(document, source=hashlib.sha256(data).hexdigest()), [*faults, *more, *found.problems]


def _document(file: str, found: "Found", meta: PageMeta | None = None, tree: Node | None = None) -> Document:
    _, language, path = file.split("/", 2)
    known_meta = meta or PageMeta.model_construct(title="", description="")
    return Document(language, path, file, known_meta, tree or Node({}, 1, 1), *found.spots(), whole=meta is not None)


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


class Found:
    """Collects what matters in the body of a page, line by line, outside code."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.headings: list[Spot] = []
        self.links: list[Spot] = []
        self.markers: list[Spot] = []
        self.problems: list[Problem] = []

    def spots(self) -> tuple[tuple[Spot, ...], tuple[Spot, ...], tuple[Spot, ...]]:
        """Headings, links and markers."""
        return tuple(self.headings), tuple(self.links), tuple(self.markers)

    def read(self, lines: list[str], first_line: int) -> None:
        """Read a text whose first line has the number given."""
        previous = ""
        for number, line in _outside_fences(lines, first_line):
            shown = _CODE.sub(lambda match: " " * len(match[0]), line) if "`" in line else line
            if "<!--" in line and (marker := MARKER.fullmatch(line.strip())):
                self.markers.append(Spot(marker[1], number, 1))
            else:
                self.inspect(shown, number)
            if line[:1] in _RULES and _UNDERLINE.fullmatch(line) and previous.strip() and "|" not in previous:
                self.problems.append(problem(self.file, "heading-underlined", number))
            previous = line

    def inspect(self, line: str, number: int) -> None:
        """Read one line that is not code. What most lines lack is looked for before a pattern: 0.07 s for 370 pages."""
        if line.startswith("#") and (heading := _HEADING.match(line)):
            self.headings.append(Spot(heading[2].strip(), number, 1, len(heading[1])))
            if len(heading[1]) == 1:
                self.problems.append(problem(self.file, "heading-one", number))
        for match in _LINK.finditer(line) if "](" in line or "<" in line or "]:" in line else ():
            group = next(index for index in (1, 2, 3) if match[index] is not None)
            self.links.append(Spot(match[group], number, match.start(group) + 1))
        for match in _HTML.finditer(line) if "<" in line else ():
            self.problems.append(problem(self.file, "raw-html", number, match.start() + 1, text=line[match.start() :]))


def _outside_fences(lines: list[str], first_line: int) -> Iterator[tuple[int, str]]:
    fence = ""
    for number, line in enumerate(lines, first_line):
        if match := _FENCE.match(line):
            if not fence:
                fence = match[1]
            elif match[1].startswith(fence):
                fence = ""
            continue
        if not fence:
            yield number, line
