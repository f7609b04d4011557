"""The terms a page declares, explained where they first appear: a link to the glossary, titled with the definition."""

import re
from collections.abc import Callable, Iterator
from html import escape, unescape

from toolkit.models.glossary import Term

_TAG = re.compile(r"(<[^>]*>)")
# Inside these an explanation would break a link, a title or a label.
_CLOSED = re.compile(r"<(/?)(a|h[1-6]|th|code|label|summary)\b")


Show = Callable[[Term, str], str]


def explain(html: str, terms: list[Term], language: str, show: Show) -> str:
    """HTML with the first occurrence of each term explained; `show` gives the HTML of a term and the words found."""
    waiting = {term.id: (term, _pattern(term, language)) for term in terms}
    pieces: list[str] = []
    depth = 0
    for piece in _TAG.split(html):
        if closed := _CLOSED.match(piece):
            depth += -1 if closed[1] else 1
        elif not piece.startswith("<") and depth == 0 and waiting:
            piece = _explain_text(piece, waiting, show)
        pieces.append(piece)
    return "".join(pieces)


def _explain_text(text: str, waiting: dict[str, tuple[Term, re.Pattern[str]]], show: Show) -> str:
    """Add a tooltip to each term of `waiting` that occurs in a text, and remove it from `waiting`."""
    for term, pattern in list(waiting.values()):
        if match := pattern.search(text):
            del waiting[term.id]
            before, after = text[: match.start()], text[match.end() :]
            shown = show(term, unescape(match[0]))
            return _explain_text(before, waiting, show) + shown + _explain_text(after, waiting, show)
    return text


def _pattern(term: Term, language: str) -> re.Pattern[str]:
    forms = sorted(_forms(term, language), key=len, reverse=True)
    words = "|".join(re.escape(escape(form, quote=False)) for form in forms)
    return re.compile(rf"(?<![\w-])(?:{words})(?:s|x|en)?(?![\w-])", re.IGNORECASE)


def _forms(term: Term, language: str) -> Iterator[str]:
    yield term[language]
    yield from term.variants[language]
