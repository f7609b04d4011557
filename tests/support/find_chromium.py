"""Print the path of a Chromium for the browser tests, installing one when there is none.

Tried in order: the one named by CHROMIUM, one on the path, Playwright's own, the Debian or Ubuntu package (as root or
with passwordless sudo), Playwright's download. Exits with a sentence when none can be had.
"""

import os
import shutil
import subprocess
import sys

from playwright.sync_api import sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def main() -> int:
    """Print the path and return 0, or explain and return 1."""
    for attempt in (_present, _from_debian, _from_playwright):
        if path := attempt():
            print(path)
            return 0
    print(
        "The browser tests need Chromium, and none could be found or installed.\n"
        "Install it (Debian, Ubuntu: apt install chromium) or name one: make test CHROMIUM=/path/to/chromium",
        file=sys.stderr,
    )
    return 1


def _present() -> str:
    named = os.environ.get("CHROMIUM", "")
    found = (shutil.which(name) for name in (named, *NAMES) if name)
    return next((path for path in found if path and _starts(path)), "") or _playwright_path()


def _playwright_path() -> str:
    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    return path if os.path.isfile(path) and _starts(path) else ""


def _from_debian() -> str:
    if not shutil.which("apt-get"):
        return ""
    administrator = [] if os.geteuid() == 0 else ["sudo", "-n"]
    print("Installing the chromium package...", file=sys.stderr)
    _run([*administrator, "apt-get", "-qq", "update"])
    _run([*administrator, "apt-get", "-qq", "install", "--yes", "--no-install-recommends", "chromium"])
    return _present()


def _from_playwright() -> str:
    print("Downloading Playwright's Chromium...", file=sys.stderr)
    _run([sys.executable, "-m", "playwright", "install", "chromium"])
    return _playwright_path()


def _starts(path: str) -> bool:
    return _run([path, "--version"])


def _run(command: list[str]) -> bool:
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    try:
        done = subprocess.run(command, capture_output=True, env=environment, timeout=900)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0


if __name__ == "__main__":
    sys.exit(main())
