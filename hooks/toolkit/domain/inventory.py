"""What the inventory says when its records are taken together: publishers cited, the latest processes."""

from collections import Counter

from toolkit.models.process import Process
from toolkit.sources.catalog import Catalogue

REGION = "region"
NO_PROMISE = "none"


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
