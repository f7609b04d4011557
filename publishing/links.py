"""Links to other sites, by the program `linkchecker`, which remembers failures from one run to the next.

A link is reported after several failures in a row, with the line of its source. A site that refuses robots (403, 429)
is not a broken link. https://linkchecker.github.io/linkchecker/
"""

import csv
import html
import io
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from selectolax.lexbor import LexborHTMLParser

from publishing.messages import RefusedError

MEMORY = "links-memory.txt"
PATIENCE = 3  # failures in a row
UNKNOWN = ("401", "403", "405", "406", "429", "503")
SOURCES = ("docs/**/*.md", "forms/**/*.md", "data/*.yaml", "config/*.yaml", "*.yaml")
_PAGE = "links.html"
_MEMORY_LINE = re.compile(r"(\d+) .*'(https?://[^']*)'\)\"?$")


def outside_links(site: Path) -> list[str]:
    """Return the addresses on other sites that a built site links to, without their fragments."""
    addresses: set[str] = set()
    for path in site.rglob("*.html"):
        nodes = LexborHTMLParser(path.read_text(encoding="utf-8")).css("main a[href^='http'], article a[href^='http']")
        addresses |= {str(node.attributes["href"]).partition("#")[0] for node in nodes}
    return sorted(addresses)


def report(root: Path, site: Path) -> list[str]:
    """Check all links to other sites; return a line for each that failed too often, with its place in the sources."""
    memory = root / MEMORY
    failing = _check(root, outside_links(site), memory)
    counts = _failures(memory.read_text(encoding="utf-8")) if memory.is_file() else {}
    broken = {url: result for url, result in failing.items() if counts.get(url, 0) >= PATIENCE}
    return [f"{place}: {url}: {result}" for url, result in broken.items() for place in places(root, url)]


def places(root: Path, url: str) -> Iterator[str]:
    """Give `file:line` for each line of the sources that names an address; else the address stands for itself."""
    found = False
    for path in sorted({path for pattern in SOURCES for path in root.glob(pattern)}):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            if re.search(rf"{re.escape(url)}(?![A-Za-z0-9/?&=_%-])", line):
                found = True
                yield f"{path.relative_to(root)}:{number}"
    if not found:
        yield "-"


def _check(root: Path, addresses: list[str], memory: Path) -> dict[str, str]:
    """Result of each address that fails. The program reads a page made of all links, whose name its memory holds."""
    folder = root / ".cache"
    folder.mkdir(exist_ok=True)
    lines = (f'<a href="{html.escape(address)}">link</a>' for address in addresses)
    (folder / _PAGE).write_text("\n".join(["<!doctype html><title>links</title>", *lines]), encoding="utf-8")
    command = [
        sys.executable,
        "-m",
        "linkcheck",
        "--check-extern",
        "--recursion-level=1",
        "--no-status",
        "--no-warnings",
    ]
    command += ["--output=csv/utf-8", f"--file-output=failures/utf-8/{memory.name}", str(folder / _PAGE)]
    done = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)
    if done.returncode not in (0, 1):
        raise RefusedError("links-failed", reason=done.stderr.strip()[-300:])
    rows = csv.DictReader((line for line in io.StringIO(done.stdout) if not line.startswith("#")), delimiter=";")
    wrong = {row["urlname"]: row["result"] for row in rows if row["valid"] == "False"}
    return {url: result for url, result in wrong.items() if not result.startswith(UNKNOWN)}


def _failures(text: str) -> dict[str, int]:
    matches = (match for line in text.splitlines() if (match := _MEMORY_LINE.match(line)))
    return {match[2]: int(match[1]) for match in matches}
