"""Links to other sites, by the program `linkchecker`; each broken one is reported with its lines in the sources.

A site that refuses robots (403, 429) is not a broken link. https://linkchecker.github.io/linkchecker/
"""

import csv
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from selectolax.lexbor import LexborHTMLParser

from publishing.messages import RefusedError

UNKNOWN = ("401", "403", "405", "406", "429", "503")
SOURCES = ("docs/**/*.md", "forms/**/*.md", "data/*.yaml", "config/*.yaml", "*.yaml")
# The whole list comes by standard input; nothing behind an address is followed.
_COMMAND = ("linkcheck", "--stdin", "--recursion-level=0", "--no-status", "--no-warnings", "--output=csv/utf-8")


def outside_links(site: Path) -> list[str]:
    """Return the addresses on other sites that a built site links to, without their fragments."""
    addresses: set[str] = set()
    for path in site.rglob("*.html"):
        nodes = LexborHTMLParser(path.read_text(encoding="utf-8")).css("main a[href^='http'], article a[href^='http']")
        addresses |= {str(node.attributes["href"]).partition("#")[0] for node in nodes}
    return sorted(addresses)


def report(root: Path, site: Path) -> list[str]:
    """Check all links to other sites; return `file:line: address: reason` for each that is broken."""
    addresses = outside_links(site)
    command = [sys.executable, "-m", *_COMMAND]
    done = subprocess.run(command, input="\n".join(addresses), capture_output=True, encoding="utf-8", check=False)
    if done.returncode not in (0, 1):
        raise RefusedError("links-failed", reason=done.stderr.strip()[-300:])
    lines = [line for line in done.stdout.splitlines() if not line.startswith("#")]
    results = {row["urlname"]: row["result"] for row in csv.DictReader(lines, delimiter=";")}
    broken = {address: result for address, result in results.items() if not result.startswith(UNKNOWN)}
    return [f"{place}: {address}: {result}" for address, result in broken.items() for place in places(root, address)]


def places(root: Path, address: str) -> Iterator[str]:
    """Give `file:line` for each line of the sources that names an address; `-` when none does."""
    named = False
    for path in sorted({path for pattern in SOURCES for path in root.glob(pattern)}):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            if re.search(rf"{re.escape(address)}(?![A-Za-z0-9/?&=_%-])", line):
                named = True
                yield f"{path.relative_to(root)}:{number}"
    if not named:
        yield "-"
