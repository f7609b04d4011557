"""Registry of the kinds of records: pages, addresses, links, search and checks follow from it.

A kind is one list of a data file (`toolkit.models.DATA_FILES`), whose key is the name of the kind.
"""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True)
class RecordKind:
    """A kind of record, one list of the data file `file`.

    `scheme` names it in links (`process:bourse`) and as a kind of result of the search (label `kind_process`).
    `shown` is where a record has its address: on a `page` of its own, made from a template, beside the Markdown page
    with `records: <name>`; on a Markdown page that names it, its `card`; at an `anchor` of the Markdown page that holds
    the data marker `marker`.
    """

    name: str
    scheme: str
    file: str
    shown: Literal["page", "card", "anchor"]
    marker: str = ""

    @property
    def template(self) -> str:
        """Template of a page or of a card, below `overrides/`; its style sheet and its script have the same name."""
        return f"records/{self.name}.html"

    @property
    def label(self) -> str:
        """Key of its name in `config/labels.yaml`."""
        return f"kind_{self.scheme}"


KINDS = {
    kind.name: kind
    for kind in (
        RecordKind("methods", "method", "data/methods.yaml", "card"),
        RecordKind("processes", "process", "data/processes.yaml", "page"),
        RecordKind("cases", "case", "data/cases.yaml", "page"),
        RecordKind("facilitators", "facilitator", "facilitators.yaml", "page"),
        RecordKind("lots", "lot", "data/lots.yaml", "page"),
        RecordKind("terms", "term", "data/glossary.yaml", "anchor", marker="glossary"),
    )
}
BY_SCHEME = {kind.scheme: kind for kind in KINDS.values()}
WITH_PAGE = {kind.name: kind for kind in KINDS.values() if kind.shown == "page"}
