"""`make serve`: an edit that breaks the data leaves the last good site on line, with the problem on the page."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from building import ROOT

PATIENCE = 90


@pytest.fixture
def project(tmp_path: Path) -> Path:
    root = tmp_path / "copy"
    shutil.copytree(ROOT, root, ignore=shutil.ignore_patterns(".git", ".venv", "site", "tests", ".*_cache"))
    return root


@pytest.fixture
def preview(project: Path) -> Iterator[str]:
    """Address of a running preview of a copy of the project."""
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
        _wait(lambda: "Votre situation" in _read(address + "fr/"))
        yield address
        server.terminate()
        server.wait(timeout=20)


def _read(address: str) -> str:
    request = urllib.request.Request(address, headers={"Accept": "text/html"})  # noqa: S310 (loopback)
    try:
        with urllib.request.urlopen(request, timeout=20) as answer:  # noqa: S310
            return str(answer.read().decode())
    except (urllib.error.URLError, ConnectionError):
        return ""


def _wait(condition: Callable[[], bool], pause: float = 0.3) -> None:
    end = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < end, "the preview did not get there"
        time.sleep(pause)


def _edit(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_edits_show_up_and_a_broken_one_keeps_the_site(project: Path, preview: str) -> None:
    _edit(project / "labels.yaml", "Votre situation", "Votre point de départ")
    _wait(lambda: "Votre point de départ" in _read(preview + "fr/"))
    _edit(project / "overrides/home.html", '<h2 id="need">', '<h2 id="besoin">')
    _edit(project / "overrides/home.html", 'aria-labelledby="need"', 'aria-labelledby="besoin"')
    _wait(lambda: 'id="besoin"' in _read(preview + "nl/"))
    _edit(project / "processes.yaml", "level:", "levle:")
    _wait(lambda: 'role="alert"' in _read(preview + "fr/"))
    broken = _read(preview + "nl/")
    assert "processes.yaml:" in broken
    assert "vouliez-vous dire" in broken
    assert "levle" in (project / "terminal.txt").read_text(encoding="utf-8")
    assert "<h1>" in broken
    _edit(project / "processes.yaml", "levle:", "level:")
    _wait(lambda: 'role="alert"' not in _read(preview + "fr/"))


def test_no_page_is_behind_the_page_of_an_edited_record(project: Path, preview: str) -> None:
    """The page of the record comes first; whoever asks for another meanwhile waits rather than read what it was."""
    record = preview + "fr/processus/assemblee-citoyenne-climat-cycle-3-consommation/"
    assert "climat, cycle 3" in _read(record)
    _edit(project / "processes.yaml", "le climat, cycle", "le climat, troisième cycle")
    _wait(lambda: "le climat, troisième cycle" in _read(record), pause=0.01)
    assert "le climat, troisième cycle" in _read(preview + "open-data/processes.fr.csv")
    assert "le climat, troisième cycle" in _read(preview + "fr/processus/")
