"""Marks become what Python-Markdown makes of them, though texts without any are passed over."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as some
from markdown import Markdown
from markdown.treeprocessors import InlineProcessor
from toolkit.render.markdown import ToolkitMarkdown

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
    "\n\n",
    "    ",
    "> ",
    "# ",
    "## ",
    '!!! note "Titre"\n    ',
)
WORDS = ("mot", "l’été", "https://a.be", "a@b.be", "3 < 4", "snake_case", "1", "«", "»")


def converted(text: str, stock: bool) -> str:
    """HTML of a page; `stock`: as Python-Markdown looks for marks."""
    markdown = Markdown(extensions=["sane_lists", "tables", "admonition", ToolkitMarkdown({"table": "Tableau"})])
    if stock:
        markdown.treeprocessors.register(InlineProcessor(markdown), "inline", 20)
        for name in ("quote", "hashheader", "admonition"):
            processor: Any = markdown.parser.blockprocessors[name]
            processor.RE = type(processor).RE
    return markdown.convert(text)


@given(some.lists(some.sampled_from(PIECES + WORDS), max_size=12).map("".join))
def test_no_mark_is_passed_over(text: str) -> None:
    assert converted(text, stock=False) == converted(text, stock=True)


def test_marks_are_converted() -> None:
    html = converted("Un *mot*, __deux__, `trois` et [quatre](a.md).", stock=False)
    assert html == '<p>Un <em>mot</em>, <strong>deux</strong>, <code>trois</code> et <a href="a.md">quatre</a>.</p>'


def test_blocks_are_converted() -> None:
    html = converted('# Un\n\n> deux\n\n!!! note "Trois"\n    quatre\n\n    cinq', stock=False)
    assert html.startswith('<h1>Un</h1>\n<blockquote>\n<p>deux</p>\n</blockquote>\n<div class="admonition note">')
    assert html.endswith("<p>quatre</p>\n<p>cinq</p>\n</div>")
