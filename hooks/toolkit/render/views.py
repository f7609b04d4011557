"""What the page template prints around a content: titles, links to the other language, trail."""

from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

from markupsafe import Markup

from toolkit import LANGUAGES
from toolkit.domain.context import Context
from toolkit.models.config import Trail
from toolkit.models.page import PageMeta
from toolkit.project import Project
from toolkit.render.markdown import Conversion, Sections
from toolkit.settings import Settings
from toolkit.sources.pages import Page


@dataclass(frozen=True)
class Alternate:
    """The same page in a language: its address for people (`link`, as printed) and for machines (`url`, absolute)."""

    language: str
    link: str
    url: str


@dataclass(frozen=True)
class View:
    """One page as the template sees it. `canonical`, `default` and `edit` are absolute addresses.

    `features` names what the page holds (`processes`, `records/processes`): the style sheet and the script of that
    name, where there are any, go with it. `missing` are the languages the page does not exist in.
    """

    context: Context
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
    toc: Sections = ()
    features: tuple[str, ...] = ()


def page_view(project: Project, page: Page, settings: Settings, content: str, conversion: Conversion) -> View:
    """Return the view of a Markdown page; `content` is its HTML with the data in place."""
    context = Context(project, page.language, project.address(page.path, page.language))
    addresses = {one: project.address(page.path, one) for one in LANGUAGES if (one, page.path) in project.pages}
    urls = {one: urljoin(settings.site_url, address) for one, address in addresses.items()}
    # On the home pages, `x-default` is the page where readers choose a language.
    default = settings.site_url if page.path == project.navigation.home else next(iter(urls.values()))
    return View(
        context=context,
        meta=page.meta,
        path=page.path,
        title=page.meta.title,
        description=page.meta.description,
        canonical=urljoin(settings.site_url, context.address),
        alternates=tuple(Alternate(one, context.link(addresses[one]), urls[one]) for one in addresses),
        default=default,
        trail=project.navigation.trail_to(page.path),
        edit=settings.edit_base + page.file,
        content=Markup(content),  # noqa: S704 (converted from checked Markdown)
        missing=tuple(one for one in LANGUAGES if one not in addresses),
        minutes=conversion.minutes,
        toc=conversion.sections,
        features=tuple(dict.fromkeys(marker.text for marker in page.markers)),
    )


def error_view(project: Project, language: str, site_url: str) -> View:
    """Return the view of the 404 page of a language; its links work from any depth."""
    base = urlsplit(site_url).path
    context = Context(project, language, f"{language}/404.html", lambda target: base + target)
    return View(
        context=context,
        meta=PageMeta(title=context.t("lost_title"), description=context.t("lost_description")),
        path="404.html",
        title=context.t("lost_title"),
        description=context.t("lost_description"),
        canonical="",
        alternates=(Alternate(context.other, context.page_in(context.other, project.navigation.home), ""),),
        default="",
        trail=Trail(()),
    )
