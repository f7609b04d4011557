"""What the inventory says when its records are taken together: counts, promises, publishers cited."""

import datetime
from collections import Counter

from toolkit.catalogue import Catalogue
from toolkit.model.process import FollowUp, Process

REGION = "region"
NO_PROMISE = "none"


def ledger(catalogue: Catalogue) -> list[tuple[str, list[tuple[Process, FollowUp]]]]:
    """Every answer promised or given, by organiser (in the order of the vocabulary), the last date first."""
    entries = [(one, entry) for one in catalogue.processes.values() for entry in one.follow_up]
    entries.sort(key=lambda pair: str(pair[1].promised or pair[1].answered), reverse=True)
    found = [(id, [pair for pair in entries if pair[0].organiser == id]) for id in catalogue.words["organisers"]]
    return [(organiser, pairs) for organiser, pairs in found if pairs]


def promise_counts(catalogue: Catalogue, today: datetime.date) -> dict[str, int]:
    """How many promises stand in each state on a day, in the order of the vocabulary; `none` is not a promise."""
    states = Counter(entry.state(today) for one in catalogue.processes.values() for entry in one.follow_up)
    return {state: states[state] for state in catalogue.words["answers"] if state != NO_PROMISE}


def publishers(catalogue: Catalogue) -> list[tuple[str, int]]:
    """Publishers cited by the records, with how often, in alphabetical order."""
    lists = [one.sources for one in catalogue.processes.values()] + [one.sources for one in catalogue.methods.values()]
    names = Counter(source.name for sources in (*lists, catalogue.framework.sources) for source in sources)
    return sorted(names.items(), key=lambda item: item[0].casefold())


def recent(catalogue: Catalogue, number: int) -> list[Process]:
    """The processes that started last."""
    dated = [one for one in catalogue.processes.values() if one.dates.start]
    return sorted(dated, key=lambda one: str(one.dates.start), reverse=True)[:number]
