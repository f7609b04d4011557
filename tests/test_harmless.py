"""A hostile text that is accepted, in a record or in a page, is shown as the words it is."""

from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any

import pytest
from hypothesis import given, settings
from support.html_safety import assert_harmless
from support.projects import RENDERER, ROOT, SKELETON, sample, with_records
from support.record_checks import SLIM, TREES, checked, dump
from support.strategies import with_hostile_texts
from toolkit import LANGUAGES
from toolkit.domain.context import Context
from toolkit.exports.base import Download
from toolkit.kinds import WITH_PAGE
from toolkit.project import Project
from toolkit.render.record_pages import Skeleton

DATA = [path.stem for path in sorted((ROOT / "overrides/data").glob("*.html"))]
# Record pages and data templates that show a file.
SHOWN_BY: dict[str, tuple[Iterable[str], list[str]]] = {
    "data/accessibility.yaml": ([], ["accessibility"]),
    "facilitators.yaml": (["facilitators", "lots"], ["directory"]),
    "data/glossary.yaml": ([], ["glossary"]),
    "config/labels.yaml": (WITH_PAGE, DATA),
    "data/lots.yaml": (
        ["lots", "facilitators"],
        ["lots", "call-off", "open-points", "route", "order-brief", "applicants"],
    ),
    "data/methods.yaml": ([], ["methods", "sources"]),
    "data/processes.yaml": (["processes"], ["processes", "process-counts", "follow-up", "sources"]),
    "data/vocabulary.yaml": (WITH_PAGE, DATA),
}
EDIT = "https://edit.example.org/"
PAGES = Skeleton(SKELETON, RENDERER, "https://site.example.org/")


@cache
def project() -> Project:
    """The sample, with few records to show."""
    whole = sample()
    few = {kind: dict(list(whole.catalog.records(kind).items())[:2]) for kind in ("facilitators", "terms")}
    # The one that hostile links name.
    few["processes"] = {"market-square": whole.catalog.processes["market-square"]}
    return with_records(whole, **few)


def showing(file: str, model: Any) -> Project:
    """The same, with what an altered file holds."""
    real = project().catalog
    changes: dict[str, Any] = {}
    if file == "data/accessibility.yaml":
        changes = {"statement": model.statement}
    elif file == "config/labels.yaml":
        changes = {"labels": model.labels}
    elif file == "data/vocabulary.yaml":
        changes = {"words": {name: {one.id: one for one in getattr(model, name)} for name in real.words}}
    else:
        for kind in set(type(model).model_fields) - {"framework"}:
            changes[kind] = {**getattr(real, kind), **{one.id: one for one in getattr(model, kind)}}
            changes.setdefault("lines", dict(real.lines)).update({(kind, one.id): 1 for one in getattr(model, kind)})
        if file == "data/lots.yaml":
            changes["framework"] = model.framework
    return with_records(project(), **changes)


def pages(shown: Project, kinds: Iterable[str], templates: Iterable[str]) -> Iterator[str]:
    """Record pages of some kinds and data templates, in both languages."""
    method = next(iter(shown.catalog.methods.values()))
    for language in LANGUAGES:
        for kind in kinds:
            for one in shown.catalog.records(kind):
                yield PAGES.record_page(shown, kind, one, language, EDIT)
        reader = Context(shown, language, f"{language}/")
        yield RENDERER.render("records/methods.html", reader, record=method)
        made = {"downloads": (), "forms": (), "reports": {language: Download("pdf", language, "report.pdf", b"")}}
        yield from (RENDERER.render(f"data/{name}.html", reader, **made) for name in templates)


@pytest.mark.parametrize("file", SHOWN_BY)
def test_accepted_data_is_shown_as_the_words_it_is(file: str) -> None:
    shown_everywhere = file in ("config/labels.yaml", "data/vocabulary.yaml")
    accepted = []

    @settings(max_examples=60)
    @given(with_hostile_texts((TREES if shown_everywhere else SLIM)[file]))
    def harmless(data: Any) -> None:
        model, found = checked(file, dump(data))
        if model and not found:
            accepted.append(file)
            for html in pages(showing(file, model), *SHOWN_BY[file]):
                assert_harmless(html)

    harmless()
    assert len(accepted) >= 3
