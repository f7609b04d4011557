"""Our own Jinja environment: templates of records and data, with every value escaped and every name required."""

from collections.abc import Iterable
from importlib.metadata import version
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemBytecodeCache, FileSystemLoader, StrictUndefined, nodes
from jinja2.compiler import CodeGenerator, Frame

from toolkit.domain import follow_up, inventory, list_pages, process_list, procurement, summaries, timeline
from toolkit.domain.context import Reader
from toolkit.file_cache import short_digest
from toolkit.forms import files
from toolkit.models.glossary import Term
from toolkit.render import order_brief, region_map, report, structured_data
from toolkit.render.circumstances import in_words


class _Plain(CodeGenerator):
    """Compiles `a.b`, `a["b"]` and `a(b)` to the same in Python.

    Jinja would look for items where there is no attribute, for attributes where there is no item, and for functions
    that want the context: our templates count on none of these.
    """

    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:  # noqa: N802
        self.write("(")
        self.visit(node.node, frame)
        self.write(f").{node.attr}")

    def visit_Getitem(self, node: nodes.Getitem, frame: Frame) -> None:  # noqa: N802
        self.visit(node.node, frame)
        self.write("[")
        self.visit(node.arg, frame)
        self.write("]")

    def visit_Call(self, node: nodes.Call, frame: Frame, forward_caller: bool = False) -> None:  # noqa: N802
        self.visit(node.node, frame)
        self.write("(")
        for argument in node.args:
            self.visit(argument, frame)
            self.write(", ")
        for named in node.kwargs:
            self.write(f"{named.key}=")
            self.visit(named.value, frame)
            self.write(", ")
        if forward_caller:
            self.write("caller=caller")
        self.write(")")


def compile_plainly(environment: Environment) -> None:
    """Have it compile templates so. Gain at 1,500 processes: a sixth of the rendering of records."""
    environment.code_generator_class = _Plain


class Renderer:
    """Renders the templates of `overrides/` for a reader; `compiled` is a folder that may keep them compiled."""

    def __init__(self, templates: Path, preview: bool = False, compiled: Path | None = None) -> None:
        self.environment = Environment(
            loader=FileSystemLoader(templates),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            auto_reload=False,  # a build reads each template once
            cache_size=-1,
            bytecode_cache=bytecode_cache(compiled) if compiled else None,
        )
        compile_plainly(self.environment)
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
        self.environment.filters.update(map_word=_words, sort_words=_alphabetical, t_of=Reader.t)
        self.environment.filters.update(lower_first=_lower_first, in_words=in_words)
        # Imported by each template, they would be looked up at each page of a record.
        self.environment.globals["m"] = self.environment.get_template("macros.html").module

    def render(self, template: str, reader: Reader, **values: Any) -> str:
        """HTML of a template. Templates see `r` (the reader), `site` (the project) and the values given."""
        return self.environment.get_template(template).render(r=reader, site=reader.project, **values)

    def module(self, template: str, reader: Reader, **values: Any) -> Any:
        """A rendered template whose `{% set %}` names can be read as attributes; its text is its HTML."""
        return self.environment.get_template(template).make_module({"r": reader, "site": reader.project, **values})


def bytecode_cache(folder: Path) -> FileSystemBytecodeCache:
    """Templates as Jinja compiled them, by the digest of their text: 0.3 s of each build."""
    # Jinja looks at the version of Python only, not at its own, nor at how we have it compile.
    own = folder / short_digest(version("jinja2"), Path(__file__).read_bytes())
    own.mkdir(parents=True, exist_ok=True)
    return FileSystemBytecodeCache(str(own))


def _words(identifiers: Iterable[str], reader: Reader, vocabulary: str) -> list[str]:
    return [reader.word(vocabulary, one) for one in identifiers]


def _alphabetical(terms: Iterable[Term], reader: Reader) -> list[Term]:
    return sorted(terms, key=lambda term: reader.sorting(term[reader.language]))


def _lower_first(text: str) -> str:
    """A label that goes on a sentence; a word in capitals (a short form) stays as it is."""
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]
