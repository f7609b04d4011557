"""What an edit costs: the next build, and the time until a preview serves it. An edit adds a word nobody wrote yet."""

import http.client
import os
import re
import shutil
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from itertools import count, islice
from pathlib import Path
from statistics import median

from bench.measure import Cost, run

PATIENCE = 900.0
# A preview makes its search index after it has served the page; the next edit waits for it.
REST = 8.0


@dataclass(frozen=True)
class Edit:
    """One way to edit: the file, what to find in it (a pattern) and where its page is served."""

    name: str
    file: str
    pattern: str
    page: str

    def apply(self, root: Path, word: str) -> None:
        """Add a word after what is found."""
        path = root / self.file
        text, count = re.subn(self.pattern, rf"\g<0> {word}", path.read_text(encoding="utf-8"), count=1)
        if not count:
            raise ValueError(f"{path}: nothing looks like {self.pattern}")
        path.write_text(text, encoding="utf-8")


# The last word of a paragraph of a page; a word of the summary of a record, which stands on its page only.
EDITS = {
    "ours": (
        Edit("page", "docs/fr/section-00/guide-0001.md", r"(?<=\w)(?=\.\n)", "fr/section-00/guide-0001/"),
        Edit("record", "data/processes.yaml", r'summary:\n +fr: "\w+', "fr/processes/processus-1/"),
    ),
    "hugo": (
        Edit("page", "content/fr/guide/1.md", r"(?<=\w)(?=\.\n)", "fr/guide/1/"),
        Edit("record", "content/fr/processes/1.md", r"(?<=\w)(?=\.\n)", "fr/processes/1/"),
    ),
}
# What a preview is asked for: also what gathers all records, which ours serves after the record itself.
SERVED = {
    "ours": (*EDITS["ours"], replace(EDITS["ours"][1], name="open data", page="open-data/processes.fr.csv")),
    "hugo": EDITS["hugo"],
}
SERVERS: dict[str, Callable[[int], list[str]]] = {
    "ours": lambda port: ["mkdocs", "serve", "--livereload", "--quiet", "--dev-addr", f"127.0.0.1:{port}"],
    "hugo": lambda port: ["hugo", "server", "--quiet", "--port", str(port), "--baseURL", f"http://127.0.0.1:{port}/"],
}


def rebuilt(name: str, root: Path, build: list[str], rounds: int, **environment: str) -> dict[str, Cost]:
    """Median cost of the build that follows each kind of edit."""
    run(build, root, **environment)
    found: dict[str, Cost] = {}
    for edit in EDITS[name]:
        costs = []
        for number in range(rounds):
            edit.apply(root, f"rebuilt{number}")
            costs.append(run(build, root, **environment))
        found[edit.name] = Cost(*(median(getattr(one, key) for one in costs) for key in ("wall", "cpu", "memory")))
    return found


def served(name: str, root: Path, bin_folder: Path, rounds: int, **environment: str) -> dict[str, float]:
    """Median seconds from an edit to its word in what the preview serves, by kind of edit."""
    found: dict[str, float] = {}
    words = (f"served{number}" for number in count())
    with _preview(name, root, bin_folder, **environment) as address:
        for edit in SERVED[name]:
            _wait(address + edit.page, "")
            times = []
            for word in islice(words, rounds):
                time.sleep(REST)
                start = time.monotonic()
                edit.apply(root, word)
                _wait(address + edit.page, word)
                times.append(time.monotonic() - start)
            found[edit.name] = round(median(times), 2)
    return found


@contextmanager
def _preview(name: str, root: Path, bin_folder: Path, **environment: str) -> Iterator[str]:
    shutil.rmtree(root / "public", ignore_errors=True)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    program, *options = SERVERS[name](port)
    command, variables = [str(bin_folder / program), *options], {**os.environ, **environment}
    server = subprocess.Popen(command, cwd=root, env=variables, stdout=subprocess.DEVNULL)
    try:
        yield f"http://127.0.0.1:{port}/"
    finally:
        server.terminate()
        server.wait()


def _wait(address: str, word: str) -> None:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        try:
            with urllib.request.urlopen(address, timeout=20) as answer:  # noqa: S310 (loopback)
                if word in answer.read().decode():
                    return
        except (urllib.error.URLError, http.client.HTTPException, ConnectionError, TimeoutError):
            time.sleep(0.2)
        time.sleep(0.01)
    raise TimeoutError(f"{address}: {word!r} was not served")
