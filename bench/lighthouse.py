"""What Lighthouse says of four pages in both languages, on a phone: `python -m bench.lighthouse`.

The site is built for the address it is served from, since Lighthouse marks down a canonical address on another host.
Needs Node 18.16 or newer with npm; Lighthouse itself is pinned in bench/package-lock.json, and kept in .cache.
"""

import hashlib
import json
import os
import shutil
import socket
import subprocess
import sys
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any

from toolkit import LANGUAGES

from bench.host import hosted
from tests.support.page_types import page_types

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
PAGES = {"home": "home", "guidance": "guidance", "list": "processes", "record": "process"}
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
FLAGS = "--headless=new --no-sandbox --disable-gpu --disable-dev-shm-usage"
ROUNDS, TRIES = 3, 3
Scores = dict[str, int]


def main(rounds: int = ROUNDS) -> dict[str, Scores]:
    """Print the median scores of each page, and what is short of 100; gives the scores for a file."""
    program, rows = installed(), {}
    with TemporaryDirectory() as folder:
        port = _free_port()
        _build(Path(folder, "site"), f"http://127.0.0.1:{port}/")
        with hosted(Path(folder, "site"), port) as root:
            print(f"Lighthouse on a phone, median of {rounds}: {', '.join(CATEGORIES)}")
            for name, address in _addresses().items():
                reports = [_report(program, root + address, Path(folder, "report.json")) for _ in range(rounds)]
                rows[name] = _scores(reports)
                print(f"  {name:12}", *(f"{score:4}" for score in rows[name].values()), flush=True)
                for line in dict.fromkeys(line for one in reports for line in _short_of_full(one)):
                    print(f"      {line}")
    return rows


def installed() -> list[str]:
    """The command of Lighthouse, installed from the lock file if it is not there yet."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if not node or not npm:
        raise SystemExit("Lighthouse needs Node 18.16 or newer with npm (Debian, Ubuntu: apt install nodejs npm)")
    lock = (HERE / "package-lock.json").read_bytes()
    folder = ROOT / ".cache" / f"lighthouse-{hashlib.sha256(lock).hexdigest()[:16]}"
    program = folder / "node_modules" / "lighthouse" / "cli" / "index.js"
    if not (folder / "complete").is_file():
        folder.mkdir(parents=True, exist_ok=True)
        for name in ("package.json", "package-lock.json"):
            shutil.copy(HERE / name, folder)
        subprocess.run([npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--silent"], cwd=folder, check=True)
        (folder / "complete").touch()
    return [node, str(program)]


def _addresses() -> dict[str, str]:
    types = page_types()
    return {f"{name}-{one}": types[f"{kind}-{one}"] for name, kind in PAGES.items() for one in LANGUAGES}


def _free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def _build(target: Path, site_url: str) -> None:
    command = [str(Path(sys.executable).with_name("mkdocs")), "build", "--strict", "--quiet"]
    variables = {"PYTHONPATH": "hooks", "NO_MKDOCS_2_WARNING": "1", "SITE_DIR": str(target), "SITE_URL": site_url}
    subprocess.run(command, cwd=ROOT, env={**os.environ, **variables}, stdout=subprocess.DEVNULL, check=True)


def _report(program: list[str], url: str, path: Path, tries: int = TRIES) -> Any:
    options = ["--output=json", f"--output-path={path}", "--quiet", "--no-enable-error-reporting"]
    options += [f"--only-categories={','.join(CATEGORIES)}", f"--chrome-flags={FLAGS}"]
    chrome = {"CHROME_PATH": os.environ["CHROMIUM"]} if "CHROMIUM" in os.environ else {}
    command, environment = [*program, url, *options], {**os.environ, **chrome}
    # Now and then Chromium records nothing of a page (NO_NAVSTART), and Lighthouse asks to be run again.
    while subprocess.run(command, env=environment, check=False).returncode:
        tries -= 1
        if not tries:
            raise SystemExit(f"Lighthouse failed {TRIES} times: {url}")
    return json.loads(path.read_text(encoding="utf-8"))


def _scores(reports: list[Any]) -> Scores:
    def score(report: Any, name: str) -> float:
        return float(report["categories"][name]["score"] or 0)

    return {name: round(100 * median(score(one, name) for one in reports)) for name in CATEGORIES}


def _short_of_full(report: Any) -> list[str]:
    """The audits that cost points, with what they found."""
    weights = {ref["id"]: ref["weight"] for one in report["categories"].values() for ref in one["auditRefs"]}
    audits = [report["audits"][name] for name, weight in weights.items() if weight]
    short = [one for one in audits if one["score"] is not None and one["score"] < 1]
    return [f"{one['id']}: {one['score']} {one.get('displayValue', '')}".rstrip() for one in short]


if __name__ == "__main__":
    main()
