"""Measure search at 3,300 entries: CPU of indexing, bytes a reader fetches, time of a query. Run by `make bench`.

Invented processes are real ones with their sentences shuffled together; the rest of the site is the real one, in site/.
"""

import gzip
import os
import random
import re
import shutil
import statistics
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import urlsplit

from playwright.sync_api import Page, sync_playwright
from toolkit import LANGUAGES
from toolkit.build.output_dir import OutputDir
from toolkit.checks.html_page import read_html
from toolkit.project import Project, load
from toolkit.search.entries import Entry
from toolkit.search.index import FOLDER, by_language, first_file, index_language

from tests.support.build import served

ENTRIES = 3_300
QUERIES = {
    "fr": ["tirage au sort", "évaluation", "budget participatif", "réaménager une place", "Schaerbeek", "logement"],
    "nl": ["loting", "evaluatie", "burgerbegroting", "plein heraanleggen", "Schaarbeek", "sociale huisvesting"],
}
_TIMES = """async ([engine, root, language, queries]) => {
  const { openEngine } = await import(engine);
  const search = await openEngine(root, language);
  const times = [];
  for (const query of [...queries, ...queries]) {
    const start = performance.now();
    const { pages } = await search.find(query);
    await Promise.all(pages.slice(0, 5).map((page) => page.load()));
    times.push(performance.now() - start);
  }
  return times.slice(queries.length);
}"""


def main() -> None:
    """Print the figures, each with what it may be at most. Needs the finished site (`make site`) and a browser."""
    project, problems = load(Path.cwd())
    if project is None or not Path("site", FOLDER).is_dir():
        raise SystemExit(f"{len(problems)} problems; run make check and make site")
    with TemporaryDirectory() as folder:
        site = Path(folder, "site")
        shutil.copytree("site", site, ignore=shutil.ignore_patterns(FOLDER))
        paths = sorted(path for language in LANGUAGES for path in (site / language).rglob("index.html"))
        pages = [read_html(f"{path.parent.relative_to(site)}/", path.read_text(), str(path)) for path in paths]
        real = by_language(project, pages)
        grown = {language: [*own, *_invented(project, language, own)] for language, own in real.items()}
        for entries in (real, grown):
            before, outputs = sum(os.times()[:4]), OutputDir(site, {})
            indexed = {key: index_language(project, key, own, "", outputs.write) for key, own in entries.items()}
            outputs.write(*first_file(indexed))
            print(f"index of {sum(map(len, entries.values()))} entries: {sum(os.times()[:4]) - before:.1f} s of CPU")
            _measure(site)


def _invented(project: Project, language: str, real: list[Entry]) -> Iterator[Entry]:
    """Processes up to the number of entries wanted, the same at each run."""
    chance = random.Random(1)  # noqa: S311
    models = [entry for entry in real if entry.facets["kind"] == ("process",)]
    sentences = [part for entry in models for part in re.findall(r"<p>.*?</p>", entry.body)]
    words = [word.label[language] for word in project.catalog.words["themes"].values()]
    for number in range(ENTRIES // len(LANGUAGES) - len(real)):
        model = chance.choice(models)
        title = f"{chance.choice(words)} {number}: {model.own_names[0]}"
        body = f"<h1>{title}</h1>" + "".join(chance.sample(sentences, 14))
        yield replace(model, address=f"{language}/invented/{number}/", body=body, names=(title,))


def _measure(site: Path) -> None:
    with served(site) as root, sync_playwright() as player:
        engine = root + next((site / "assets/js/search").glob("engine.*.js")).relative_to(site).as_posix()
        browser = player.chromium.launch(executable_path=os.environ.get("CHROMIUM"), args=["--no-sandbox"])
        for language, queries in QUERIES.items():
            page, weights = browser.new_page(), list[int]()
            page.goto(f"{root}{language}/", wait_until="networkidle")
            page.on("response", lambda response, own=weights: own.append(_weight(site, response.url)))
            first, *later = [_typed(page, query, weights) for query in queries]
            times = page.evaluate(_TIMES, [engine, root, language, queries])
            print(f"{language}: first search {first} KB compressed (at most 145), later {later} (at most 45 each)")
            print(f"{language}: warm query {statistics.median(times):.0f} ms, slowest {max(times):.0f} (under 100)")


def _typed(page: Page, query: str, weights: list[int]) -> int:
    """Kilobytes fetched when a reader types a query in the box of the page."""
    weights.clear()
    page.locator(".search .search__input").fill(query)
    page.wait_for_timeout(1_500)
    page.wait_for_selector(".search-panel .search-result")
    return round(sum(weights) / 1000)


def _weight(site: Path, url: str) -> int:
    """Bytes of a file as a host that compresses text sends it; Pagefind's own files are compressed already."""
    path = site / urlsplit(url).path.lstrip("/")
    return len(path.read_bytes() if path.suffix.startswith(".p") else gzip.compress(path.read_bytes(), 6))


if __name__ == "__main__":
    main()
