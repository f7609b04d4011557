"""Values used in place of a vocabulary entry (whole Region, no promise), and queries over all records."""

from collections import Counter

from toolkit.models.process import Process
from toolkit.sources.catalog import Catalog

# The place of a process for the whole Region; the follow-up of a process without any promise.
REGION = "region"
NO_PROMISE = "none"


def publishers(catalog: Catalog) -> list[tuple[str, int]]:
    """Publishers cited by the records, with how often, in alphabetical order."""
    lists = [process.sources for process in catalog.processes.values()]
    lists += [method.sources for method in catalog.methods.values()]
    lists += [case.sources for case in catalog.cases.values()]
    lists += [catalog.framework.sources, *(reminder.sources for reminder in catalog.reminders.values())]
    names = Counter(source.name for sources in lists for source in sources)
    return sorted(names.items(), key=lambda item: item[0].casefold())


def recent(catalog: Catalog, number: int) -> list[Process]:
    """The processes that started last."""
    dated = [process for process in catalog.processes.values() if process.dates.start]
    return sorted(dated, key=lambda process: str(process.dates.start), reverse=True)[:number]
