"""Measure the list of processes at two sizes: CPU of the build per page, weight of pages, time from filter to paint.

Usage: `python -m bench.inventory [--numbers 1500 10000]`; CHROMIUM names the browser. Needs no network.
"""

import argparse
import functools
import gzip
import os
import threading
from collections.abc import Iterator
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from playwright.sync_api import Page, sync_playwright

from bench import grown
from bench.commands import OURS, run

LIST = "fr/processus/"
HEAVIEST = 3
FACETS = ("theme", "municipality", "year", "status", "organiser", "method")
WORDS = ("budget", "quartier", "climat 2030", "xyz", "assemblee", "a") * 4
# Milliseconds from an event to the end of the frame that shows what it changed: a message posted from the next
# animation frame is handled once that frame is painted.
CHANGE = """async ([kind, value, at]) => {
  const field = document.getElementById("filter-text");
  const boxes = document.getElementsByName(value);
  const start = performance.now();
  if (kind === "tick") boxes[at % boxes.length].click();
  else if (kind === "clear") document.querySelector(".found__clear").click();
  else { field.value = value; field.dispatchEvent(new Event("input", { bubbles: true })); }
  await new Promise((done) => requestAnimationFrame(() => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = done;
    port2.postMessage(0);
  }));
  return performance.now() - start;
}"""


def main() -> None:
    """Build each size and print its figures."""
    parser = argparse.ArgumentParser(prog="bench.inventory", description=__doc__)
    parser.add_argument("--numbers", nargs="+", type=int, default=(1_500, 10_000))
    for number in parser.parse_args().numbers:
        with TemporaryDirectory() as folder:
            project = Path(folder) / "project"
            grown.write(number, project)
            cost = run(project, OURS)
            site = project / "site"
            pages = [*site.rglob("index.html")]
            print(f"\n{number} processes, {len(pages)} pages: {1000 * cost.cpu / len(pages):.1f} ms of CPU a page")
            print(f"  build: {cost.wall:.0f} s, CPU {cost.cpu:.0f} s, memory {cost.memory:.0f} MB")
            for weight, address in sorted(((_compressed(path), path) for path in pages), reverse=True)[:HEAVIEST]:
                print(f"  {weight / 1000:6.1f} KB  {address.relative_to(site)}")
            for path in sorted(site.glob("lists/*")):
                print(f"  {_compressed(path) / 1000:6.1f} KB  {path.relative_to(site)} (fetched by the filters)")
            for name, times in filter_times(site):
                print(f"  {name:22} median {median(times):4.0f} ms, longest {max(times):4.0f} ms")


def _compressed(path: Path) -> int:
    return len(gzip.compress(path.read_bytes(), 6))


class Quiet(SimpleHTTPRequestHandler):
    """A server that prints nothing."""

    def log_message(self, *_: object) -> None:
        """Say nothing."""


def filter_times(site: Path) -> Iterator[tuple[str, list[float]]]:
    """Milliseconds from a change of the filters to its paint, by kind of change."""
    handler = functools.partial(Quiet, directory=str(site))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server, sync_playwright() as playwright:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        browser = playwright.chromium.launch(executable_path=os.environ.get("CHROMIUM"), args=["--no-sandbox"])
        page = browser.new_page()
        page.goto(f"http://127.0.0.1:{server.server_port}/{LIST}")
        page.locator("#filter-text").fill("x")
        page.locator(".found__clear").click()
        for facet in FACETS:
            yield f"{facet}, on and off", [_change(page, "tick", facet, at // 2) for at in range(24)]
        yield "words, typed", [_change(page, "type", word) for word in WORDS]
        yield "all cleared", [_change(page, "clear") for at in range(12) if _change(page, "tick", "theme", at)]
        browser.close()
        server.shutdown()


def _change(page: Page, kind: str, value: str = "q", at: int = 0) -> float:
    return float(page.evaluate(CHANGE, [kind, value, at]))


if __name__ == "__main__":
    main()
