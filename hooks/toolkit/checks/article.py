"""Extract the text of an article: headings with their anchors, and paragraphs of bare text."""

import re
from collections.abc import Iterable

from markupsafe import escape
from selectolax.lexbor import LexborHTMLParser

# What is not the text of the page itself (lists of other pages, links onwards) carries this attribute in templates.
_SKIPPED = '[data-search="no"], script, style, svg, template, form, nav'
_HEADING = re.compile(r"<h([1-6])\b([^>]*)>")
_IDENTIFIER = re.compile(r'\sid="[^"]*"')
_INLINE = re.compile(
    r"</?(?:a|abbr|b|code|dfn|em|i|input|kbd|label|mark|s|small|span|strong|sub|sup|time|u|wbr)\b[^>]*>"
)
_BLOCK = re.compile(r"</?(?!/?h[1-6]\b)[a-z][^>]*>")


def article_text(tree: LexborHTMLParser) -> str:
    """Simplify the article of a finished page to headings and paragraphs. Removes the skipped parts from the tree."""
    article = tree.css_first("article") or tree.css_first("main")
    if article is None:
        return ""
    for node in article.css(_SKIPPED):
        node.decompose()
    return simplify(article.inner_html or "")


def simplify(html: str) -> str:
    """Reduce serialized HTML to headings (with their `id`) and paragraphs."""
    html = _HEADING.sub(lambda match: f"<h{match[1]}{_identifier(match[2])}>", html.replace("\n", " "))
    return _paragraphs(_BLOCK.sub("\n", _INLINE.sub("", html)))


def paragraphs(title: str, texts: Iterable[str]) -> str:
    """Return a title and texts in the form of `simplify`, for an entry without a page of its own."""
    return _paragraphs("\n".join([f"<h1>{escape(title)}</h1>", *map(escape, texts)]))


def _paragraphs(lines: str) -> str:
    """Wrap lines in paragraphs, except headings. Apostrophes become straight: Pagefind splits words at ' only."""
    stripped = (line.strip().replace("’", "'") for line in lines.split("\n"))
    return "".join(line if line.startswith("<h") else f"<p>{line}</p>" for line in stripped if line)


def _identifier(attributes: str) -> str:
    match = _IDENTIFIER.search(attributes)
    return match[0] if match else ""
