"""What a reader's first view of a page costs, and what each page weighs, with their bounds.

Bytes are those on the wire: gzip level 6, headers of the answers included, empty cache, a phone 390 pixels wide.
"""

import gzip
import os
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from playwright.sync_api import Browser, CDPSession, sync_playwright
from support.host import LEVEL, hosted
from support.page_types import page_types, project
from toolkit import LANGUAGES
from toolkit.project import Project

PHONE: Any = {"viewport": {"width": 390, "height": 844}, "device_scale_factor": 2, "is_mobile": True, "has_touch": True}
# Bytes of a first view without the font, bytes of the font, and what a page may weigh (median of its kind).
MOST_BYTES, MOST_FONT, MOST_REQUESTS = 60_000, 30_000, 10
MOST_HTML = {"record": 4_500, "lot": 9_000, "guidance": 9_000}
# The sum of all shifts is at least the score browsers report (the worst window of five seconds).
_OBSERVE = """window.shifted = 0;
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) window.shifted += entry.value;
}).observe({ type: "layout-shift", buffered: true });"""
_SETTLED = """() => document.fonts.ready.then(() => new Promise((done) =>
  requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done)))))"""


class View(NamedTuple):
    """The first view of a page: requests, bytes on the wire without the font, bytes of the font, layout shift."""

    requests: int
    bytes: int
    font: int
    shift: float


class Weight(NamedTuple):
    """Compressed HTML of a kind of page, in bytes."""

    pages: int
    median: int
    most: int
    heaviest: str


def first_view(browser: Browser, url: str) -> View:
    """Open an address in a fresh profile, and count until nothing more is asked for."""
    with browser.new_context(**PHONE) as context:
        page = context.new_page()
        page.add_init_script(_OBSERVE)
        requests = _Requests(context.new_cdp_session(page))
        page.goto(url, wait_until="networkidle")
        page.evaluate(_SETTLED)
        shift = round(float(page.evaluate("window.shifted")), 4)
    font = sum(requests.bytes[name] for name, path in requests.paths.items() if path.endswith(".woff2"))
    return View(len(requests.paths), sum(requests.bytes.values()) - font, font, shift)


class _Requests:
    """Paths asked for, and bytes received, by the number the browser gives a request."""

    def __init__(self, session: CDPSession) -> None:
        self.paths: dict[str, str] = {}
        self.bytes: dict[str, int] = defaultdict(int)
        session.send("Network.enable")
        session.on("Network.requestWillBeSent", self._sent)
        session.on("Network.loadingFinished", self._received)

    def _sent(self, event: dict[str, Any]) -> None:
        if not event["request"]["url"].startswith("data:"):
            self.paths[event["requestId"]] = urlsplit(event["request"]["url"]).path

    def _received(self, event: dict[str, Any]) -> None:
        if event["requestId"] in self.paths:
            self.bytes[event["requestId"]] += int(event["encodedDataLength"])


def html_weights(site: Project, folder: Path) -> dict[str, Weight]:
    """Weight of the HTML of each kind of page of a built site, in both languages together."""
    weights: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for kind, address in _kinds(site):
        content = (folder / address / "index.html").read_bytes()
        weights[kind].append((len(gzip.compress(content, LEVEL, mtime=0)), address))
    return {
        kind: Weight(len(pages), round(median(size for size, _ in pages)), *max(pages))
        for kind, pages in sorted(weights.items())
    }


def _kinds(site: Project) -> Iterator[tuple[str, str]]:
    """Kind and address of each page: records, guidance (method cards too), pages that show data."""
    for (language, path), document in sorted(site.pages.items()):
        if document.meta.records is None:
            kind = "data" if document.markers or "home" in str(document.meta.template) else "guidance"
            yield kind, site.address(path, language)
    for language in LANGUAGES:
        for kind, name in (("processes", "record"), ("facilitators", "record"), ("lots", "lot")):
            for record in site.catalog.records(kind):
                yield name, site.record_address(kind, record, language)


def measure(folder: Path) -> dict[str, Any]:
    """All figures of the built real site, as rows for a file. CHROMIUM names the browser."""
    with hosted(folder) as root, sync_playwright() as player:
        browser = player.chromium.launch(executable_path=os.environ.get("CHROMIUM"), args=["--no-sandbox"])
        views = {name: first_view(browser, root + address)._asdict() for name, address in page_types().items()}
        browser.close()
    return {
        "first view": views,
        "html": {kind: weight._asdict() for kind, weight in html_weights(project(), folder).items()},
    }


def table(figures: dict[str, Any]) -> Iterator[str]:
    """Lines for people, with the bounds."""
    bound = f"{MOST_REQUESTS} requests, {MOST_BYTES / 1000:.0f} KB, font {MOST_FONT / 1000:.0f} KB, shift 0"
    yield f"\nFirst view of a page, on a phone; at most {bound}"
    for name, view in figures["first view"].items():
        font, shift = f"font {view['font'] / 1000:5.1f} KB", f"shift {view['shift']:.4f}"
        yield f"  {name:16}{view['requests']:3} requests {view['bytes'] / 1000:6.1f} KB  {font}  {shift}"
    yield "HTML of a page, compressed"
    for kind, html in figures["html"].items():
        most = f"at most {MOST_HTML[kind] / 1000:.1f} KB" if kind in MOST_HTML else "no bound"
        sizes = f"median {html['median'] / 1000:5.2f} KB ({most})  heaviest {html['most'] / 1000:5.2f} KB"
        yield f"  {kind:10}{html['pages']:5} pages  {sizes}  {html['heaviest']}"
