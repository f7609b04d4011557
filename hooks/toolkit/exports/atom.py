"""Atom (RFC 4287): the processes last added, changed or checked."""

from feedgen.feed import FeedGenerator

from toolkit.domain.context import Reader
from toolkit.exports.base import TAG, Source, midnight
from toolkit.models.process import Process

ENTRIES = 60


def atom_file(source: Source, language: str) -> bytes:
    """The feed in a language, the latest first."""
    reader = source.reader(language)
    feed = FeedGenerator()
    feed.id(f"{TAG}processes:{language}")
    feed.title(reader.t("feed_name"))
    feed.subtitle(reader.t("feed_about"))
    feed.author(name=reader.t("site_name"))
    feed.language(language)
    feed.link(href=source.file(f"processes.{language}.atom"), rel="self", type="application/atom+xml")
    feed.link(
        href=reader.page(source.project.relations.marker_pages["processes"]),
        rel="alternate",
        type="text/html",
        hreflang=language,
    )
    feed.generator("participation-toolkit")
    feed.updated(source.changed)
    latest = sorted(source.processes, key=lambda one: one.last_checked, reverse=True)[:ENTRIES]
    for process in latest:
        _entry(feed, reader, process)
    return bytes(feed.atom_str(pretty=True))


def _entry(feed: FeedGenerator, reader: Reader, process: Process) -> None:
    entry = feed.add_entry(order="append")
    entry.id(f"{TAG}process:{process.id}:{reader.language}")
    entry.title(process.title[reader.language])
    entry.link(href=reader.record("processes", process.id), rel="alternate", type="text/html")
    entry.updated(midnight(process.last_checked))
    entry.summary(reader.plain(process.summary[reader.language]))
    for theme in process.themes:
        entry.category(term=theme, label=reader.word("themes", theme))
