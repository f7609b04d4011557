"""The forms of `forms/`, read and checked: twins of the same shape, explained by a page that exists."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from toolkit import LANGUAGES
from toolkit.models.form import BudgetFile, FormMeta
from toolkit.models.rich_text import SAFE_SCHEMES, scheme_of
from toolkit.problems.problem import Problem, problem
from toolkit.problems.suggestions import nearest
from toolkit.sources.pages import Document, Found, split
from toolkit.sources.validation import validate
from toolkit.sources.yaml_nodes import Node, locate
from toolkit.sources.yaml_reader import read_yaml

MARKER = "templates"
BUDGET = "forms/budget.yaml"
_DEFINITION = re.compile(r" {0,3}\[([^\]]+)\]:")
_SHAPES = re.compile(r"(#{1,6}) |(\|)|(- \[ \] )|([-*] )|(\d+\. )|(> )")


@dataclass(frozen=True)
class Form:
    """One form in one language: a text (`body`, Markdown) or the budget (`sheet`)."""

    key: str
    language: str
    file: str
    meta: FormMeta
    body: str = ""
    shape: tuple[tuple[str, int], ...] = ()
    sheet: BudgetFile | None = None
    place: tuple[int, int] = (1, 1)

    @property
    def kinds(self) -> tuple[str, ...]:
        """Formats it is offered in."""
        return ("xlsx",) if self.sheet else ("docx", "odt")


def read_forms(root: Path, pages: Mapping[tuple[str, str], Document]) -> tuple[tuple[Form, ...], list[Problem]]:
    """All forms, and their problems. `pages` are the pages of the site, by language and neutral path."""
    forms: list[Form] = []
    problems: list[Problem] = []
    texts = {path.relative_to(root).as_posix(): path for path in sorted((root / "forms").glob("*/*.md"))}
    for file, path in texts.items():
        form, faults = _read(file, path)
        forms += form
        problems += faults
    if (root / BUDGET).is_file():
        sheets, faults = read_budget((root / BUDGET).read_bytes())
        forms += sheets
        problems += faults
    return tuple(forms), [*problems, *_together(forms, pages, set(texts))]


def _read(file: str, path: Path) -> tuple[list[Form], list[Problem]]:
    try:
        return read_text(file, path.read_bytes())
    except OSError:
        return [], [problem(file, "unreadable-file")]


def read_text(file: str, data: bytes) -> tuple[list[Form], list[Problem]]:
    """One text form (`file` is `forms/<language>/<key>.md`)."""
    parts, faults = split(file, data)
    if parts is None or parts.front_matter is None:
        return [], faults
    meta, more = validate(file, parts.front_matter, FormMeta, {}, faults)
    found = Found(file)
    found.read(parts.lines, parts.first_line)
    links = [
        problem(file, "forbidden-link", link.line, link.column, address=link.text)
        for link in found.links
        if scheme_of(link.text) not in SAFE_SCHEMES
    ]
    problems = [*faults, *more, *found.problems, *links, *_defined_twice(file, parts.lines, parts.first_line)]
    if meta is None:
        return [], problems
    _, language, name = file.split("/")
    shape = tuple(_shape(parts.lines, parts.first_line))
    place = locate(parts.front_matter, ("page",))
    body = "\n".join(parts.lines).strip()
    return [Form(name.removesuffix(".md"), language, file, meta, body, shape, place=place)], problems


def _defined_twice(file: str, lines: list[str], first_line: int) -> Iterator[Problem]:
    """Addresses of links given twice under one name: pandoc would not choose."""
    seen: dict[str, int] = {}
    for number, line in enumerate(lines, first_line):
        if match := _DEFINITION.match(line):
            first = seen.setdefault(match[1].casefold(), number)
            if first != number:
                yield problem(file, "link-defined-twice", number, name=match[1], first=first)


def read_budget(data: bytes) -> tuple[list[Form], list[Problem]]:
    """The budget sheet, in each language."""
    tree, faults = read_yaml(BUDGET, data)
    if tree is None:
        return [], faults
    sheet, more = validate(BUDGET, tree, BudgetFile, {})
    if sheet is None:
        return [], [*faults, *more]
    return [_budget_form(sheet, tree, language) for language in LANGUAGES], [*faults, *more]


def _budget_form(sheet: BudgetFile, tree: Node, language: str) -> Form:
    place = locate(tree, ("page",))
    return Form("budget", language, BUDGET, sheet.meta(language), sheet=sheet, place=place)


def _shape(lines: list[str], first_line: int) -> Iterator[tuple[str, int]]:
    """What both languages must share: headings, rows and columns of tables, items; each with its line."""
    for number, line in enumerate(lines, first_line):
        if match := _SHAPES.match(line):
            mark = next(one for one in match.groups() if one)
            yield (f"| {line.count('|')}" if mark == "|" else "1." if mark.endswith(". ") else mark.strip()), number


def _together(forms: list[Form], pages: Mapping[tuple[str, str], Document], texts: set[str]) -> Iterator[Problem]:
    """Faults between forms, and between forms and pages. `texts` are the files there are, even those with faults."""
    by_key = {(form.language, form.key): form for form in forms}
    names: dict[tuple[str, str], str] = {}
    for form in forms:
        if (form.language, form.meta.page) not in pages:
            near = nearest(form.meta.page, [path for language, path in pages if language == form.language])
            yield problem(form.file, "page-not-found", *form.place, "page", page=form.meta.page, near=near)
        first = names.setdefault((form.language, form.meta.name), form.file)
        if first != form.file:
            yield problem(form.file, "address-clash", path="name", value=form.meta.name, first=first)
        for language in LANGUAGES:
            twin, file = by_key.get((language, form.key)), f"forms/{language}/{form.key}.md"
            if twin is None and file not in texts:
                yield problem(form.file, "form-twin-missing", twin=file)
            elif twin:
                yield from _twin_faults(form, twin)
    if forms and not any(marker.text == MARKER for page in pages.values() for marker in page.markers):
        yield problem("forms", "marker-not-shown", value=MARKER)


def _twin_faults(form: Form, twin: Form) -> Iterator[Problem]:
    if form.language == LANGUAGES[0]:
        if any(getattr(form.meta, key) != getattr(twin.meta, key) for key in ("page", "landscape")):
            yield problem(twin.file, "twin-front-matter", twin=form.file)
        if (here := _difference(form.shape, twin.shape)) is not None:
            lines: list[Any] = [one.shape[min(here, len(one.shape) - 1)][1] if one.shape else 1 for one in (twin, form)]
            yield problem(twin.file, "form-shape", lines[0], twin=form.file, there=lines[1])


def _difference(one: tuple[tuple[str, int], ...], other: tuple[tuple[str, int], ...]) -> int | None:
    """Position of the first mark that differs."""
    marks, others = [mark for mark, _ in one], [mark for mark, _ in other]
    if marks == others:
        return None
    pairs = zip(marks, others, strict=False)
    return next((index for index, (a, b) in enumerate(pairs) if a != b), min(len(marks), len(others)))
