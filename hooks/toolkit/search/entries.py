"""What can be found: pages, records, terms and municipalities, with the names and facets search gives them."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from toolkit import LANGUAGES
from toolkit.checks.html_page import FinalPage
from toolkit.domain.context import Reader
from toolkit.kinds import WITH_PAGE
from toolkit.models.glossary import Term
from toolkit.project import Project
from toolkit.search.stubs import paragraphs
from toolkit.sources.pages import Document

Facets = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True)
class Entry:
    """One thing to find. `body` is light HTML; `names` are other ways to call it, in any language."""

    address: str
    language: str
    body: str
    names: tuple[str, ...]
    facets: Facets

    @property
    def own_names(self) -> tuple[str, ...]:
        """The title, and what stands before its colon."""
        title = Markup(self.body.partition("</h1>")[0]).striptags()  # noqa: S704 (only its words are used)
        return title, title.partition(":")[0]


def entries(project: Project, pages: Iterable[FinalPage]) -> Iterator[Entry]:
    """Everything to find on a finished site."""
    known = {page.address: page for page in pages}
    records = list(_records(project))
    for language in LANGUAGES:
        for address, names, facets in _sources(project, language, records):
            if page := known.get(address):
                yield Entry(address, language, page.article, names, facets)
        yield from _terms(project, language)
        yield from _municipalities(project, language, known)


def _records(project: Project) -> Iterator[tuple[str, str, tuple[str, ...], Facets]]:
    """Kind and identifier of each record, its names and its facets, the same in all languages."""
    for kind in WITH_PAGE:
        for identifier, record in project.catalogue.records(kind).items():
            # An attribute that a kind of record has not is slow to ask for.
            fields = vars(record)
            yield kind, identifier, tuple(_record_names(project, fields)), _record_facets(project, kind, fields)


def _sources(
    project: Project, language: str, records: Iterable[tuple[str, str, tuple[str, ...], Facets]]
) -> Iterator[tuple[str, tuple[str, ...], Facets]]:
    """Address, names and facets of each page and record of a language."""
    for (one, path), document in project.documents.items():
        if one == language and not document.meta.records:
            yield project.address(path, language), _page_names(project, document), _page_facets(project, document)
    for kind, identifier, names, facets in records:
        yield project.record_address(kind, identifier, language), names, facets


def _page_names(project: Project, document: Document) -> tuple[str, ...]:
    """Menu title, title in the other language, and for a card what the method is called."""
    names = [document.meta.nav_title or ""]
    for language in LANGUAGES:
        twin = project.documents.get((language, document.path))
        if twin and language != document.language:
            names += [twin.meta.title, twin.meta.nav_title or ""]
        if document.meta.method:
            method = project.catalogue.methods[document.meta.method]
            names += [method.name[language], *method.also_known_as[language]]
    return tuple(filter(None, names))


def _record_names(project: Project, fields: Mapping[str, Any]) -> Iterator[str]:
    for language in LANGUAGES:
        for key in ("title", "short_name", "name"):
            if name := fields.get(key):
                yield name if isinstance(name, str) else name[language]
        if number := fields.get("number"):
            yield Reader(project, language, "").t("lot_number", number=number)


def _page_facets(project: Project, document: Document) -> Facets:
    """Kind, themes and phases of a page; a card has the phases of its method."""
    meta = document.meta
    if meta.method:
        return {"kind": ("method",), "phase": tuple(project.catalogue.methods[meta.method].phases)}
    inside = document.path.startswith(project.search.paths + "/") and not document.path.endswith("/index.md")
    kind = "path" if inside else "guidance"
    return {"kind": (kind,), "theme": tuple(meta.themes), "phase": tuple(meta.phases)}


def _record_facets(project: Project, kind: str, fields: Mapping[str, Any]) -> Facets:
    """A facilitator helps in the phases of its lots."""
    place = vars(fields["place"]) if "place" in fields else fields
    lots = (project.catalogue.lots[one.lot] for one in fields.get("lots", ()))
    phases = [*fields.get("phases", ()), *(phase for lot in lots for phase in lot.phases)]
    return {
        "kind": (WITH_PAGE[kind].scheme,),
        "theme": tuple(fields.get("themes", ())),
        "municipality": tuple(place.get("municipalities", ())),
        "phase": tuple(dict.fromkeys(phases)),
        "demonstration": ("yes",) if fields.get("demonstration") else (),
    }


def _terms(project: Project, language: str) -> Iterator[Entry]:
    for term in project.catalogue.terms.values():
        texts = [term.definition[language], term.note[language] if term.note else ""]
        yield Entry(
            project.record_address("terms", term.id, language),
            language,
            paragraphs(term[language], texts),
            tuple(name for one in LANGUAGES for name in forms(term, one)),
            {"kind": ("term",)},
        )


def forms(term: Term, language: str) -> list[str]:
    """Every way to say a term in a language: the form, its acronym, its variants."""
    short = getattr(term.acronym, language) if term.acronym else None
    return [term[language], *([short] if short else []), *term.variants[language]]


def _municipalities(project: Project, language: str, known: Mapping[str, FinalPage]) -> Iterator[Entry]:
    """The place of each municipality in the list of processes, where it has one (`#m21015`)."""
    listing = known.get(project.address(project.relations.marker_pages["processes"], language))
    for identifier, municipality in project.catalogue.words["municipalities"].items():
        if not listing or f"m{identifier}" not in listing.ids:
            continue
        processes = [one.title[language] for one in project.relations.processes_in.get(identifier, ())]
        yield Entry(
            f"{listing.address}#m{identifier}",
            language,
            paragraphs(municipality.label[language], processes),
            (*(municipality.label[one] for one in LANGUAGES), *municipality.post_codes),
            {"kind": ("process",), "municipality": (identifier,)},
        )
