"""What a reader's first view of a page weighs, and what each page weighs: `python -m bench.pages site`.

Bytes are those on the wire: gzip level 6, headers of the answers included, empty cache, a phone 390 pixels wide.
"""

import gzip
import os
import sys
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Browser, CDPSession, sync_playwright
from toolkit import LANGUAGES
from toolkit.project import Project

from bench.host import LEVEL, hosted
from tests.support.page_types import page_types, project

PHONE = {"width": 390, "height": 844}
# What the first view of a page may cost, and what a page may weigh (bytes; median and heaviest of its kind).
MOST_BYTES, MOST_FONT, MOST_REQUESTS, MOST_SHIFT = 60_000, 30_000, 10, 0.0
MOST_HTML = {"record": 4_500, "lot": 9_000, "guidance": 9_000}
# The sum of all shifts is at least the score browsers report (the worst window of five seconds).
_OBSERVE = """window.shifted = 0;
new PerformanceObserver((list) => {
  for (const one of list.getEntries()) window.shifted += one.value;
}).observe({ type: "layout-shift", buffered: true });"""
_SETTLED = """() => document.fonts.ready.then(() => new Promise((done) =>
  requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done)))))"""


@dataclass(frozen=True)
class View:
    """The first view of a page: requests, bytes on the wire without the font, bytes of the font, layout shift."""

    requests: int
    bytes: int
    font: int
    shift: float


@dataclass(frozen=True)
class Weight:
    """Compressed HTML of a kind of page, in bytes."""

    pages: int
    median: int
    most: int
    heaviest: str


def first_view(browser: Browser, url: str) -> View:
    """Open an address in a fresh profile, and count until nothing more is asked for."""
    with browser.new_context(viewport=PHONE, device_scale_factor=2, is_mobile=True, has_touch=True) as context:  # type: ignore[arg-type]
        page = context.new_page()
        page.add_init_script(_OBSERVE)
        found = _Requests(context.new_cdp_session(page))
        page.goto(url, wait_until="networkidle")
        page.evaluate(_SETTLED)
        shift = round(float(page.evaluate("window.shifted")), 4)
    fonts = [name for name, path in found.paths.items() if path.endswith(".woff2")]
    font = sum(found.bytes[name] for name in fonts)
    return View(len(found.paths), sum(found.bytes.values()) - font, font, shift)


class _Requests:
    """Paths asked for, and bytes received, by the number the browser gives a request."""

    def __init__(self, session: CDPSession) -> None:
        self.paths: dict[str, str] = {}
        self.bytes: dict[str, int] = defaultdict(int)
        session.send("Network.enable")
        session.on("Network.requestWillBeSent", self._asked)
        session.on("Network.loadingFinished", self._received)

    def _asked(self, event: dict[str, Any]) -> None:
        if not event["request"]["url"].startswith("data:"):
            self.paths[event["requestId"]] = urlsplit(event["request"]["url"]).path

    def _received(self, event: dict[str, Any]) -> None:
        if event["requestId"] in self.paths:
            self.bytes[event["requestId"]] += int(event["encodedDataLength"])


def html_weights(site: Project, folder: Path) -> dict[str, Weight]:
    """Weight of the HTML of each kind of page of a built site, in both languages together."""
    found: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for kind, address in _kinds(site):
        content = (folder / address / "index.html").read_bytes()
        found[kind].append((len(gzip.compress(content, LEVEL, mtime=0)), address))
    return {
        kind: Weight(len(rows), round(median(size for size, _ in rows)), *max(rows))
        for kind, rows in sorted(found.items())
    }


def _kinds(site: Project) -> Iterator[tuple[str, str]]:
    """Kind and address of each page: records out of a shell, guidance (method cards too), pages that show data."""
    for (language, path), document in sorted(site.documents.items()):
        if document.meta.records is None:
            kind = "data" if document.markers or "home" in str(document.meta.template) else "guidance"
            yield kind, site.address(path, language)
    for language in LANGUAGES:
        for kind, name in (("processes", "record"), ("facilitators", "record"), ("lots", "lot")):
            for one in site.catalogue.records(kind):
                yield name, site.record_address(kind, one, language)


def measure(folder: Path) -> dict[str, Any]:
    """All figures of a built site, as rows for a file."""
    site = project()
    with hosted(folder) as root, sync_playwright() as player:
        browser = player.chromium.launch(executable_path=os.environ.get("CHROMIUM"), args=["--no-sandbox"])
        views = {name: asdict(first_view(browser, root + address)) for name, address in page_types().items()}
        browser.close()
    weights = {kind: asdict(weight) for kind, weight in html_weights(site, folder).items()}
    return {"first view": views, "html": weights}


def main(folder: Path = Path("site")) -> dict[str, Any]:
    """Print the figures of a built site beside their bounds; gives them for a file."""
    rows = measure(folder)
    bound = f"{MOST_REQUESTS} requests, {MOST_BYTES / 1000:.0f} KB, font {MOST_FONT / 1000:.0f} KB, shift 0"
    print(f"First view of a page, on a phone; at most {bound}")
    for name, row in rows["first view"].items():
        figures = f"{row['requests']:3} requests {row['bytes'] / 1000:6.1f} KB  font {row['font'] / 1000:5.1f} KB"
        print(f"  {name:16}{figures}  shift {row['shift']:.4f}")
    print("HTML of a page, compressed")
    for kind, row in rows["html"].items():
        most = f"at most {MOST_HTML[kind] / 1000:.1f} KB" if kind in MOST_HTML else "no bound"
        figures = f"median {row['median'] / 1000:5.2f} KB  heaviest {row['most'] / 1000:5.2f} KB"
        print(f"  {kind:10}{row['pages']:5} pages  {figures}  ({most})  {row['heaviest']}")
    return rows


if __name__ == "__main__":
    main(Path(*sys.argv[1:2] or ["site"]))
