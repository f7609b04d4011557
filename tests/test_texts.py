"""The texts of the data: two languages that differ, each with its own typography."""

import re
from collections.abc import Iterator

from support.projects import ROOT
from toolkit.problems.messages import messages
from toolkit.sources.catalog import read
from toolkit.sources.yaml_nodes import Node, dotted, walk

TREES = read(ROOT).trees
# Not texts: addresses and where a word was found.
NOT_TEXTS = re.compile(r"urls\.yaml|\.slug$|\.origin$|labels\.anchor_")
NAMES = {
    *("Anderlecht", "Etterbeek", "Evere", "Ganshoren", "Jette", "Koekelberg", "Square Marguerite Duras"),
    *("perspective.brussels", "urban.brussels", "Ateliers de la Participation"),
    *("Placemaking", "Planning for Real"),
    *("CSV", "JSON", "JSON Schema", "GeoJSON", "iCalendar", "Atom", "DCAT-AP", "Word (.docx)", "LibreOffice (.odt)"),
}
SAME_WORD = {"niveau", "parlement", "impact", "cascade", "expertise", "permanent", "menu", "e-mail", "{start} – {end}"}


def bilingual() -> Iterator[tuple[str, str, str]]:
    """Place, French and Dutch of every text."""
    for file, tree in TREES.items():
        for path, node in walk(tree):
            place = f"{file}.{dotted(path)}"
            french, dutch = _text(node, "fr"), _text(node, "nl")
            if french and dutch and not NOT_TEXTS.search(place):
                yield place, french, dutch


def _text(node: Node, language: str) -> str:
    child = node.value.get(language) if isinstance(node.value, dict) else None
    return child.value if child and isinstance(child.value, str) else ""


def _may_be_the_same(text: str) -> bool:
    return text in NAMES or text.lower() in SAME_WORD or not re.search(r"[^\W\d]", text)


def test_no_text_is_left_in_the_other_language() -> None:
    same = {place: french for place, french, dutch in bilingual() if french == dutch}
    assert {place: text for place, text in same.items() if not _may_be_the_same(text)} == {}


def test_the_texts_were_looked_at() -> None:
    assert len(list(bilingual())) > 1000


def test_typography_follows_the_language() -> None:
    """French quotes are « », Dutch ones ‘ ’; French keeps a space that does not break; no typewriter apostrophes."""
    french_faults, dutch_faults = re.compile(r"‘|\w'\w|« | [»:;?!](?:\s|$)"), re.compile(r"[«»]|\w'\w")
    sentences = [(code, one["fr"], one["nl"]) for code, one in messages().items()]
    wrong = {place: french for place, french, _ in (*bilingual(), *sentences) if french_faults.search(french)}
    wrong |= {place: dutch for place, _, dutch in (*bilingual(), *sentences) if dutch_faults.search(dutch)}
    assert wrong == {}
