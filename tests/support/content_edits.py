"""Valid edits of the content: the examples of the editors' guides as they stand there, and what editors do every day.

None of them may break the check, the build or a test of the default layer, whatever the content has become: what an
editor has already added is not added twice.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from support.build import ROOT
from toolkit import LANGUAGES

PAGE = "support/welcome.md"
METHOD = """\
  - id: trial-walk
    slug: {fr: marche-d-essai, nl: proefwandeling}
    name: {fr: "Marche d’essai", nl: "Proefwandeling"}
    summary: {fr: "On marche ensemble et on note.", nl: "Samen wandelen en noteren."}
    family: FAMILY
    levels: [consult]
    participants: {text: {fr: "5 à 15 personnes", nl: "5 tot 15 mensen"}, min: 5, max: 15}
    duration: {text: {fr: "deux heures", nl: "twee uur"}, estimate: true}
    cost: {level_min: 1, level_max: 2}
    phases: [PHASE]
    strengths: {fr: "Concret.", nl: "Concreet."}
    limits: {fr: "Dépend du temps qu’il fait.", nl: "Hangt af van het weer."}
    setting: SETTING
    serves: [ISSUE]
    lots: []
    sources: [{name: "Guide des marches", url: "https://walks.example.org/"}]
    last_checked: 2026-11-23
"""
METHOD_PAGES = {
    "fr": ("Marche d’essai", "Parcourir un lieu en petit groupe pour noter ce qui manque et ce qui marche."),
    "nl": ("Proefwandeling", "In een kleine groep een plek verkennen en noteren wat er ontbreekt en wat werkt."),
}
TERM = """\
  - id: trial-term
    fr: "mot d’essai"
    nl: "proefwoord"
    definition: {fr: "Un mot qui vient d’arriver.", nl: "Een woord dat net aankwam."}
    origin: {fr: usage, nl: usage}
"""
ORGANISER = '  - {id: trial-team, kind: other, label: {fr: "Équipe d’essai", nl: "Proefteam"}}\n'
FORM = """---
title: "{title}"
use: "{use}"
name: {name}
page: framing/contract.md
reviewed: 2026-11-23
---
{text} [[{blank}]].
"""
FORMS = {
    "fr": FORM.format(title="Essai", use="Pour essayer.", name="essai", text="Le lieu :", blank="lieu"),
    "nl": FORM.format(title="Proef", use="Om te proberen.", name="proef", text="De plek:", blank="plek"),
}


@dataclass(frozen=True)
class Edit:
    """An edit by its name; `together`: it may be made on a project that holds the others."""

    name: str
    make: Callable[[Path], None]
    together: bool = True


def guide_block(language: str, start: str) -> str:
    """The code block of a guide whose first line that is not a comment starts so."""
    guide = (ROOT / "contributing" / f"{language}.md").read_text(encoding="utf-8")
    blocks = re.findall(r"^```\w+\n(.*?)^```$", guide, re.MULTILINE | re.DOTALL)
    [block] = [block for block in blocks if re.match(rf"(?: *#.*\n)* *{re.escape(start)}", block)]
    return str(block)


def _add_process(root: Path, language: str) -> None:
    _append(root / "data/processes.yaml", guide_block(language, "- id:"))


def _add_page(root: Path) -> None:
    for language in LANGUAGES:
        if not (page := root / "docs" / language / PAGE).exists():
            page.write_text(guide_block(language, "---"), encoding="utf-8")
    _insert(root / "config/navigation.yaml", r"- page: support/.*\n +pages:\n", guide_block("fr", "- support/"))
    _insert(root / "config/urls.yaml", r"segments:\n", guide_block("nl", "welcome:"))


def _add_page_in_french_only(root: Path) -> None:
    _add_page(root)
    (root / "docs/nl" / PAGE).unlink()
    _insert(root / "docs/fr" / PAGE, "---\n", guide_block("fr", "one_language:"))


def _add_related(root: Path) -> None:
    _add_page(root)
    for language in LANGUAGES:
        _insert(root / "docs" / language / PAGE, "---\n", guide_block(language, "next:"))


def _change_contact(root: Path) -> None:
    _replace(root / "facilitators.yaml", r"^    contact:\n(?: {6}.*\n)+", guide_block("nl", "contact:"))


def _change_summary(root: Path) -> None:
    [french, dutch] = [guide_block(language, "summary:") for language in LANGUAGES]
    _replace(root / "data/processes.yaml", r"^    summary:\n(?:(?: {6}.*)?\n)+", french + dutch.partition("\n")[2])


def _add_method(root: Path) -> None:
    record = METHOD
    for word, vocabulary in (
        ("FAMILY", "method_families"),
        ("PHASE", "phases"),
        ("SETTING", "settings"),
        ("ISSUE", "issues"),
    ):
        record = record.replace(word, _first(root, vocabulary))
    _append(root / "data/methods.yaml", record)
    for language, (title, description) in METHOD_PAGES.items():
        head = f'title: "{title}"\ndescription: "{description}"\nmethod: trial-walk\n'
        (root / "docs" / language / "methods/trial-walk.md").write_text(f"---\n{head}---\nUn, 2, 3.\n", "utf-8")


def _add_term(root: Path) -> None:
    _append(root / "data/glossary.yaml", TERM)


def _add_organiser(root: Path) -> None:
    file = root / "data/vocabulary.yaml"
    kind = re.search(r"kind: \w+", text := file.read_text(encoding="utf-8"))
    assert kind
    if "id: trial-team" not in text:
        _insert(file, r"^organisers:\n", ORGANISER.replace("kind: other", kind[0]))


def _add_form(root: Path) -> None:
    for language, form in FORMS.items():
        (root / "forms" / language / "trial.md").write_text(form, encoding="utf-8")


def _change_page_titles(root: Path) -> None:
    for language, word in (("fr", "Titre"), ("nl", "Kop")):
        for number, page in enumerate(sorted((root / "docs" / language).rglob("*.md"))):
            text = page.read_text(encoding="utf-8")
            page.write_text(re.sub(r"^title: .*$", f'title: "{word} {number}"', text, count=1, flags=re.M), "utf-8")


def _change_record_titles(root: Path) -> None:
    """Also the names of demonstration teams and the words of the vocabulary."""
    for file in ("data/processes.yaml", "data/methods.yaml", "facilitators.yaml", "data/vocabulary.yaml"):
        text = (root / file).read_text(encoding="utf-8")
        text = re.sub(r'^(    (?:title|name|label):\n      fr: ")(.*\n      nl: ")', r"\1X \2X ", text, flags=re.M)
        text = re.sub(r'^(    name: ")', r"\1X ", text, flags=re.M)
        (root / file).write_text(re.sub(r'(label: \{fr: "?)(.*, nl: "?)', r"\1X \2X ", text), encoding="utf-8")


def _change_dates(root: Path) -> None:
    """Every process starts a year earlier and is asked about again; every page is read again."""
    processes = root / "data/processes.yaml"
    text = re.sub(r"^(      start: \"?)(\d{4})", _a_year_earlier, processes.read_text(encoding="utf-8"), flags=re.M)
    processes.write_text(re.sub(r"last_checked: [\d-]+", "last_checked: 2026-11-22", text), encoding="utf-8")
    for page in (root / "docs").rglob("*.md"):
        text = page.read_text(encoding="utf-8")
        page.write_text(re.sub(r"^reviewed: .*$", "reviewed: 2026-11-22", text, count=1, flags=re.M), "utf-8")


def _a_year_earlier(found: re.Match[str]) -> str:
    return f"{found[1]}{int(found[2]) - 1}"


def _first(root: Path, vocabulary: str) -> str:
    text = (root / "data/vocabulary.yaml").read_text(encoding="utf-8")
    found = re.search(rf"^{vocabulary}:\n(?: *#.*\n)*  - (?:\{{)?id: ([\w-]+)", text, re.MULTILINE)
    assert found, vocabulary
    return found[1]


def _append(file: Path, record: str) -> None:
    """Add a record at the end of a file, unless one of its identifier is there."""
    identifier = re.search(r"^ +- id: .*$", record, re.MULTILINE)
    assert identifier
    if identifier[0] in file.read_text(encoding="utf-8").split("\n"):
        return
    file.write_text(file.read_text(encoding="utf-8").rstrip("\n") + "\n" + record, encoding="utf-8")


def _insert(file: Path, after: str, text: str) -> None:
    """Write a text after the first match of a pattern, unless it is there."""
    if text not in file.read_text(encoding="utf-8"):
        _replace(file, f"({after})", lambda found: found[1] + text)


def _replace(file: Path, pattern: str, text: str | Callable[[re.Match[str]], str]) -> None:
    old = file.read_text(encoding="utf-8")
    new, count = re.subn(pattern, text if callable(text) else lambda _: text, old, count=1, flags=re.MULTILINE)
    assert count, (file, pattern)
    file.write_text(new, encoding="utf-8")


EDITS = (
    Edit("the process of the French guide", lambda root: _add_process(root, "fr")),
    Edit("the process of the Dutch guide", lambda root: _add_process(root, "nl"), together=False),
    Edit("the page of the guides", _add_page),
    Edit("the related records of a page", _add_related),
    Edit("the page in one language", _add_page_in_french_only, together=False),
    Edit("the contact of a facilitator", _change_contact),
    Edit("a text of several lines", _change_summary),
    Edit("a method", _add_method),
    Edit("a term", _add_term),
    Edit("an organiser", _add_organiser),
    Edit("a form", _add_form),
    Edit("titles of pages", _change_page_titles),
    Edit("titles and names of records", _change_record_titles),
    Edit("dates", _change_dates),
)
