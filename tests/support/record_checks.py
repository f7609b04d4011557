"""Data for property tests to alter, the checks of one data file, and assertions on the problems they return."""

from functools import cache
from typing import Any

import yaml
from support.projects import sample_root
from toolkit import LANGUAGES
from toolkit.checks.links import link_problems
from toolkit.checks.records import record_problems
from toolkit.models import DATA_FILES
from toolkit.problems import printing
from toolkit.problems.problem import Problem
from toolkit.sources.data_files import Reading, parse, read
from toolkit.sources.pages import Page, read_pages
from toolkit.sources.validation import validate
from toolkit.sources.yaml_nodes import plain

ROOT = sample_root()
READING = read(ROOT)
KNOWN = READING.known
TREES = {name: plain(file.tree) for name, file in READING.files.items()}
# Two records of each kind, and five lines of each table, stand for all, to be quick.
SLIM = {
    name: {key: value[:2] if isinstance(value, list) else value for key, value in data.items()}
    for name, data in TREES.items()
}
for name, table in (("config/urls.yaml", "segments"), ("config/labels.yaml", "labels")):
    SLIM[name] = {table: dict(list(TREES[name][table].items())[:5])}


def dump(data: Any, flow: bool = False) -> bytes:
    """A tree as a YAML file."""
    return yaml.safe_dump(data, default_flow_style=flow, allow_unicode=True, sort_keys=False).encode()


def checked(file: str, data: bytes) -> tuple[Any, list[Problem]]:
    """Model of a data file, and all that its own checks say of it."""
    parsed, found = parse(file, data)
    if parsed is None:
        return None, found
    model, more = validate(file, parsed.tree, DATA_FILES[file], KNOWN, found)
    reading = Reading({file: parsed}, {file: model}, (), KNOWN)
    others = [*link_problems(ROOT, reading, _named_pages()), *record_problems(Reading({file: parsed}, {}, (), KNOWN))]
    return model, [*found, *more, *(problem for problem in others if problem.file == file)]


@cache
def _named_pages() -> dict[tuple[str, str], Page]:
    """The pages that records name; the others are left out, to be quick."""
    lots = READING.models["data/lots.yaml"]
    named = {one.page for one in (*lots.applicants, *lots.reminders)}
    return {(one.language, one.path): one for one in read_pages(ROOT, KNOWN)[0] if one.path in named}


def assert_located(found: list[Problem], data: bytes) -> None:
    """Each problem is inside its file, and is one line in both languages."""
    text = data.removeprefix(b"\xef\xbb\xbf").decode("utf-8", "replace").replace("\r\n", "\n").replace("\r", "\n")
    lines = text.split("\n")
    for one in found:
        assert 1 <= one.line <= len(lines), one
        assert 1 <= one.column <= len(lines[one.line - 1]) + 1, one
    assert all(line.replace("\xa0", "").isprintable() for line in printing.lines(found, LANGUAGES))
