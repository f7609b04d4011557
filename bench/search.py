"""What search costs at 3,300 pages: CPU of indexing, bytes a reader fetches, time of a query. Run by `make bench`.

Invented processes are real ones with their sentences shuffled together; the rest of the site is the real one, in site/.
"""

import gzip
import http.server
import os
import random
import re
import resource
import shutil
import statistics
import threading
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from playwright.sync_api import Page, sync_playwright
from toolkit import LANGUAGES
from toolkit.build.output_dir import OutputDir
from toolkit.checks.html_page import read_page
from toolkit.project import Project, load
from toolkit.search.entries import Entry, entries
from toolkit.search.index import FOLDER, write_index

PAGES = 3_300
# Name and bytes of a file.
Fetched = tuple[str, int]
QUERIES = {
    "fr": [
        "tirage au sort",
        "évaluation",
        "budget participatif",
        "réaménager une place",
        "Schaerbeek",
        "logement social",
    ],
    "nl": ["loting", "evaluatie", "burgerbegroting", "plein heraanleggen", "Schaarbeek", "sociale huisvesting"],
}
_TIMES = """async ([engine, root, language, queries]) => {
  const { openEngine } = await import(engine);
  const search = await openEngine(root, language);
  const found = [];
  for (const query of [...queries, ...queries]) {
    const start = performance.now();
    const { pages } = await search.find(query);
    await Promise.all(pages.slice(0, 5).map((page) => page.load()));
    found.push(performance.now() - start);
  }
  return found.slice(queries.length);
}"""


def main() -> None:
    """Print the figures, each with what it may be at most. Needs the finished site (`make site`) and a browser."""
    root = Path.cwd()
    if not (root / "site" / FOLDER).is_dir():
        raise SystemExit("no site/; run make site")
    project, problems = load(root)
    if project is None:
        raise SystemExit(f"{len(problems)} problems; run make check")
    with TemporaryDirectory() as folder:
        site = Path(folder, "site")
        shutil.copytree(root / "site", site, ignore=shutil.ignore_patterns(FOLDER))
        found = list(_grown(project, _real(project, site)))
        before = _cpu()
        write_index(project, found, OutputDir(site, {}).write)
        weight = sum(path.stat().st_size for path in (site / FOLDER).rglob("*") if path.is_file())
        print(f"index of {len(found)} entries: {_cpu() - before:.1f} s of CPU (at most 5), {weight / 1e6:.1f} MB")
        _measure(site)


def _real(project: Project, site: Path) -> list[Entry]:
    files = (path for language in LANGUAGES for path in sorted((site / language).rglob("index.html")))
    pages = [read_page(f"{path.parent.relative_to(site).as_posix()}/", path.read_text(), str(path)) for path in files]
    return list(entries(project, pages))


def _grown(project: Project, real: list[Entry]) -> Iterator[Entry]:
    """The real entries, and invented processes up to the number of pages wanted."""
    yield from real
    chance = random.Random(1)  # noqa: S311 (the same invented pages at each run)
    for language in LANGUAGES:
        models = [one for one in real if one.language == language and one.facets["kind"] == ("process",)]
        sentences = [part for one in models for part in re.findall(r"<p>.*?</p>", one.body)]
        words = [word.label[language] for word in project.catalogue.words["themes"].values()]
        for number in range((PAGES - len(real)) // len(LANGUAGES)):
            model = chance.choice(models)
            title = f"{chance.choice(words)} {number}: {re.sub('<.*?>', '', model.body.partition('</h1>')[0])}"
            body = f"<h1>{title}</h1>" + "".join(chance.sample(sentences, 14))
            yield replace(model, address=f"{language}/invented/{number}/", body=body, names=(title,))


def _cpu() -> float:
    spent = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in spent)


def _measure(site: Path) -> None:
    fetched: list[Fetched] = []

    class Handler(http.server.SimpleHTTPRequestHandler):
        def log_message(self, *_: Any) -> None:
            """Say nothing."""

        def do_GET(self) -> None:
            path = Path(self.translate_path(self.path))
            fetched.append((path.name, _weight(path) if path.is_file() else 0))
            super().do_GET()

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), partial(Handler, directory=str(site)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    root = f"http://127.0.0.1:{server.server_port}/"
    engine = root + next((site / "assets/js/search").glob("engine.*.js")).relative_to(site).as_posix()
    with sync_playwright() as player:
        browser = player.chromium.launch(executable_path=os.environ.get("CHROMIUM"), args=["--no-sandbox"])
        for language, queries in QUERIES.items():
            page = browser.new_page()
            page.goto(f"{root}{language}/", wait_until="networkidle")
            [(first, engine_weight), *later] = [_typed(page, query, fetched) for query in queries]
            times = page.evaluate(_TIMES, [engine, root, language, queries])
            print(
                f"{language}: first search {first} KB compressed (at most 140), {engine_weight} of it WebAssembly (72)"
            )
            print(f"{language}: later searches {', '.join(str(one) for one, _ in later)} KB (at most 40 each)")
            middle = statistics.median(times)
            print(f"{language}: warm query {middle:.0f} ms, median (under 100); slowest {max(times):.0f} ms")
            page.close()
        browser.close()


def _typed(page: Page, query: str, fetched: list[Fetched]) -> tuple[int, int]:
    """Kilobytes fetched when a reader types a query in the box of the page, and those of them that are WebAssembly."""
    fetched.clear()
    page.locator(".search .search__input").fill(query)
    page.wait_for_timeout(1_500)
    page.wait_for_selector(".search-panel .search-result")
    engine = sum(weight for name, weight in fetched if name.startswith("wasm."))
    return round(sum(weight for _, weight in fetched) / 1000), round(engine / 1000)


def _weight(path: Path) -> int:
    """Bytes of a file as a host that compresses text sends it; Pagefind's own files are compressed already."""
    content = path.read_bytes()
    return len(gzip.compress(content, 6)) if path.suffix in (".js", ".json", ".css", ".txt", ".html") else len(content)


if __name__ == "__main__":
    main()
