"""How the list of processes bears its number: weight of its page, time from a filter to the painted result.

Usage: python bench/inventory.py FOLDER, where FOLDER is a built site; CHROMIUM names the browser.
"""

import functools
import gzip
import os
import sys
import threading
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from statistics import median

from playwright.sync_api import sync_playwright

PAGE = "fr/processus/"
ROUNDS = 9
# Time from a change of the form to the frame after the one that shows it.
MEASURE = """async ([name, at]) => {
  const boxes = document.querySelectorAll(`input[name=${name}]`);
  const box = boxes[at % boxes.length];
  const start = performance.now();
  box.click();
  await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
  return performance.now() - start;
}"""


class Quiet(SimpleHTTPRequestHandler):
    """A server that prints nothing."""

    def log_message(self, *_: object) -> None:
        """Say nothing."""


def main(folder: Path) -> None:
    """Print the figures of a built site."""
    weight = len(gzip.compress((folder / PAGE / "index.html").read_bytes(), 6))
    print(f"list page, compressed: {weight / 1000:.0f} KB")
    server = ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=os.environ.get("CHROMIUM"), args=["--no-sandbox"])
        page = browser.new_page()
        page.goto(f"http://127.0.0.1:{server.server_port}/{PAGE}")
        page.locator("#filter-text").focus()
        page.locator(".found__count").filter(has_text=" sur ").wait_for()
        for name in ("theme", "municipality", "year", "status"):
            times = [page.evaluate(MEASURE, [name, at // 2]) for at in range(2 * ROUNDS)]
            print(f"filter {name}: median {median(times):.0f} ms, longest {max(times):.0f} ms")
        browser.close()
    server.shutdown()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
