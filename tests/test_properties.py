"""Whatever is written in a file, only located problems come out, or a page that runs nothing."""

from typing import Any

import pytest
import yaml
from helpers import ROOT
from hostile import altered, texts
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from toolkit import LANGUAGES, problems
from toolkit.catalogue import FILES, Reading, known_identifiers, read
from toolkit.link_checks import link_problems
from toolkit.problems import Problem
from toolkit.validation import validate
from toolkit.yaml_source import read_yaml
from toolkit.yaml_tree import plain

settings.register_profile(
    "toolkit",
    derandomize=True,
    deadline=None,
    database=None,
    max_examples=300,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
settings.load_profile("toolkit")

TREES = {name: plain(tree) for name, tree in read(ROOT).trees.items()}
KNOWN = known_identifiers(read(ROOT).trees)
# A few records stand for all, to be quick.
SLIM = {
    name: {key: value[:2] if isinstance(value, list) else value for key, value in data.items()}
    for name, data in TREES.items()
}
RICH_FILES = ["accessibility.yaml", "facilitators.yaml", "glossary.yaml", "lots.yaml", "methods.yaml", "processes.yaml"]


def assert_told(found: list[Problem], data: bytes) -> None:
    """Each problem is inside its file, and is one line in both languages."""
    text = data.removeprefix(b"\xef\xbb\xbf").decode("utf-8", "replace").replace("\r\n", "\n").replace("\r", "\n")
    lines = text.split("\n")
    for one in found:
        assert 1 <= one.line <= len(lines), one
        assert 1 <= one.column <= len(lines[one.line - 1]) + 1, one
    shown = problems.lines(found, LANGUAGES)
    assert all(line.replace("\xa0", "").isprintable() for line in shown)


@cache
def named_pages() -> dict[tuple[str, str], Document]:
    """The pages that records name; all others are left out, to be quick."""
    documents, _ = read_documents(ROOT, KNOWN)
    named = {one.page for name in ("applicants", "reminders") for one in getattr(read(ROOT).models["lots.yaml"], name)}
    return {(one.language, one.path): one for one in documents if one.path in named}


def checked(file: str, data: bytes) -> tuple[Any, list[Problem]]:
    """Model of a data file, and all that its own checks say of it."""
    tree, found = read_yaml(file, data)
    model, more = validate(file, tree, FILES[file], KNOWN, found) if tree else (None, [])
    links = link_problems(ROOT, Reading({file: tree}, {}, ()), named_pages(), KNOWN) if tree else ()
    return model, [*found, *more, *(one for one in links if one.file == file)]


@given(st.one_of(st.binary(max_size=200), st.lists(texts, max_size=6).map("\n".join).map(str.encode)))
def test_any_bytes_are_told_or_read(data: bytes) -> None:
    tree, found = read_yaml("data.yaml", data)
    assert tree or found
    assert_told(found, data)


@pytest.mark.parametrize("file", FILES)
@settings(max_examples=60)
@given(data=st.data())
def test_any_tree_in_a_data_file_is_told_or_accepted(file: str, data: st.DataObject) -> None:
    written = dump(data.draw(altered(SLIM[file])), data.draw(st.booleans()))
    model, found = checked(file, written)
    assert model or found
    assert_told(found, written)


def dump(data: Any, flow: bool) -> bytes:
    return yaml.safe_dump(data, default_flow_style=flow, allow_unicode=True, sort_keys=False).encode()
