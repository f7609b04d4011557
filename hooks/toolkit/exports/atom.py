"""Atom (RFC 4287): the processes last added, changed or checked."""

from feedgen.feed import FeedGenerator

from toolkit.domain.context import Context
from toolkit.domain.process_list import in_order
from toolkit.exports.base import FOLDER, TAG, changed, midnight
from toolkit.models.process import Process

ENTRIES = 60


def atom_file(context: Context) -> bytes:
    """Return the feed in a language, the latest first."""
    language, processes = context.language, in_order(context.project.catalog)
    list_page = context.page(context.project.relations.marker_pages["processes"])
    feed = FeedGenerator()
    feed.id(f"{TAG}processes:{language}")
    feed.title(context.t("feed_name"))
    feed.subtitle(context.t("feed_about"))
    feed.author(name=context.t("site_name"))
    feed.language(language)
    feed.link(href=context.link(f"{FOLDER}/processes.{language}.atom"), rel="self", type="application/atom+xml")
    feed.link(href=list_page, rel="alternate", type="text/html", hreflang=language)
    feed.generator("participation-toolkit")
    feed.updated(changed(context.project))
    for process in sorted(processes, key=lambda process: process.last_checked, reverse=True)[:ENTRIES]:
        _add_entry(feed, context, process)
    return bytes(feed.atom_str(pretty=True))


def _add_entry(feed: FeedGenerator, context: Context, process: Process) -> None:
    entry = feed.add_entry(order="append")
    entry.id(f"{TAG}process:{process.id}:{context.language}")
    entry.title(process.title[context.language])
    entry.link(href=context.record("processes", process.id), rel="alternate", type="text/html")
    entry.updated(midnight(process.last_checked))
    entry.summary(context.plain(process.summary[context.language]))
    for theme in process.themes:
        entry.category(term=theme, label=context.word("themes", theme))
