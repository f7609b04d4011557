"""One page per record: the theme renders a shell once per language and kind, each record fills its blanks.

Rendering the whole page template for each record would cost several milliseconds a page and print the same header
and footer thousands of times over; see `docs/architecture.md`.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup, escape

from toolkit import LANGUAGES, ledger, list_pages
from toolkit.documents import Document
from toolkit.navigation import trail_to
from toolkit.project import Project
from toolkit.reader import Reader
from toolkit.rendering import Renderer
from toolkit.static_pages import StaticPage
from toolkit.tight import tight
from toolkit.views import Alternate, View

_BLANK = re.compile(r"@@([a-z_]+)@@")


@dataclass(frozen=True)
class Around:
    """What stands around a record: its shell, cut at the blanks."""

    pieces: tuple[str, ...]
    renderer: Renderer
    site_url: str


def blank(name: str) -> Markup:
    """A blank of a shell."""
    return Markup(f"@@{name}@@")  # noqa: S704


def shell_view(project: Project, document: Document, content: str) -> View:
    """View of the page a kind of record is modelled on, with a blank for all that differs from record to record."""
    reader = Reader(project, document.language, project.address(document.path, document.language))
    return View(
        reader=reader,
        meta=document.meta,
        path=document.path,
        title=blank("title"),
        description=blank("description"),
        canonical=blank("canonical"),
        alternates=tuple(Alternate(one, blank(f"link_{one}"), blank(f"url_{one}")) for one in LANGUAGES),
        default=blank("default"),
        trail=trail_to(document.path, project.navigation),
        edit=blank("edit"),
        content=blank("content") + Markup(content),  # noqa: S704 (converted from checked Markdown)
        head=blank("head"),
        features=(f"records/{document.meta.records}",),
    )


def cut(shell: str) -> tuple[str, ...]:
    """A shell, cut at its blanks."""
    return tuple(_BLANK.split(shell))


def record_page(project: Project, kind: str, identifier: str, language: str, around: Around, edit: str) -> str:
    """A record in a language, as a finished page; `edit` is where it is edited."""
    places = {one: project.record_address(kind, identifier, one) for one in LANGUAGES}
    reader = Reader(project, language, places[language])
    record = project.catalogue.records(kind)[identifier]
    article = around.renderer.module(f"records/{kind}.html", reader, record=record)
    return fill(around.pieces, _values(article, reader, places, around.site_url, edit))


def static_pages(project: Project) -> tuple[StaticPage, ...]:
    """The pages of the list and of the ledger of processes, where these are too long for one."""
    return (*list_pages.plan(project).pages, *ledger.pages(project))


def list_page(project: Project, page: StaticPage, language: str, around: Around, edit: str) -> str:
    """One of them, in the same shell as the processes."""
    places = {one: page.address(Reader(project, one, "")) for one in LANGUAGES}
    reader = Reader(project, language, places[language])
    article = around.renderer.module(page.template, reader, page=page)
    return fill(around.pieces, _values(article, reader, places, around.site_url, edit))


def _values(article: Any, reader: Reader, places: Mapping[str, str], site_url: str, edit: str) -> dict[str, str]:
    """What fills the blanks of a shell; `places` are the addresses of the page by language."""
    return {
        "title": article.title,
        "description": article.description,
        "canonical": site_url + places[reader.language],
        "default": site_url + places[LANGUAGES[0]],
        "edit": edit,
        "content": Markup(tight(str(article))),  # noqa: S704
        "head": article.head,
        **{f"link_{one}": reader.link(place) for one, place in places.items()},
        **{f"url_{one}": site_url + place for one, place in places.items()},
    }


def fill(pieces: Iterable[str], values: Mapping[str, str]) -> str:
    """A shell, split at its blanks, with its values; a value is escaped unless it is already markup."""
    # An unknown blank was written by hand in a page; it stays, and the final checks tell.
    return "".join(
        str(escape(values.get(piece, f"@@{piece}@@"))) if index % 2 else piece for index, piece in enumerate(pieces)
    )
