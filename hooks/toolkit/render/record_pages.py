"""One page a record, out of the shell of its kind (`shells.py`)."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from toolkit import LANGUAGES
from toolkit.domain import follow_up, list_pages
from toolkit.domain.context import Reader
from toolkit.domain.menu import trail_to
from toolkit.domain.static_pages import StaticPage
from toolkit.project import Project
from toolkit.render.environment import Renderer
from toolkit.render.skeletons import Filling, Shell, blank
from toolkit.render.tight import tight
from toolkit.render.views import Alternate, View
from toolkit.sources.pages import Document


@dataclass(frozen=True)
class Around:
    """What stands around a record."""

    shell: Shell
    renderer: Renderer
    site_url: str


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


def record_filling(project: Project, kind: str, identifier: str, language: str, around: Around, edit: str) -> Filling:
    """What a record fills its shell with, in a language; `edit` is where it is edited."""
    places = {one: project.record_address(kind, identifier, one) for one in LANGUAGES}
    reader = Reader(project, language, places[language])
    record = project.catalogue.records(kind)[identifier]
    article = around.renderer.module(f"records/{kind}.html", reader, record=record)
    return _filling(article, reader, places, around.site_url, edit)


def static_pages(project: Project) -> tuple[StaticPage, ...]:
    """The pages of the list and of the ledger of processes."""
    return (*list_pages.pages(project), *follow_up.pages(project))


def list_filling(project: Project, page: StaticPage, language: str, around: Around, edit: str) -> Filling:
    """What one of them fills the shell of the processes with."""
    places = {one: page.address(Reader(project, one, "")) for one in LANGUAGES}
    reader = Reader(project, language, places[language])
    article = around.renderer.module(page.template, reader, page=page)
    return _filling(article, reader, places, around.site_url, edit)


def _filling(article: Any, reader: Reader, places: Mapping[str, str], site_url: str, edit: str) -> Filling:
    """`places` are the addresses of the page by language."""
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
