"""Run the preview of a copy of the project, for tests that edit it and read what is served."""

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

PATIENCE = 90


@contextmanager
def previewed(project: Path, page: str = "fr/", shows: str = "<h1") -> Iterator[str]:
    """Address of the preview of a project, once a page shows a text; what it says is in `terminal.txt`."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [
        str(Path(sys.executable).with_name("mkdocs")),
        "serve",
        "--livereload",
        "--dev-addr",
        f"127.0.0.1:{port}",
    ]
    environment = {**os.environ, "PYTHONPATH": "hooks", "NO_MKDOCS_2_WARNING": "1", "TOOLKIT_LANGUAGE": "fr"}
    with (project / "terminal.txt").open("w") as terminal:
        server = subprocess.Popen(command, cwd=project, env=environment, stdout=terminal, stderr=subprocess.STDOUT)
        address = f"http://127.0.0.1:{port}/"
        try:
            wait(lambda: shows in read(address + page))
            yield address
        finally:
            server.terminate()
            server.wait(timeout=20)


def read(address: str) -> str:
    """What is served at an address; nothing when nothing is."""
    request = urllib.request.Request(address, headers={"Accept": "text/html"})  # noqa: S310 (loopback)
    try:
        with urllib.request.urlopen(request, timeout=20) as answer:  # noqa: S310
            return str(answer.read().decode())
    except OSError:  # not there yet, or late
        return ""


def wait(condition: Callable[[], bool], pause: float = 0.3) -> None:
    """Poll a condition until it holds; fail after `PATIENCE` seconds."""
    end = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < end, "the preview did not get there"
        time.sleep(pause)


def edit(file: Path, old: str, new: str) -> None:
    """Replace a text where it first stands."""
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")
