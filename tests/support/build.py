"""Build the real site, as `make site` does, for the tests that read or visit it."""

import functools
import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
# What builds, tests and tools leave behind; converted forms and fonts of the cache depend on their sources alone.
_LEFT_OUT = shutil.ignore_patterns(
    *(".git", ".venv", "site", "dist", "node_modules"),
    *(".*_cache", "__pycache__", "build-*.pickle", "*.part"),
)


def copy_project(folder: Path) -> Path:
    """Copy the project, tests included, into a folder that does not exist yet."""
    shutil.copytree(ROOT, folder, ignore=_LEFT_OUT)
    return folder


def build(
    target: Path, root: Path = ROOT, generator: str = "mkdocs", **environment: str
) -> subprocess.CompletedProcess[str]:
    """Build a project into a folder, strictly; the caller looks at the exit code and the output."""
    command = [
        str(Path(sys.executable).with_name(generator)),
        "build",
        "--strict",
        "--quiet",
        "--config-file",
        "mkdocs.yml",
    ]
    variables = {"PYTHONPATH": "hooks", "NO_MKDOCS_2_WARNING": "1", "SITE_DIR": str(target), **environment}
    return subprocess.run(
        command, cwd=root, env={**os.environ, **variables}, capture_output=True, text=True, timeout=600, check=False
    )


def tree(folder: Path) -> dict[str, bytes]:
    """Content of every file of a folder by its path in it."""
    paths = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}


class _Handler(SimpleHTTPRequestHandler):
    def __init__(self, *arguments: Any, headers: Mapping[str, str], **options: Any) -> None:
        self.added_headers = headers
        super().__init__(*arguments, **options)

    def end_headers(self) -> None:
        for name, value in self.added_headers.items():
            self.send_header(name, value)
        super().end_headers()

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@contextmanager
def served(folder: Path, **headers: str) -> Iterator[str]:
    """Serve a folder on the loopback; gives the address of its root, with a trailing slash."""
    added = {name.replace("_", "-"): value for name, value in headers.items()}
    handler = functools.partial(_Handler, directory=folder, headers=added)
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()
        thread.join()
