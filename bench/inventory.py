"""How the inventory bears its number: weight of the pages, time from a filter to the painted result.

Usage: `python -m bench.inventory [--numbers 1500 10000] [--keep FOLDER]`; CHROMIUM names the browser. Needs no network.
"""

import argparse
import functools
import gzip
import os
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterable, Iterator
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from statistics import median, quantiles

from playwright.sync_api import CDPSession, Page, sync_playwright

from bench import grown

PAGE = "fr/processus/"
NUMBERS = (1_500, 10_000)
HEAVIEST = 8
# Kind of change, milliseconds of each from the event to its paint, mean milliseconds of CPU.
Times = tuple[str, list[float], float]
ROUNDS = 24
WORDS = ("budget", "quartier", "climat 2030", "xyz", "assemblee", "a")
# Time from the event to the end of the frame that shows what it changed: a message posted from the next animation
# frame is handled once that frame is painted.
PAINTED = """
  const start = performance.now();
  act();
  await new Promise((done) => requestAnimationFrame(() => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = done;
    port2.postMessage(0);
  }));
  return performance.now() - start;
"""
TICK = f"""async ([name, at]) => {{
  const boxes = document.querySelectorAll(`input[name=${{name}}]`);
  const act = () => boxes[at % boxes.length].click();
  {PAINTED}
}}"""
TYPE = f"""async (text) => {{
  const field = document.getElementById("filter-text");
  const act = () => {{ field.value = text; field.dispatchEvent(new Event("input", {{ bubbles: true }})); }};
  {PAINTED}
}}"""
CLEAR = f"""async () => {{
  const act = () => document.querySelector(".found__clear").click();
  {PAINTED}
}}"""


class Quiet(SimpleHTTPRequestHandler):
    """A server that prints nothing."""

    def log_message(self, *_: object) -> None:
        """Say nothing."""


def main() -> None:
    """Build each size and print its figures."""
    parser = argparse.ArgumentParser(prog="bench.inventory", description=__doc__)
    parser.add_argument("--numbers", nargs="+", type=int, default=NUMBERS)
    parser.add_argument("--keep", type=Path, help="build there and leave it; a site already there is measured")
    options = parser.parse_args()
    for number in options.numbers:
        with tempfile.TemporaryDirectory() as folder:
            project = (options.keep or Path(folder)) / str(number)
            print(f"\n{number} processes")
            report(project, number)


def report(project: Path, number: int) -> None:
    """Print the figures of a number of processes, building the project if it is not there."""
    if not project.exists():
        grown.write(number, project)
    if not (project / "site").exists():
        before = time.monotonic()
        build(project)
        print(f"  build: {time.monotonic() - before:.0f} s")
    for weight, address in heaviest(project / "site"):
        print(f"  {weight / 1000:6.1f} KB  {address}")
    for name, times, cpu in filter_times(project / "site"):
        high = quantiles(times, n=20, method="inclusive")[-1]
        wall = f"median {median(times):4.0f} ms  p95 {high:4.0f} ms  longest {max(times):4.0f} ms"
        print(f"  {name:24} {wall}  CPU of the page {cpu:4.0f} ms")


def build(project: Path) -> None:
    """Build as `make site` does."""
    command = [str(Path(sys.executable).with_name("mkdocs")), "build", "--strict", "--quiet"]
    quiet = {"PYTHONPATH": "hooks", "NO_MKDOCS_2_WARNING": "1", "SOURCE_DATE_EPOCH": "1795400000"}
    subprocess.run(command, cwd=project, env={**os.environ, **quiet, "SITE_DIR": "site"}, check=True)


def heaviest(site: Path) -> list[tuple[int, str]]:
    """The heaviest pages, and the lists the filters fetch, compressed, in bytes."""
    files = [*site.rglob("*.html"), *site.glob("lists/*")]
    weights = ((len(gzip.compress(path.read_bytes(), 6)), str(path.relative_to(site))) for path in files)
    return sorted(weights, reverse=True)[:HEAVIEST]


def filter_times(site: Path) -> Iterator[Times]:
    """Milliseconds from a change of the filters to its paint, by kind of change."""
    handler = functools.partial(Quiet, directory=str(site))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server, sync_playwright() as playwright:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        browser = playwright.chromium.launch(executable_path=os.environ.get("CHROMIUM"), args=["--no-sandbox"])
        page = browser.new_page()
        page.goto(f"http://127.0.0.1:{server.server_port}/{PAGE}")
        page.locator("#filter-text").focus()
        page.locator("#filter-text").fill("x")
        page.locator(".found__clear").click()
        yield from _changes(page)
        browser.close()
        server.shutdown()


def _changes(page: Page) -> Iterator[Times]:
    session = page.context.new_cdp_session(page)
    session.send("Performance.enable", {"timeDomain": "threadTicks"})

    def measured(name: str, changes: Iterable[tuple[str, object]]) -> Times:
        before = _cpu(session)
        times = [page.evaluate(script, argument) for script, argument in changes]
        return name, times, (_cpu(session) - before) / len(times)

    for name in ("theme", "municipality", "year", "status", "organiser", "method"):
        yield measured(f"{name}, on and off", ((TICK, [name, at // 2]) for at in range(2 * ROUNDS)))
    yield measured("words, typed", ((TYPE, word) for word in WORDS * (ROUNDS // len(WORDS))))
    ticked = ([(TICK, ["theme", at]), (CLEAR, None)] for at in range(ROUNDS))
    yield measured("one choice, clear all", (change for pair in ticked for change in pair))


def _cpu(session: CDPSession) -> float:
    """Milliseconds the main thread of the page has worked so far; a busy machine does not alter them."""
    found = session.send("Performance.getMetrics")["metrics"]
    return 1000 * float(next(one["value"] for one in found if one["name"] == "TaskDuration"))


if __name__ == "__main__":
    main()
