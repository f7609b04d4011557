"""The files at the root: where readers choose a language, where lost ones land, sitemap and robots.txt."""

from collections.abc import Iterable, Mapping
from urllib.parse import urlsplit

from toolkit import LANGUAGES
from toolkit.assets.pipeline import Asset
from toolkit.checks.html_page import FinalPage
from toolkit.domain.context import Context
from toolkit.project import Project
from toolkit.render.environment import Renderer

Pages = Iterable[FinalPage]
# Template and address of the pages; the first is served at the root itself.
PAGES = {"root/index.html": "", "root/404.html": "404.html"}
FILES = ("root/sitemap.xml", "root/robots.txt")


def root_file(
    template: str, project: Project, renderer: Renderer, site_url: str, assets: Mapping[str, Asset], pages: Pages
) -> str:
    """Text of a file; `pages` are the finished pages, for the sitemap."""
    base = urlsplit(site_url).path
    readers = [Context(project, language, "", lambda target: base + target) for language in LANGUAGES]
    values = {
        "readers": readers,
        "pages": sorted((page for page in pages if page.indexed), key=lambda page: page.address),
        "absolute": lambda address: site_url + address,
        "asset": lambda name: base + assets[name].path,
    }
    return renderer.render(template, readers[0], **values)
