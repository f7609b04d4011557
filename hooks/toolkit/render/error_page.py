"""The page of a reader who followed a lost address, one per language; its links work from any depth."""

from toolkit.domain.context import Reader
from toolkit.domain.menu import Trail
from toolkit.models.page import PageMeta
from toolkit.project import Project
from toolkit.render.views import Alternate, View


def error_view(project: Project, language: str, base: str) -> View:
    """View of the 404 page; `base` is the path of the site on its host."""
    reader = Reader(project, language, f"{language}/404.html", lambda target: base + target)
    other = reader.other
    return View(
        reader=reader,
        meta=PageMeta(title=reader.t("lost_title"), description=reader.t("lost_description")),
        path="404.html",
        title=reader.t("lost_title"),
        description=reader.t("lost_description"),
        canonical="",
        alternates=(Alternate(other, reader.page_in(other, project.navigation.home), ""),),
        default="",
        trail=Trail(()),
    )
