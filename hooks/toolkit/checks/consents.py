"""Consents to be named that have run out: the person is not shown any more, and the build says so."""

import datetime
from collections.abc import Iterator

from toolkit.problems.problem import Problem, problem
from toolkit.sources.catalog import Catalog


def expired_consents(catalog: Catalog, today: datetime.date) -> Iterator[Problem]:
    """One warning for each person whose consent ended before a day."""
    for identifier, facilitator in catalog.facilitators.items():
        person = facilitator.contact.person
        if person and person.consent_until < today:
            line = catalog.lines[("facilitators", identifier)]
            path = f"{identifier}.contact.person"
            yield problem("facilitators.yaml", "consent-expired", line, path=path, date=person.consent_until)
