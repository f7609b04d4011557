"""Our own Jinja environment: templates of records and data, with every value escaped and every name required."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemBytecodeCache, FileSystemLoader, StrictUndefined

from toolkit.domain import follow_up, inventory, list_pages, process_list, procurement, summaries, timeline
from toolkit.domain.context import Context
from toolkit.forms import files
from toolkit.models.glossary import Term
from toolkit.render import order_brief, region_map, report, structured_data
from toolkit.render.circumstances import in_words
from toolkit.versions import lock_digest


class Renderer:
    """Renders the templates of `overrides/`; `cache` is the folder that keeps them compiled."""

    def __init__(self, templates: Path, preview: bool = False, cache: Path | None = None) -> None:
        self.environment = Environment(
            loader=FileSystemLoader(templates),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            auto_reload=False,  # a build reads each template once
            cache_size=-1,
            bytecode_cache=bytecode_cache(cache) if cache else None,
        )
        modules = (
            procurement,
            inventory,
            follow_up,
            summaries,
            list_pages,
            process_list,
            order_brief,
            region_map,
            report,
            structured_data,
            timeline,
        )
        self.environment.globals.update({module.__name__.rpartition(".")[2]: module for module in modules})
        self.environment.globals.update(listed=files.listed, downloads=())  # the build gives its own downloads
        self.environment.globals["preview"] = preview
        self.environment.filters.update(map_word=_words, sort_words=_alphabetical, t_of=Context.t)
        self.environment.filters.update(lower_first=_lower_first, in_words=in_words)
        # Imported by each template, they would be looked up at each page of a record.
        self.environment.globals["m"] = self.environment.get_template("macros.html").module

    def render(self, template: str, context: Context, **values: Any) -> str:
        """HTML of a template. Templates see `r` (the reader), `site` (the project) and the values given."""
        return self.environment.get_template(template).render(r=context, site=context.project, **values)

    def module(self, template: str, context: Context, **values: Any) -> Any:
        """A rendered template whose `{% set %}` names can be read as attributes; its text is its HTML."""
        return self.environment.get_template(template).make_module({"r": context, "site": context.project, **values})


def bytecode_cache(folder: Path) -> FileSystemBytecodeCache:
    """Return the cache of compiled templates. Jinja checks their text and the version of Python, not its own."""
    own = folder / f"templates-{lock_digest()[:16]}"
    own.mkdir(parents=True, exist_ok=True)
    return FileSystemBytecodeCache(str(own))


def _words(identifiers: Iterable[str], context: Context, vocabulary: str) -> list[str]:
    return [context.word(vocabulary, one) for one in identifiers]


def _alphabetical(terms: Iterable[Term], context: Context) -> list[Term]:
    return sorted(terms, key=lambda term: context.sorting(term[context.language]))


def _lower_first(text: str) -> str:
    """A label that goes on a sentence; a word in capitals (a short form) stays as it is."""
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]
