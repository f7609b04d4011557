"""The grid of cases on which Python, the tables of the page and its script must agree."""

from collections.abc import Iterator
from itertools import combinations, product
from typing import Any

from toolkit.project import Project

# Cents: none given, far below, near, just below, exactly at, just above the threshold, the European threshold.
AMOUNTS = (None, 1_200_000, 2_400_000, 2_999_999, 3_000_000, 3_000_001, 21_600_000)


def cases(project: Project) -> Iterator[dict[str, Any]]:
    """Every set of needs, with each amount, phase and applicant."""
    catalog = project.catalog
    needs = [list(some) for size in range(6) for some in combinations(catalog.needs, size)]
    phases, applicants = ["", *catalog.words["phases"]], ["", *catalog.applicants]
    for some, cents, phase, applicant in product(needs, AMOUNTS, phases, applicants):
        amounts = {} if cents is None else dict.fromkeys(catalog.lots, cents)
        yield {"needs": some, "amounts": amounts, "phase": phase, "applicant": applicant}
