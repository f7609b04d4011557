"""The only file that knows MkDocs: each event, in the order MkDocs fires them, calls the toolkit.

static-i18n runs the whole build once per language, the second inside the `on_post_build` of the first; our handlers
run after its own (-100), hence the priorities.
"""

import os
from pathlib import Path, PurePosixPath
from typing import Any
from urllib.parse import urlsplit

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import event_priority
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page
from toolkit import inventory, problems
from toolkit.build import Build
from toolkit.consents import expired_consents
from toolkit.error_page import error_view
from toolkit.markdown_extension import ToolkitMarkdown
from toolkit.page_data import place
from toolkit.project import load
from toolkit.reader import Reader
from toolkit.records import shell_view
from toolkit.rendering import Renderer
from toolkit.serving import ProblemBanner
from toolkit.tight import tight
from toolkit.views import contents, page_view, reading_minutes

_builds: list[Build] = []
_banner = ProblemBanner()


@event_priority(-200)
def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Read and check the whole project; once for both languages."""
    if not _i18n(config).building:
        _builds[:] = [_new_build(config)]
    reader = Reader(_builds[0].project, _language(config), "")
    others = [one for one in config.markdown_extensions if not isinstance(one, ToolkitMarkdown)]
    config.markdown_extensions = [*others, ToolkitMarkdown({"table": reader.t("table")})]  # type: ignore[list-item]
    return config


@event_priority(-200)
def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Give pages their published address; the theme's own files go, but for the rules we use of its style sheet."""
    build, theme_sheet = _builds[0], ""
    for file in list(files):
        if file.is_documentation_page():
            language, path = file.src_uri.split("/", 1)
            _publish_at(file, build.project.address(path, language) + "index.html", config)
            continue
        if PurePosixPath(file.src_uri).match("assets/stylesheets/main.*.css"):
            theme_sheet = file.content_string
        files.remove(file)
    for name, content in build.add_assets(_overrides(config), theme_sheet):
        files.append(File.generated(config, name, content=content))
    return files


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Keep the place of the data markers."""
    return place(markdown)


def on_page_content(html: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Put the data in place and resolve the links to records and to the other language."""
    return _builds[0].data.fill(html, _document(page))


@event_priority(-200)
def on_page_context(context: dict[str, Any], page: Page, config: MkDocsConfig, nav: Any) -> dict[str, Any]:
    """Give the page template its view."""
    build, document = _builds[0], _document(page)
    if document.meta.records:
        view = shell_view(build.project, document, page.content or "")
    else:
        edit = build.edit_base + document.file
        text, minutes = page.content or "", reading_minutes(page.markdown or "")
        view = page_view(build.project, document, build.site_url, edit, text, contents(page.toc), minutes)
    return _with_view(context, view)


@event_priority(-200)
def on_post_page(output: str, page: Page, config: MkDocsConfig) -> str:
    """Keep a shell for its records (an empty output is not written), remember any other page for the final checks."""
    document, output = _document(page), tight(output)
    if document.meta.records:
        _builds[0].shells[(document.language, document.meta.records)] = output
        return ""
    _builds[0].keep(page.url, output, document.file)
    return output


def on_template_context(context: dict[str, Any], template_name: str, config: MkDocsConfig) -> dict[str, Any]:
    """The page of lost readers has a view too."""
    return _with_view(context, error_view(_builds[0].project, _language(config), urlsplit(_builds[0].site_url).path))


def on_post_template(output: str, template_name: str, config: MkDocsConfig) -> str:
    """One 404 page per language; the sitemap of the theme gives way to ours."""
    if template_name == "404.html":
        address, output = f"{_language(config)}/404.html", tight(output)
        _builds[0].write(address, output)
        _builds[0].keep(address, output, "overrides/404.html", indexed=False)
    return ""


@event_priority(-200)
def on_post_build(config: MkDocsConfig) -> None:
    """When both languages are built, write the records and check the finished site."""
    if _i18n(config).building:
        return
    if found := _builds[0].finish():
        raise _stop(found)
    _banner.clear()
    project = _builds[0].project
    expired = expired_consents(project.catalogue, project.today)
    print(*_builds[0].summary(), *problems.warnings(expired, _languages()), sep="\n")


def on_serve(server: Any, config: MkDocsConfig, builder: Any) -> Any:
    """Keep serving when an edit breaks the data, with the problems on the page and in the terminal."""
    server.builder = _banner.guard(server.builder)
    server.set_app(_banner.middleware(server.get_app()))
    return server


def _new_build(config: MkDocsConfig) -> Build:
    root = Path(config.config_file_path or "").resolve().parent
    project, found = load(root)
    if project is None:
        raise _stop(found)
    edit_base = f"{str(config.repo_url).rstrip('/')}/edit/main/"
    licence = str(config.extra.get("data_licence") or "")
    renderer = Renderer(_overrides(config), bool(config.extra.get("preview")))
    return Build(project, renderer, Path(config.site_dir), str(config.site_url), edit_base, licence)


def _stop(found: list[problems.Problem]) -> PluginError:
    """The end of a build with problems: told to the terminal, the preview and, there, to GitHub."""
    languages = _languages()
    _banner.show(problems.lines(found, languages))
    if os.environ.get("GITHUB_ACTIONS") == "true":
        print(*problems.annotations(found, languages), sep="\n")
    return PluginError("\n".join(problems.lines(found, languages)))


def _languages() -> tuple[str, ...]:
    return problems.languages_wanted(os.environ.get("TOOLKIT_LANGUAGE"))


def _overrides(config: MkDocsConfig) -> Path:
    return Path(str(config.theme.custom_dir))


def _i18n(config: MkDocsConfig) -> Any:
    return config.plugins["i18n"]


def _language(config: MkDocsConfig) -> str:
    return str(_i18n(config).current_language)


def _document(page: Page) -> Any:
    language, path = page.file.src_uri.split("/", 1)
    return _builds[0].project.documents[(language, path)]


def _publish_at(file: File, dest_uri: str, config: MkDocsConfig) -> None:
    """MkDocs caches these three on the file; all must follow. (static-i18n leaves a wrong `dest_dir` on its files.)"""
    file.dest_uri = dest_uri
    file.url = file._get_url()
    file.abs_dest_path = os.path.normpath(os.path.join(config.site_dir, dest_uri))


def _with_view(context: dict[str, Any], view: Any) -> dict[str, Any]:
    assets, link = _builds[0].assets, view.reader.link
    context.update(view=view, r=view.reader, site=view.reader.project, assets=assets, inventory=inventory)
    context["asset"] = lambda name: link(assets[name])
    context["preview"] = _builds[0].renderer.environment.globals["preview"]
    return context
