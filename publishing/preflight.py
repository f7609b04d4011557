"""Preflight checks: data that may not be published."""

import datetime
from collections.abc import Collection, Iterator

from toolkit.problems.problem import Problem, problem
from toolkit.sources.data_files import Reading
from toolkit.sources.yaml_nodes import Node, dotted, find, key_place, walk

REVIEW_LIMIT = datetime.timedelta(days=366)
DEMONSTRATION = "demonstration"


def preflight_problems(reading: Reading, today: datetime.date, allowed: Collection[str] = ()) -> Iterator[Problem]:
    """Report all that keeps the data of a project from being published on a day."""
    for file, tree in ((name, data.tree) for name, data in reading.files.items()):
        if DEMONSTRATION not in allowed:
            yield from _demonstrations(file, tree)
        yield from _consents(file, tree, today)
    yield from _statement(reading, today)


def _demonstrations(file: str, tree: Node) -> Iterator[Problem]:
    """Report invented records."""
    for path, node in walk(tree):
        if path and path[-1] == "demonstration" and node.value is True:
            yield problem(file, "release-demonstration", *key_place(node), dotted(path))


def _consents(file: str, tree: Node, today: datetime.date) -> Iterator[Problem]:
    """Report consents to be named that have ended (`contact.person.consent_until` of a facilitator)."""
    for path, node in walk(tree):
        if path and path[-1] == "consent_until" and str(node.value) < today.isoformat():
            yield problem(file, "release-consent", node.line, node.column, dotted(path), date=node.value)


def _statement(reading: Reading, today: datetime.date) -> Iterator[Problem]:
    """Report an accessibility statement older than a year (Commission Implementing Decision (EU) 2018/1523)."""
    file = "data/accessibility.yaml"
    node = find(reading.files[file].tree, ("statement", "reviewed")) if file in reading.files else None
    if node and datetime.date.fromisoformat(str(node.value)) + REVIEW_LIMIT < today:
        yield problem(file, "release-statement", node.line, node.column, "statement.reviewed", date=node.value)
