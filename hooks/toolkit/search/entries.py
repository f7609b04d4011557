"""What can be found: pages, records, terms and municipalities, with the names and facets search gives them."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from toolkit import LANGUAGES
from toolkit.checks.article import paragraphs
from toolkit.checks.html_page import FinalPage
from toolkit.domain.context import Context
from toolkit.kinds import WITH_PAGE
from toolkit.models.glossary import Term
from toolkit.project import Project
from toolkit.sources.pages import Page

Facets = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True)
class Entry:
    """One thing to find. `body` has the form of `checks.article`; `names` are other ways to call it, in any language.

    `facets` have at least one `kind`.
    """

    address: str
    language: str
    body: str
    names: tuple[str, ...]
    facets: Facets

    @property
    def own_names(self) -> tuple[str, str]:
        """The title, and what stands before its colon."""
        title = Markup(self.body.partition("</h1>")[0]).striptags()  # noqa: S704 (only its words are used)
        return title, title.partition(":")[0]


def all_entries(project: Project, pages: Iterable[FinalPage]) -> Iterator[Entry]:
    """Everything to find on a finished site."""
    by_address = {page.address: page for page in pages}
    for language in LANGUAGES:
        for address, names, facets in (*_pages(project, language), *_records(project, language)):
            if page := by_address.get(address):
                yield Entry(address, language, page.article, tuple(filter(None, names)), facets)
        yield from _terms(project, language)
        yield from _municipalities(project, language, by_address)


def _pages(project: Project, language: str) -> Iterator[tuple[str, list[str], Facets]]:
    """Address, names and facets of each page written in Markdown."""
    for (own, path), page in project.pages.items():
        if own == language and not page.meta.records:
            yield project.address(path, language), _page_names(project, page), _page_facets(project, page)


def _page_names(project: Project, page: Page) -> list[str]:
    """Menu title, title in the other language, and for a card what the method is called."""
    names = [page.meta.nav_title or ""]
    for language in LANGUAGES:
        twin = project.pages.get((language, page.path))
        if twin and language != page.language:
            names += [twin.meta.title, twin.meta.nav_title or ""]
        if page.meta.method:
            method = project.catalog.methods[page.meta.method]
            names += [method.name[language], *method.also_known_as[language]]
    return names


def _page_facets(project: Project, page: Page) -> Facets:
    """Kind, themes and phases of a page; a card has the phases of its method."""
    meta = page.meta
    if meta.method:
        return {"kind": ("method",), "phase": tuple(project.catalog.methods[meta.method].phases)}
    is_path = page.path.startswith(project.search.paths + "/") and not page.path.endswith("/index.md")
    kind = "path" if is_path else "guidance"
    return {"kind": (kind,), "theme": tuple(meta.themes), "phase": tuple(meta.phases)}


def _records(project: Project, language: str) -> Iterator[tuple[str, list[str], Facets]]:
    """Address, names and facets of each record with a page of its own."""
    for kind in WITH_PAGE.values():
        for identifier, record in project.catalog.records(kind.name).items():
            fields = vars(record)
            facets = {"kind": (kind.scheme,), **_record_facets(project, fields)}
            yield project.record_address(kind.name, identifier, language), _record_names(project, fields), facets


def _record_names(project: Project, fields: Mapping[str, Any]) -> list[str]:
    names = []
    for language in LANGUAGES:
        values = (fields.get(key) or "" for key in ("title", "short_name", "name"))
        names += [value if isinstance(value, str) else value[language] for value in values]
        if number := fields.get("number"):
            names.append(Context(project, language, "").t("lot_number", number=number))
    return names


def _record_facets(project: Project, fields: Mapping[str, Any]) -> Facets:
    """Facets of whichever fields a record has. It has the phases of its lots, which it names or says more about."""
    place = vars(fields["place"]) if "place" in fields else fields
    lots = (project.catalog.lots[getattr(lot, "lot", lot)] for lot in fields.get("lots", ()))
    phases = [*fields.get("phases", ()), *(phase for lot in lots for phase in lot.phases)]
    return {
        "theme": tuple(fields.get("themes", ())),
        "municipality": tuple(place.get("municipalities", ())),
        "phase": tuple(dict.fromkeys(phases)),
        "demonstration": ("yes",) if fields.get("demonstration") else (),
    }


def _terms(project: Project, language: str) -> Iterator[Entry]:
    for term in project.catalog.terms.values():
        body = paragraphs(term[language], [term.definition[language], term.note[language] if term.note else ""])
        names = tuple(name for other in LANGUAGES for name in term_names(term, other))
        address = project.record_address("terms", term.id, language)
        yield Entry(address, language, body, names, {"kind": ("term",)})


def term_names(term: Term, language: str) -> list[str]:
    """List every way to say a term in a language: its form, acronym and variants."""
    acronym = term.acronym[language] if term.acronym else None
    return [term[language], *([acronym] if acronym else []), *term.variants[language]]


def _municipalities(project: Project, language: str, pages: Mapping[str, FinalPage]) -> Iterator[Entry]:
    """The section of each municipality in the list of processes, where it has one (`#m21015`)."""
    page = pages.get(project.address(project.relations.marker_pages["processes"], language))
    for identifier, municipality in project.catalog.words["municipalities"].items():
        if page and f"m{identifier}" in page.ids:
            processes = project.relations.processes_in.get(identifier, ())
            body = paragraphs(municipality.label[language], [process.title[language] for process in processes])
            names = (*(municipality.label[other] for other in LANGUAGES), *municipality.post_codes)
            facets = {"kind": ("process",), "municipality": (identifier,)}
            yield Entry(f"{page.address}#m{identifier}", language, body, names, facets)
