"""Consents to be named that have run out: the person is no longer shown, and the build says so."""

import datetime
from collections.abc import Iterator

from toolkit.problems.problem import Problem, problem
from toolkit.sources.catalog import Catalogue


def expired_consents(catalogue: Catalogue, today: datetime.date) -> Iterator[Problem]:
    """One warning for each person whose consent ended before a day."""
    for identifier, one in catalogue.facilitators.items():
        person = one.contact.person
        if person and person.consent_until < today:
            line = catalogue.lines[("facilitators", identifier)]
            place = f"{identifier}.contact.person"
            yield problem("facilitators.yaml", "consent-expired", line, path=place, date=person.consent_until)
