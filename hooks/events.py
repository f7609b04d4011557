"""The only file that knows MkDocs: each event, in the order MkDocs fires them, calls the toolkit.

static-i18n runs the whole build once per language, the second inside the `on_post_build` of the first; our handlers
run after its own (-100), hence the priorities.
"""

import gc
import logging
import os
from importlib.resources import files as files_of
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import mkdocs
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import event_priority
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.pages import Page
from toolkit.build import cache
from toolkit.build.build import COMPILED, Build, new_build
from toolkit.build.data_markers import place
from toolkit.build.preview import Ahead, Later, ProblemBanner
from toolkit.build.records import make_edited
from toolkit.build.settings import Settings
from toolkit.build.timing import Phases
from toolkit.checks.consents import expired_consents
from toolkit.domain import inventory
from toolkit.domain.context import Reader
from toolkit.memory import forget
from toolkit.problems import printing
from toolkit.problems.problem import Problem, ProblemsError
from toolkit.project import load
from toolkit.render.environment import bytecode_cache, compile_plainly
from toolkit.render.error_page import error_view
from toolkit.render.markdown import ToolkitMarkdown
from toolkit.render.record_pages import shell_view
from toolkit.render.tight import tight
from toolkit.render.views import contents, page_view, reading_minutes
from watchdog.observers.polling import PollingObserver

_WANTED = (
    "Generated empty output",
    "generated empty output",
    "which is excluded from the built site",
    "Cleaning site directory",
    "Building documentation to directory",
)
_builds: list[Build] = []
# What the builds of this process left, by folder: a preview does not read it again.
_stores: dict[Path, cache.Store] = {}
_previewing: list[bool] = []
_banner, _later = ProblemBanner(), Later()
_ahead: list[Ahead] = []


def on_startup(command: str, dirty: bool) -> None:
    """MkDocs tells of each page that it writes nothing, or that a link leads to a page left out: as wanted."""
    # The library of algebra that numpy brings starts threads, which wait for work we have not: 0.1 s of each build.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    _previewing[:] = [True] if command == "serve" else []
    if _previewing:
        # A build goes on without (`before.py`): nearly all it makes lasts to its end.
        gc.enable()
    for name in ("mkdocs.commands.build", "mkdocs.structure.pages"):
        logging.getLogger(name).addFilter(lambda record: not any(words in record.getMessage() for words in _WANTED))


@event_priority(-200)
def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Read and check the whole project; once for both languages."""
    if not _i18n(config).building:
        _builds[:] = [_new_build(config)]
        for ahead in _ahead:
            ahead.show(make_edited(_builds[0]))
        # MkDocs empties the folder it writes to; ours is not emptied, and MkDocs has nothing to write.
        config.site_dir = str(_builds[0].cache / "empty")
        # Material's folder holds eleven thousand icons, which MkDocs would list twice a build (a tenth of a second).
        config.theme.dirs = [path for path in config.theme.dirs if not path.startswith(_material())]
        config.theme.static_templates = {"404.html"}  # the sitemap of the theme gives way to ours
    reader = Reader(_builds[0].project, _language(config), "")
    others = [one for one in config.markdown_extensions if not isinstance(one, ToolkitMarkdown)]
    config.markdown_extensions = [*others, ToolkitMarkdown({"table": reader.t("table")})]  # type: ignore[list-item]
    return config


@event_priority(-200)
def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Give pages their published address; leave out those that can stay. The files of the theme are not used."""
    build = _builds[0]
    for file in list(files):
        if not file.is_documentation_page():
            files.remove(file)
            continue
        language, path = file.src_uri.split("/", 1)
        _publish_at(file, build.project.address(path, language) + "index.html", config)
        # static-i18n wants a home page in each language.
        if path != build.project.navigation.home and build.stays((language, path)):
            file.inclusion = InclusionLevel.EXCLUDED
    return files


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Keep the place of the data markers."""
    return place(markdown)


def on_page_content(html: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Put the data in place and resolve the links to records and to the other language."""
    build, document = _builds[0], _document(page)
    build.read_about(document)
    return build.data.fill(html, document)


def on_env(env: Any, config: MkDocsConfig, files: Files) -> None:
    """Templates are compiled once for all builds."""
    env.bytecode_cache = bytecode_cache(_builds[0].cache / COMPILED)
    compile_plainly(env)


def on_template_context(context: dict[str, Any], template_name: str, config: MkDocsConfig) -> dict[str, Any]:
    """The page of lost readers has a view too."""
    build = _builds[0]
    return _with_view(context, error_view(build.project, _language(config), urlsplit(build.settings.site_url).path))


def on_post_template(output: str, template_name: str, config: MkDocsConfig) -> str:
    """One 404 page per language."""
    address = f"{_language(config)}/{template_name}"
    _builds[0].add(address, address, tight(output), f"overrides/{template_name}", indexed=False)
    return ""


@event_priority(-200)
def on_page_context(context: dict[str, Any], page: Page, config: MkDocsConfig, nav: Any) -> dict[str, Any]:
    """Give the page template its view."""
    build, document = _builds[0], _document(page)
    build.asked.about((document.language, document.path))
    if document.meta.records:
        view = shell_view(build.seen, document, page.content or "")
    else:
        text, minutes = page.content or "", reading_minutes(page.markdown or "")
        view = page_view(build.seen, document, build.settings, text, contents(page.toc), minutes)
    return _with_view(context, view)


@event_priority(-200)
def on_post_page(output: str, page: Page, config: MkDocsConfig) -> str:
    """Take the finished page, or the shell of records; MkDocs does not write an empty output."""
    document, html = _document(page), tight(output)
    key = (document.language, document.path)
    if document.meta.records:
        _builds[0].add_shell(key, html)
    else:
        _builds[0].add(key, page.url, html, document.file)
    page.markdown = page.content = ""  # MkDocs would keep them to the end
    return ""


@event_priority(-200)
def on_post_build(config: MkDocsConfig) -> None:
    """When both languages are built, make the rest, check the finished site, keep what the next build may use."""
    if _i18n(config).building:
        return
    build = _builds[0]
    if not _previewing:
        forget()
    if found := build.finish():
        raise _stop(found)
    _keep(build)
    if build.search_later:
        _later.do(lambda: _index(build))
    expired = expired_consents(build.project.catalogue, build.project.today)
    print(*build.summary(), *printing.warnings(expired, _languages()), sep="\n")


def on_build_error(error: Exception) -> None:
    """Problems that only show while pages are made are told as the others are."""
    if isinstance(error, ProblemsError):
        raise _stop(list(error.found)) from None


def on_serve(server: Any, config: MkDocsConfig, builder: Any) -> Any:
    """Keep serving when an edit breaks the data, with the problems on the page and in the terminal."""
    _ahead[:] = [Ahead(server, _banner)]
    server.builder = _ahead[0].guard(_banner.guard(server.builder))
    _watch_closely(server, config)
    server.set_app(_ahead[0].middleware(_banner.middleware(server.get_app())))
    return server


def on_shutdown() -> None:
    """The folder of a preview is removed: nothing may be written to it any more."""
    _later.stop()
    # Python looks for cycles once more at its end, in all a build has made: 0.2 s at the least.
    gc.freeze()


def _watch_closely(server: Any, config: MkDocsConfig) -> None:
    """Look at the files ten times a second rather than twice, and do not wait long for more edits."""
    for path in (config.docs_dir, config.config_file_path):
        server.unwatch(path)
    server.observer, server.build_delay = PollingObserver(timeout=0.1), 0.03
    for path in (config.docs_dir, config.config_file_path):
        server.watch(path)


def _keep(build: Build) -> None:
    _stores[build.site_dir] = build.left()
    if not build.search_later:
        cache.save(_stores[build.site_dir], cache.path_of(build.cache, build.site_dir))


def _index(build: Build) -> None:
    """Index the pages of a preview, unless an edit has replaced them meanwhile."""
    build.write_search()
    if _builds[0] is build:
        _stores[build.site_dir] = build.left()


def _new_build(config: MkDocsConfig) -> Build:
    phases = Phases()
    phases.begin("validation")
    project, found = load(Path(config.config_file_path or "").resolve().parent)
    if project is None:
        raise _stop(found)
    extra, overrides, site = config.extra, Path(str(config.theme.custom_dir)), Path(config.site_dir)
    settings = Settings(
        site_url=str(config.site_url),
        edit_base=f"{str(config.repo_url).rstrip('/')}/edit/main/",
        licence=str(extra.get("data_licence") or ""),
        preview=bool(extra.get("preview")),
    )
    generator = f"{mkdocs.__name__} {mkdocs.__version__}"
    phases.begin("pages")
    return new_build(project, overrides, settings, site, generator, _stores.get(site), phases)


def _material() -> str:
    return str(files_of("material"))


def _stop(found: list[Problem]) -> PluginError:
    """The end of a build with problems: told to the terminal, the preview and, there, to GitHub."""
    languages = _languages()
    _banner.show(printing.lines(found, languages))
    if os.environ.get("GITHUB_ACTIONS") == "true":
        print(*printing.annotations(found, languages), sep="\n")
    return PluginError("\n".join(printing.lines(found, languages)))


def _languages() -> tuple[str, ...]:
    return printing.languages_wanted(os.environ.get("TOOLKIT_LANGUAGE"))


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
    context["asset"] = lambda name: link(assets[name].path)
    context["preview"] = _builds[0].settings.preview
    return context
