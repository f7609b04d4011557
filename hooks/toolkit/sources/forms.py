"""The forms of `forms/`, read and checked: twins of the same shape, explained by a page that exists."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from toolkit import LANGUAGES
from toolkit.models.form import BudgetFile, FormMeta
from toolkit.models.rich_text import SAFE_SCHEMES, scheme_of
from toolkit.problems.problem import Problem, problem
from toolkit.problems.suggestions import nearest
from toolkit.sources.pages import Page, read_body, split
from toolkit.sources.validation import validate
from toolkit.sources.yaml_nodes import locate
from toolkit.sources.yaml_reader import read_yaml

MARKER = "templates"
BUDGET = "forms/budget.yaml"
_DEFINITION = re.compile(r" {0,3}\[([^\]]+)\]:")
_SHAPES = re.compile(r"(#{1,6}) |(\|)|(- \[ \] )|([-*] )|(\d+\. )|(> )")
# Marks of headings, tables and items, each with its line.
Shape = tuple[tuple[str, int], ...]


@dataclass(frozen=True)
class Form:
    """One form in one language: a text (`body`, Markdown) or the budget (`sheet`).

    `place` is the line and the column of the page it names.
    """

    key: str
    language: str
    file: str
    meta: FormMeta
    body: str = ""
    shape: Shape = ()
    sheet: BudgetFile | None = None
    place: tuple[int, int] = (1, 1)

    @property
    def kinds(self) -> tuple[str, ...]:
        """Formats it is offered in."""
        return ("xlsx",) if self.sheet else ("docx", "odt")


def read_forms(root: Path, pages: Mapping[tuple[str, str], Page]) -> tuple[tuple[Form, ...], list[Problem]]:
    """All forms, and their problems. `pages` are the pages of the site, by language and neutral path."""
    forms: list[Form] = []
    problems: list[Problem] = []
    texts = [path.relative_to(root).as_posix() for path in sorted((root / "forms").glob("*/*.md"))]
    for file in [*texts, BUDGET] if (root / BUDGET).is_file() else texts:
        try:
            data = (root / file).read_bytes()
        except OSError:
            problems.append(problem(file, "unreadable-file"))
            continue
        read, faults = read_budget(data) if file == BUDGET else read_text(file, data)
        forms += read
        problems += faults
    return tuple(forms), [*problems, *_form_problems(forms, pages, set(texts))]


def read_text(file: str, data: bytes) -> tuple[list[Form], list[Problem]]:
    """One text form (`file` is `forms/<language>/<key>.md`)."""
    parts, faults = split(file, data)
    if parts is None or parts.front_matter is None:
        return [], faults
    meta, more = validate(file, parts.front_matter, FormMeta, {}, faults)
    body = read_body(file, parts.lines, parts.first_line)
    problems = [*faults, *more, *body.problems, *_defined_twice(file, parts.lines, parts.first_line)]
    for link in body.links:
        if scheme_of(link.text) not in SAFE_SCHEMES:
            problems.append(problem(file, "forbidden-link", link.line, link.column, address=link.text))
    if meta is None:
        return [], problems
    _, language, name = file.split("/")
    shape = tuple(_shape(parts.lines, parts.first_line))
    place, text = locate(parts.front_matter, ("page",)), "\n".join(parts.lines).strip()
    return [Form(name.removesuffix(".md"), language, file, meta, text, shape, place=place)], problems


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
    sheet, more = validate(BUDGET, tree, BudgetFile, {}) if tree else (None, [])
    if tree is None or sheet is None:
        return [], [*faults, *more]
    place = locate(tree, ("page",))
    forms = [Form("budget", one, BUDGET, sheet.meta(one), sheet=sheet, place=place) for one in LANGUAGES]
    return forms, faults


def _shape(lines: list[str], first_line: int) -> Iterator[tuple[str, int]]:
    """What both languages must share: headings, rows and columns of tables, items; each with its line."""
    for number, line in enumerate(lines, first_line):
        if match := _SHAPES.match(line):
            mark = match[match.lastindex or 1]
            yield (f"| {line.count('|')}" if mark == "|" else "1." if mark.endswith(". ") else mark.strip()), number


def _form_problems(forms: list[Form], pages: Mapping[tuple[str, str], Page], texts: set[str]) -> Iterator[Problem]:
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
            elif twin and form.language == LANGUAGES[0]:
                yield from _twin_problems(form, twin)
    if forms and not any(marker.text == MARKER for page in pages.values() for marker in page.markers):
        yield problem("forms", "marker-not-shown", value=MARKER)


def _twin_problems(form: Form, twin: Form) -> Iterator[Problem]:
    if (form.meta.page, form.meta.landscape) != (twin.meta.page, twin.meta.landscape):
        yield problem(twin.file, "twin-front-matter", twin=form.file)
    marks, others = ([mark for mark, _ in each.shape] for each in (form, twin))
    if marks != others:
        pairs = zip(marks, others, strict=False)
        shorter = min(len(marks), len(others))
        at = next((index for index, (mark, other) in enumerate(pairs) if mark != other), shorter)
        yield problem(twin.file, "form-shape", _line(twin.shape, at), twin=form.file, there=_line(form.shape, at))


def _line(shape: Shape, index: int) -> int:
    """Line of a mark, or of the last one where there are fewer."""
    return shape[min(index, len(shape) - 1)][1] if shape else 1
