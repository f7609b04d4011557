"""Light copies of pages for the indexer: headings with their anchors, and paragraphs of bare text."""

import re
from collections.abc import Iterable, Mapping

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
    """The article of a finished page, lightened. The tree is used up: what search skips is taken out of it."""
    article = tree.css_first("article") or tree.css_first("main")
    if article is None:
        return ""
    for node in article.css(_SKIPPED):
        node.decompose()
    return lighten(article.inner_html or "")


def lighten(html: str) -> str:
    """Serialised HTML with headings (and their `id`) and paragraphs only. Pagefind does not split at ’, but at '."""
    html = _HEADING.sub(lambda match: f"<h{match[1]}{_identifier(match[2])}>", html.replace("\n", " "))
    return _paragraphs(_BLOCK.sub("\n", _INLINE.sub("", html)))


def paragraphs(title: str, texts: Iterable[str]) -> str:
    """The same form, for what has no page of its own."""
    return _paragraphs("\n".join([f"<h1>{escape(title)}</h1>", *map(escape, texts)]))


def _paragraphs(lines: str) -> str:
    """Lines as paragraphs, with the end tags the indexer needs to keep their words apart."""
    kept = (line.strip().replace("’", "'") for line in lines.split("\n"))
    return "".join(line if line.startswith("<h") else f"<p>{line}</p>" for line in kept if line)


def stub(language: str, body: str, fields: Mapping[str, str], facets: Iterable[tuple[str, str]]) -> str:
    """The file the indexer reads; facets are pairs of a filter and a value."""
    marks = [f'<i data-pagefind-filter="{escape(key)}:{escape(value)}"></i>' for key, value in facets]
    for key, value in fields.items():
        marks.append(f'<i data-pagefind-meta="{key}[title]" title="{escape(value)}"></i>'.replace("’", "'"))
    return f'<!doctype html><html lang="{language}"><body data-pagefind-body>{"".join(marks)}{body}</body></html>'


def _identifier(attributes: str) -> str:
    found = _IDENTIFIER.search(attributes)
    return found[0] if found else ""
