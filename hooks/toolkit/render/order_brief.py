"""What the draft of an order is made of, in both languages, for the script that writes it (`order-brief.js`)."""

from collections.abc import Mapping
from typing import Any

from toolkit import LANGUAGES
from toolkit.models import rich_text
from toolkit.models.lot import Lot
from toolkit.sources.catalog import Catalog

PREFIX = "brief_"


def brief_words(catalog: Catalog) -> dict[str, Any]:
    """By language: the sentences of the draft, and the words of lots, needs, phases, applicants, rules, reminders."""
    return {language: _words(catalog, language) for language in LANGUAGES}


def _words(catalog: Catalog, language: str) -> dict[str, Any]:
    labels = {key.removeprefix(PREFIX): text for key, text in catalog.labels.items() if key.startswith(PREFIX)}
    rules = {key.removeprefix("rule_"): text for key, text in catalog.labels.items() if key.startswith("rule_")}
    return {
        "t": {key: text[language] for key, text in labels.items()},
        "lots": {lot.id: _lot(lot, language) for lot in catalog.lots.values()},
        "needs": _labels(catalog.needs, language),
        "phases": _labels(catalog.words["phases"], language),
        "applicants": _labels(catalog.applicants, language),
        "rules": {
            **_labels(catalog.words["call_offs"], language),
            **{key: text[language] for key, text in rules.items()},
        },
        "steps": [step[language] for step in catalog.framework.steps],
        "reminders": {
            key: f"{reminder.title[language]}. {rich_text.to_text(reminder.text[language])}"
            for key, reminder in catalog.reminders.items()
        },
    }


def _labels(records: Mapping[str, Any], language: str) -> dict[str, str]:
    return {key: record.label[language] for key, record in records.items()}


def _lot(lot: Lot, language: str) -> dict[str, Any]:
    return {
        "number": lot.number,
        "name": lot.name[language],
        "services": [service[language] for service in lot.services],
        "deliverables": [deliverable[language] for deliverable in lot.deliverables],
    }
