"""What the page template prints around a content: titles, links to the other language, trail, structured data."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urljoin

from markupsafe import Markup

from toolkit import LANGUAGES
from toolkit.build.settings import Settings
from toolkit.domain.context import Reader
from toolkit.domain.menu import Trail, trail_to
from toolkit.models.page import PageMeta
from toolkit.project import Project
from toolkit.sources.pages import Document

WORDS_PER_MINUTE = 200
_WORD = re.compile(r"\w[\w’'-]*")
_TARGET = re.compile(r"\]\([^)]*\)|<!--.*?-->")
Contents = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Alternate:
    """The same page in a language: where it is for people (`link`) and for machines (`url`)."""

    language: str
    link: str
    url: str


@dataclass(frozen=True)
class View:
    """One page as the template sees it. Addresses are absolute (`canonical`) or ready to print (`edit`).

    `features` names what the page holds (`processes`, `records/processes`): the style sheet and the script of that
    name, where there are any, go with it.
    """

    reader: Reader
    meta: PageMeta
    path: str
    title: str
    description: str
    canonical: str
    alternates: tuple[Alternate, ...]
    default: str
    trail: Trail
    edit: str = ""
    content: str = ""
    head: str = ""
    missing: tuple[str, ...] = ()
    minutes: int = 0
    toc: Contents = ()
    features: tuple[str, ...] = ()


def page_view(
    project: Project, document: Document, settings: Settings, content: str, toc: Contents, minutes: int
) -> View:
    """View of a Markdown page."""
    reader = Reader(project, document.language, project.address(document.path, document.language))
    alternates, missing = _alternates(
        project, reader, settings.site_url, lambda language: project.address(document.path, language), document.path
    )
    return View(
        reader=reader,
        meta=document.meta,
        path=document.path,
        title=document.meta.title,
        description=document.meta.description,
        canonical=urljoin(settings.site_url, reader.address),
        alternates=alternates,
        default=_default(project, document.path, alternates, settings.site_url),
        trail=trail_to(document.path, project.navigation),
        edit=settings.edit_base + document.file,
        content=Markup(content),  # noqa: S704 (converted from checked Markdown)
        missing=missing,
        minutes=minutes,
        toc=toc,
        features=tuple(dict.fromkeys(marker.text for marker in document.markers)),
    )


def contents(toc: Iterable[Any]) -> Contents:
    """Titles and anchors of the sections of a page."""
    return tuple((item.title, item.id) for item in toc)


def _alternates(
    project: Project, reader: Reader, site_url: str, place: Callable[[str], str], path: str
) -> tuple[tuple[Alternate, ...], tuple[str, ...]]:
    """The languages a page exists in, and those it does not."""
    present = [language for language in LANGUAGES if (language, path) in project.documents]
    found = tuple(
        Alternate(language, reader.link(place(language)), urljoin(site_url, place(language))) for language in present
    )
    return found, tuple(language for language in LANGUAGES if language not in present)


def _default(project: Project, path: str, alternates: tuple[Alternate, ...], site_url: str) -> str:
    """`x-default`: the page where readers choose a language, for the home pages; else the first language there is."""
    return site_url if path == project.navigation.home else alternates[0].url


def reading_minutes(markdown: str) -> int:
    """Minutes to read the text of a page; lists made from data are looked up rather than read, and do not count."""
    return max(1, round(len(_WORD.findall(_TARGET.sub("", markdown))) / WORDS_PER_MINUTE))
