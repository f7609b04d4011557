"""Whatever is written in a data file, only located problems come out, or a valid record."""

import pytest
from checking import FILES, SLIM, assert_told, checked, dump
from hostile import altered, texts
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from selectolax.lexbor import LexborHTMLParser
from toolkit import markup
from toolkit.text_source import FORBIDDEN
from toolkit.yaml_source import read_yaml


@given(st.one_of(st.binary(max_size=200), st.lists(texts, max_size=6).map("\n".join).map(str.encode)))
def test_any_bytes_are_told_or_read(data: bytes) -> None:
    tree, found = read_yaml("data.yaml", data)
    assert tree or found
    assert_told(found, data)


@pytest.mark.parametrize("file", FILES)
@settings(max_examples=60)
@given(data=st.data())
def test_any_tree_in_a_data_file_is_told_or_accepted(file: str, data: st.DataObject) -> None:
    written = dump(data.draw(altered(SLIM[file])), flow=data.draw(st.booleans()))
    model, found = checked(file, written)
    assert model or found
    assert_told(found, written)


@given(texts.map(str.strip).filter(lambda text: text and not FORBIDDEN.search(text)))
def test_the_shortcut_for_texts_without_marks_changes_nothing(text: str) -> None:
    """The parser of this subset of Markdown, asked without the shortcut, gives the same page and the same words."""
    parser = MarkdownIt("zero").enable(["emphasis", "link", "list", "newline"])
    parser.validateLink = lambda url: True  # type: ignore[method-assign]
    slow, quick = LexborHTMLParser(parser.render(text)), LexborHTMLParser(markup.to_html(text))
    assert [node.tag for node in quick.css("*")] == [node.tag for node in slow.css("*")]
    assert _words(quick) == _words(slow)
    assert "".join(markup.to_text(text).split()) == "".join(_words(slow).split())


def _words(tree: LexborHTMLParser) -> str:
    body = tree.body
    return " ".join(body.text(separator=" ").split()) if body else ""
