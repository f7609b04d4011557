"""A shell is a finished page with blanks (`@@title@@`): the theme renders it once a language and kind of record.

Each record fills it, so that header and footer are not rendered thousands of times, at several milliseconds a page. Nor
are they read: of a record, only what fills the blanks is. Gain of the latter at 1,500 processes: 0.4 s.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from markupsafe import Markup, escape

from toolkit import LANGUAGES
from toolkit.checks.html_page import FinalPage, leftover, read_page

_BLANK = re.compile(r"@@([a-z_]+)@@")
_BLANKS = {"title", "description", "canonical", "default", "edit", "content", "head"}
BLANKS = _BLANKS.union(*({f"link_{one}", f"url_{one}"} for one in LANGUAGES))
# What fills the blanks, by their names; escaped unless it is markup.
Filling = Mapping[str, str]
# How search reads the blank that stands for the content.
_CONTENT = "<p>@@content@@</p>"


@dataclass(frozen=True)
class Shell:
    """A shell cut at its blanks, and what it holds besides (its `links` may have blanks too)."""

    pieces: tuple[str, ...]
    facts: FinalPage

    def fill(self, filling: Filling) -> str:
        """The page of a record."""
        return "".join(_written(filling, piece) if index % 2 else piece for index, piece in enumerate(self.pieces))

    def read(self, filling: Filling, address: str, source: str, line: int = 1, indexed: bool = True) -> FinalPage:
        """What the page of a record holds: the facts of the shell, and those of what fills it."""
        own, shell = read_page(address, _alone(filling), source, line, indexed), self.facts
        put = _put({name: _read(value) for name, value in filling.items()})
        title, description = put(shell.title).strip(), put(shell.description)
        return replace(
            own,
            language=shell.language,
            title=title,
            description=description,
            h1=shell.h1 + own.h1,
            ids=shell.ids + own.ids,
            links=(*map(put, shell.links), *own.links),
            fetched=(*map(put, shell.fetched), *own.fetched),
            alternates=tuple((language, put(url)) for language, url in shell.alternates),
            forbidden=tuple(sorted({*shell.forbidden, *own.forbidden})),
            inline_scripts=shell.inline_scripts + own.inline_scripts,
            leftover=shell.leftover or own.leftover or leftover(f"{title} {description}"),
            article=shell.article.replace(_CONTENT, own.article),
        )


def blank(name: str) -> Markup:
    """A blank of a shell."""
    return Markup(f"@@{name}@@")  # noqa: S704


def read_shell(text: str) -> Shell:
    """Cut and read a shell. A blank written by hand in a page is none: it stays, and the final checks tell."""
    known = _BLANK.sub(lambda match: "" if match[1] in BLANKS else match[0], text)
    return Shell(tuple(_BLANK.split(text)), replace(read_page("", text, ""), leftover=leftover(known)))


def _written(filling: Filling, name: str) -> str:
    return str(escape(filling[name])) if name in filling else f"@@{name}@@"


def _read(value: str) -> str:
    """A value as browsers read it in a title or an attribute, where only entities are markup."""
    return value.unescape() if isinstance(value, Markup) else value


def _alone(filling: Filling) -> str:
    """What fills a shell, as a page without anything around it."""
    head, content = escape(filling["head"]), escape(filling["content"])
    return f"<!doctype html><html><head>{head}</head><body><article>{content}</article></body></html>"


def _put(values: Filling) -> Callable[[str], str]:
    def put(text: str) -> str:
        return _BLANK.sub(lambda match: str(values.get(match[1], match[0])), text) if "@@" in text else text

    return put
