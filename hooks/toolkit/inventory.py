"""What the inventory says when its records are taken together: counts, promises, publishers cited."""

import datetime
from collections import Counter
from collections.abc import Iterable

from toolkit.catalogue import Catalogue
from toolkit.model.process import FollowUp, Process

REGION = "region"


def counts(catalogue: Catalogue, today: datetime.date) -> dict[str, list[tuple[str, int]]]:
    """Number of processes by vocabulary and entry, the most frequent first; `region` stands for the whole Region."""
    processes = catalogue.processes.values()
    return {
        "themes": _ranked(theme for one in processes for theme in one.themes),
        "levels": [(level, sum(one.level == level for one in processes)) for level in catalogue.words["levels"]],
        "statuses": _ranked(one.status(today) for one in processes),
        "municipalities": _ranked(place for one in processes for place in one.place.municipalities or [REGION]),
        "organisers": _ranked(one.organiser for one in processes),
    }


def promises(catalogue: Catalogue) -> list[tuple[Process, FollowUp]]:
    """Every answer promised or given, the most recent first."""
    entries = [(one, entry) for one in catalogue.processes.values() for entry in one.follow_up]
    return sorted(entries, key=lambda pair: str(pair[1].promised or pair[1].answered), reverse=True)


def publishers(catalogue: Catalogue) -> list[tuple[str, int]]:
    """Publishers cited by the records, with how often, in alphabetical order."""
    lists = [one.sources for one in catalogue.processes.values()] + [one.sources for one in catalogue.methods.values()]
    lists += [catalogue.framework.sources, *(one.sources for one in catalogue.reminders.values())]
    names = Counter(source.name for sources in lists for source in sources)
    return sorted(names.items(), key=lambda item: item[0].casefold())


def recent(catalogue: Catalogue, number: int) -> list[Process]:
    """The processes that started last."""
    dated = [one for one in catalogue.processes.values() if one.dates.start]
    return sorted(dated, key=lambda one: str(one.dates.start), reverse=True)[:number]


def _ranked(values: Iterable[str]) -> list[tuple[str, int]]:
    return sorted(Counter(values).items(), key=lambda item: (-item[1], item[0]))
