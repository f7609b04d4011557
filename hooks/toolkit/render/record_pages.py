"""Pages of records: the theme renders a skeleton once per kind and language, and each record fills its placeholders.

Header and footer are thus rendered once for each kind rather than for each record.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup, escape

from toolkit import LANGUAGES
from toolkit.domain import follow_up, list_pages
from toolkit.domain.context import Context
from toolkit.domain.static_pages import StaticPage
from toolkit.project import Project
from toolkit.render.environment import Renderer
from toolkit.render.views import Alternate, View
from toolkit.sources.pages import Page

_PLACEHOLDER = re.compile(r"@@([a-z_]+)@@")


def placeholder(name: str) -> Markup:
    """Return a placeholder of a skeleton."""
    return Markup(f"@@{name}@@")  # noqa: S704


def skeleton_view(project: Project, page: Page, content: str) -> View:
    """Return the view of a skeleton, with a placeholder for all that differs from record to record."""
    context = Context(project, page.language, project.address(page.path, page.language))
    alternates = (Alternate(one, placeholder(f"link_{one}"), placeholder(f"url_{one}")) for one in LANGUAGES)
    return View(
        context=context,
        meta=page.meta,
        path=page.path,
        title=placeholder("title"),
        description=placeholder("description"),
        canonical=placeholder("canonical"),
        alternates=tuple(alternates),
        default=placeholder("default"),
        trail=project.navigation.trail_to(page.path),
        edit=placeholder("edit"),
        content=placeholder("content") + Markup(content),  # noqa: S704 (converted from checked Markdown)
        head=placeholder("head"),
        features=(f"records/{page.meta.records}",),
    )


@dataclass(frozen=True)
class Skeleton:
    """A rendered page with placeholders (`@@title@@`), and what fills them."""

    html: str
    renderer: Renderer
    site_url: str

    def record_page(self, project: Project, kind: str, identifier: str, language: str, edit: str) -> str:
        """Return the page of a record; `edit` is the address where the record is edited."""
        addresses = {one: project.record_address(kind, identifier, one) for one in LANGUAGES}
        context = Context(project, language, addresses[language])
        record = project.catalog.records(kind)[identifier]
        article = self.renderer.module(f"records/{kind}.html", context, record=record)
        return self._filled(article, context, addresses, edit)

    def list_page(self, project: Project, page: StaticPage, language: str, edit: str) -> str:
        """Return a static page of a list, which stands beside the records."""
        addresses = {one: page.address(Context(project, one, "")) for one in LANGUAGES}
        context = Context(project, language, addresses[language])
        article = self.renderer.module(page.template, context, page=page)
        return self._filled(article, context, addresses, edit)

    def _filled(self, article: Any, context: Context, addresses: Mapping[str, str], edit: str) -> str:
        """`article` is a rendered template that sets `title`, `description` and `head`."""
        values = {
            "title": article.title,
            "description": article.description,
            "canonical": self.site_url + addresses[context.language],
            "default": self.site_url + addresses[LANGUAGES[0]],
            "edit": edit,
            "content": Markup(str(article)),  # noqa: S704 (a template with every value escaped)
            "head": article.head,
            **{f"link_{one}": context.link(address) for one, address in addresses.items()},
            **{f"url_{one}": self.site_url + address for one, address in addresses.items()},
        }
        # A placeholder written by hand in a page has no value: it stays, and the final checks find it.
        return _PLACEHOLDER.sub(lambda match: str(escape(values.get(match[1], match[0]))), self.html)


def static_pages(project: Project) -> tuple[StaticPage, ...]:
    """Return the static pages of the lists of processes and of promises."""
    return (*list_pages.pages(project), *follow_up.pages(project))
