"""Build the real site, as `make site` does, for the tests that read or visit it."""

import functools
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


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
    def log_message(self, *_: object) -> None:
        """Say nothing."""


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """Serve a folder on the loopback; gives the address of its root, with a trailing slash."""
    with ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(_Handler, directory=folder)) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()
        thread.join()
