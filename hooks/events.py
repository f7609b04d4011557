"""The only file that knows MkDocs: each event, in the order MkDocs fires them, calls the toolkit.

static-i18n runs the whole build once per language, the second inside the `on_post_build` of the first; our handlers
run after its own (-100), hence the priorities.
"""

import logging
import os
from importlib.resources import files as files_of
from pathlib import Path
from typing import Any, ClassVar

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import event_priority
from mkdocs.structure.files import Files, InclusionLevel
from mkdocs.structure.pages import Page
from toolkit.build.build import Build
from toolkit.build.cache import BuildCache, path_of, save
from toolkit.build.finish import finish, summary, write_search
from toolkit.build.preview import EMPTY_PAGE, BackgroundTask, Preview
from toolkit.build.records import make_priority_pages
from toolkit.build.timing import Timing
from toolkit.checks.consents import expired_consents
from toolkit.domain import inventory
from toolkit.problems import printing
from toolkit.problems.problem import Problem, ProblemsError
from toolkit.project import load
from toolkit.render.environment import bytecode_cache
from toolkit.render.record_pages import skeleton_view
from toolkit.render.views import View, error_view, page_view
from toolkit.settings import Settings
from toolkit.sources.pages import Page as SourcePage
from watchdog.observers.polling import PollingObserver

# What MkDocs says of pages that are left out, or that it does not write itself.
_EXPECTED = ("enerated empty output", "excluded from the built site", "Cleaning site", "Building documentation to")


class _Session:
    """State of one run of MkDocs."""

    serving = False
    # None: a preview was started on data with problems, and builds nothing.
    current: Build | None = None
    # What the last build of a preview leaves for the next.
    left: BuildCache | None = None
    preview: Preview | None = None
    problems: ClassVar[list[str]] = []
    indexing = BackgroundTask()

    @property
    def build(self) -> Build:
        if self.current is None:
            raise PluginError("There is no build.")
        return self.current


_session = _Session()


def on_startup(command: str, dirty: bool) -> None:
    """Drop the messages of MkDocs about pages that it does not write."""
    _session.serving = command == "serve"
    for name in ("mkdocs.commands.build", "mkdocs.structure.pages"):
        logger = logging.getLogger(name)
        logger.addFilter(lambda record: not any(words in record.getMessage() for words in _EXPECTED))


@event_priority(-200)
def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Read and check the whole project; once for both languages."""
    if _i18n(config).building:
        return config
    _session.current = _new_build(config)
    if not _session.current:
        config.theme.static_templates = set()
        return config
    if _session.preview:
        _session.preview.show(make_priority_pages(_session.build))
    # MkDocs empties the folder it writes to; ours is not emptied, and MkDocs has nothing to write.
    config.site_dir = str(_session.build.cache_folder / "empty")
    # The folder of Material holds eleven thousand icons, which MkDocs would list twice a build.
    config.theme.dirs = [path for path in config.theme.dirs if not path.startswith(str(files_of("material")))]
    config.theme.static_templates = {"404.html"}  # the sitemap is ours
    config.markdown_extensions = []  # the toolkit converts the pages
    return config


@event_priority(-200)
def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Leave out the pages that are taken from the cache, and the files of the theme."""
    if not _session.current:
        return Files([])
    build = _session.build
    for file in list(files):
        if not file.is_documentation_page():
            files.remove(file)
            continue
        language, path = file.src_uri.split("/", 1)
        # static-i18n wants a home page in each language.
        if path != build.project.navigation.home and build.reuse((language, path)):
            file.inclusion = InclusionLevel.EXCLUDED
    return files


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Convert the text and fill in its data; MkDocs has nothing to convert."""
    page.meta["content"] = _session.build.content(_page(page), markdown)
    return ""


def on_env(env: Any, config: MkDocsConfig, files: Files) -> None:
    """Compile templates once for all builds."""
    if _session.current:
        env.bytecode_cache = bytecode_cache(_session.build.cache_folder)


def on_template_context(context: dict[str, Any], template_name: str, config: MkDocsConfig) -> dict[str, Any]:
    """Provide the view of the 404 page."""
    build = _session.build
    return _with_view(context, error_view(build.project, _language(config), build.settings.site_url))


def on_post_template(output: str, template_name: str, config: MkDocsConfig) -> str:
    """Take the 404 page of the language; MkDocs does not write an empty output."""
    address = f"{_language(config)}/{template_name}"
    _session.build.add_page(address, address, output, f"overrides/{template_name}", indexed=False)
    return ""


@event_priority(-200)
def on_page_context(context: dict[str, Any], page: Page, config: MkDocsConfig, nav: Any) -> dict[str, Any]:
    """Provide the view of a page, or of the skeleton of a kind of record."""
    build, source, content = _session.build, _page(page), page.meta["content"]
    build.start_page((source.language, source.path))
    if source.meta.records:
        return _with_view(context, skeleton_view(build.recording, source, content))
    conversion = build.conversions[(source.language, source.path)]
    return _with_view(context, page_view(build.recording, source, build.settings, content, conversion))


@event_priority(-200)
def on_post_page(output: str, page: Page, config: MkDocsConfig) -> str:
    """Take the finished page or skeleton; MkDocs does not write an empty output."""
    build, source = _session.build, _page(page)
    key = (source.language, source.path)
    if source.meta.records:
        build.add_skeleton(key, output)
    else:
        build.add_page(key, build.project.address(source.path, source.language), output, source.file)
    page.meta.clear()  # MkDocs would keep the content to the end
    return ""


@event_priority(-200)
def on_post_build(config: MkDocsConfig) -> None:
    """When both languages are built, make the rest, check the finished site, save what the next build may use."""
    if _i18n(config).building:
        return
    if not _session.current:
        Path(config.site_dir, "index.html").write_text(EMPTY_PAGE, encoding="utf-8")
        return
    build = _session.build
    if problems := finish(build):
        raise _stop(problems)
    if _session.serving:
        _session.left = build.next_cache()
    else:
        save(build.next_cache(), path_of(build.cache_folder, build.site_dir))
    if build.preview:
        _session.indexing.start(lambda: _index(build))
    expired = expired_consents(build.project.catalog, build.project.today)
    print(*summary(build), *printing.warnings(expired, _languages()), sep="\n")


def on_build_error(error: Exception) -> None:
    """Report problems that only show while pages are made as the others are."""
    if isinstance(error, ProblemsError):
        raise _stop(list(error.problems)) from None


def on_serve(server: Any, config: MkDocsConfig, builder: Any) -> Any:
    """Keep serving when an edit breaks the data, with the problems on the page and in the terminal."""
    folder = Path(config.config_file_path).resolve().parent / ".cache"
    trigger = folder / "rebuild"
    folder.mkdir(exist_ok=True)
    trigger.touch()
    _session.preview = Preview(builder, trigger.touch, _session.problems, server.mount_path)
    server.builder = _session.preview.build
    # Look at the files ten times a second rather than twice, and do not wait long for more edits.
    for path in (config.docs_dir, config.config_file_path):
        server.unwatch(path)
    server.observer, server.build_delay = PollingObserver(timeout=0.1), 0.03
    for path in (config.docs_dir, config.config_file_path, str(trigger)):
        server.watch(path)
    server.set_app(_session.preview.middleware(server.get_app()))
    return server


def on_shutdown() -> None:
    """Stop writing: MkDocs removes the folder of a preview."""
    if _session.preview:
        _session.preview.wait()
    _session.indexing.stop()


def _index(build: Build) -> None:
    """Index the pages of a preview; the next build starts from that, unless it has begun."""
    write_search(build)
    if _session.current is build:
        _session.left = build.next_cache()


def _new_build(config: MkDocsConfig) -> Build | None:
    """Read the project and start a build; none when a preview is started on data with problems, which it shows.

    Raises PluginError when any other build finds problems.
    """
    timing = Timing()
    timing.start("validation")
    project, problems = load(Path(config.config_file_path).resolve().parent)
    if project is None and _session.serving and not _session.preview:
        print(_stop(problems))
        return None
    if project is None:
        raise _stop(problems)
    timing.start("pages")
    settings = Settings(
        site_url=str(config.site_url),
        edit_base=f"{str(config.repo_url).rstrip('/')}/edit/main/",
        licence=str(config.extra.get("data_licence") or ""),
        preview=bool(config.extra.get("preview")),
    )
    overrides, site_dir = Path(str(config.theme.custom_dir)), Path(config.site_dir)
    return Build(project, overrides, settings, site_dir, timing, _session.left)


def _stop(problems: list[Problem]) -> PluginError:
    """Return the end of a build with problems, after they were given to the preview and to GitHub."""
    lines = printing.lines(problems, _languages())
    _session.problems[:] = lines
    if os.environ.get("GITHUB_ACTIONS") == "true":
        print(*printing.annotations(problems, _languages()), sep="\n")
    return PluginError("\n".join(lines))


def _languages() -> tuple[str, ...]:
    return printing.languages_wanted(os.environ.get("TOOLKIT_LANGUAGE"))


def _i18n(config: MkDocsConfig) -> Any:
    return config.plugins["i18n"]


def _language(config: MkDocsConfig) -> str:
    return str(_i18n(config).current_language)


def _page(page: Page) -> SourcePage:
    """Return what the project knows of a page of MkDocs."""
    language, path = page.file.src_uri.split("/", 1)
    return _session.build.project.pages[(language, path)]


def _with_view(context: dict[str, Any], view: View) -> dict[str, Any]:
    build, reader = _session.build, view.context
    assets = build.recording_assets
    context.update(view=view, r=reader, site=reader.project, assets=assets, inventory=inventory)
    context.update(asset=lambda name: reader.link(assets[name].path), preview=build.settings.preview)
    return context
