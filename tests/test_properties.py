"""Whatever is written in a data file, only located problems come out, or a valid record."""

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from selectolax.lexbor import LexborHTMLParser
from support.projects import SMALL, small_project
from support.record_checks import SLIM, assert_located, checked, dump
from support.strategies import altered, texts
from toolkit.models import DATA_FILES, rich_text
from toolkit.project import load
from toolkit.sources.text import FORBIDDEN
from toolkit.sources.yaml_reader import read_yaml

SMALL_FILES = sorted(path.relative_to(SMALL).as_posix() for path in SMALL.rglob("*") if path.suffix in (".yaml", ".md"))
lines = st.lists(texts, max_size=6).map("\n".join)
anything = st.one_of(
    st.binary(max_size=200),
    lines.map(str.encode),
    lines.map(lambda text: f"---\ntitle: x\n---\n{text}\n".encode()),
)


@given(anything)
def test_any_bytes_are_told_or_read(data: bytes) -> None:
    tree, found = read_yaml("data.yaml", data)
    assert tree or found
    assert_located(found, data)


@pytest.mark.parametrize("file", DATA_FILES)
@settings(max_examples=60)
@given(data=st.data())
def test_any_tree_in_a_data_file_is_told_or_accepted(file: str, data: st.DataObject) -> None:
    written = dump(data.draw(altered(SLIM[file])), flow=data.draw(st.booleans()))
    model, found = checked(file, written)
    assert model or found
    assert_located(found, written)


@settings(max_examples=40)
@given(st.sampled_from(SMALL_FILES), anything, anything)
def test_any_bytes_in_two_files_of_a_project_are_told(file: str, data: bytes, other: bytes) -> None:
    with TemporaryDirectory() as folder:
        root = small_project(Path(folder))
        (root / file).write_bytes(data)
        (root / "docs/fr/index.md").write_bytes(other)
        project, found = load(root)
        assert project or found
        for one in found:
            path = root / one.file
            assert_located([one], path.read_bytes() if path.is_file() else b"")


@given(texts.map(str.strip).filter(lambda text: text and not FORBIDDEN.search(text)))
def test_the_shortcut_for_texts_without_marks_changes_nothing(text: str) -> None:
    """The parser of this subset of Markdown, asked without the shortcut, gives the same page and the same words."""
    parser = MarkdownIt("zero").enable(["emphasis", "link", "list", "newline"])
    parser.validateLink = lambda url: True  # type: ignore[method-assign]
    slow, quick = LexborHTMLParser(parser.render(text)), LexborHTMLParser(rich_text.to_html(text))
    assert [node.tag for node in quick.css("*")] == [node.tag for node in slow.css("*")]
    assert _words(quick) == _words(slow)
    assert "".join(rich_text.to_text(text).split()) == "".join(_words(slow).split())


def _words(tree: LexborHTMLParser) -> str:
    body = tree.body
    return " ".join(body.text(separator=" ").split()) if body else ""
