"""Marks inside a line become what Python-Markdown makes of them, though texts without any are passed over."""

from hypothesis import given
from hypothesis import strategies as some
from markdown import Markdown
from markdown.treeprocessors import InlineProcessor
from toolkit.markdown_extension import ToolkitMarkdown

# What marks are made of, and the words around them.
PIECES = (
    "`",
    "``",
    "\\",
    "*",
    "**",
    "_",
    "__",
    "[",
    "]",
    "(",
    ")",
    "!",
    "<",
    ">",
    "&",
    ":",
    "  \n",
    "\n",
    " ",
    "[a]: b",
)
WORDS = ("mot", "l’été", "https://a.be", "a@b.be", "3 < 4", "snake_case", "1", "«", "»")


def converted(text: str, stock: bool) -> str:
    """HTML of a page; `stock`: as Python-Markdown looks for marks."""
    markdown = Markdown(extensions=["sane_lists", "tables", ToolkitMarkdown({"table": "Tableau"})])
    if stock:
        markdown.treeprocessors.register(InlineProcessor(markdown), "inline", 20)
    return markdown.convert(text)


@given(some.lists(some.sampled_from(PIECES + WORDS), max_size=12).map("".join))
def test_no_mark_is_passed_over(text: str) -> None:
    assert converted(text, stock=False) == converted(text, stock=True)


def test_marks_are_converted() -> None:
    html = converted("Un *mot*, __deux__, `trois` et [quatre](a.md).", stock=False)
    assert html == '<p>Un <em>mot</em>, <strong>deux</strong>, <code>trois</code> et <a href="a.md">quatre</a>.</p>'
