"""Hosts without a switch, for real: a bucket (moto's server) and SFTP; files in order, and a way back."""

import json
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import boto3
import pytest
from system.publishing_cases import Small, command, environment, publish, run, small, write_target
from system.servers import free_port, make_key, sshd

from publishing.changes import changes

KEYS = {"AWS_ACCESS_KEY_ID": "testing", "AWS_SECRET_ACCESS_KEY": "testing"}


class Place:
    """A target of either kind, and a way to read what is there."""

    def __init__(self, root: Path, kind: str, reach: str, live: object) -> None:
        self.root, self.kind, self.live = root, kind, live
        write_target(root, f"kind: {kind}\n{reach}\nprobed: false")

    def files(self) -> dict[str, bytes]:
        """What is published."""
        if isinstance(self.live, Path):
            found = {
                path.relative_to(self.live).as_posix(): path.read_bytes()
                for path in self.live.rglob("*")
                if path.is_file()
            }
        else:
            listed = self.live.objects.all()  # type: ignore[attr-defined]
            found = {one.key: one.get()["Body"].read() for one in listed}
        return {path: content for path, content in found.items() if not path.startswith(".publishing/")}

    def is_wholly(self, release: Small) -> bool:
        """Whether every file of a release is there (assets of the one before may be, too)."""
        found = self.files()
        meant = {
            path for path in release.manifest.files if self.kind == "sftp" or path in found or path.endswith("html")
        }
        others = [path for path in found if path not in release.manifest.files and not path.startswith("assets/")]
        return not others and all(found.get(path) == release.files[f"site/{path}"] for path in meant)


@pytest.fixture(scope="module")
def releases(tmp_path_factory: pytest.TempPathFactory) -> list[Small]:
    folder = tmp_path_factory.mktemp("plain") / "dist"
    return [small(name, folder, pages=4) for name in ("aa", "bb")]


@pytest.fixture(scope="module")
def endpoint() -> Iterator[str]:
    port = free_port()
    process = subprocess.Popen([sys.executable, "-m", "moto.server", "-p", str(port)], stderr=subprocess.DEVNULL)
    url = f"http://127.0.0.1:{port}/"
    for _ in range(150):
        try:
            urllib.request.urlopen(url, timeout=1).close()  # noqa: S310
            break
        except OSError:
            time.sleep(0.2)
    yield url
    process.terminate()
    process.wait()


@pytest.fixture(params=["s3", "sftp"])
def place(
    request: pytest.FixtureRequest, tmp_path: Path, endpoint: str, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Place]:
    if request.param == "s3":
        for name, value in KEYS.items():
            monkeypatch.setenv(name, value)
        bucket = boto3.resource("s3", endpoint_url=endpoint, region_name="us-east-1").Bucket(
            f"b{tmp_path.name[-20:]}".replace("_", "-").lower()
        )
        bucket.create()
        yield Place(tmp_path, "s3", f"bucket: {bucket.name}\nendpoint: {endpoint}\nregion: us-east-1", bucket)
    else:
        with sshd(tmp_path / "sshd") as server:
            live = tmp_path / "www"
            live.mkdir()
            reach = f"host: 127.0.0.1\nport: {server.port}\nuser: root\npath: {live}\nknown_hosts: {server.known_hosts}"
            yield Place(tmp_path, "sftp", f"{reach}\nidentity: {server.folder}/user_key", live)


def test_publish_change_and_go_back(place: Place, releases: list[Small]) -> None:
    a, b = releases
    for one in (a, b):
        done = publish(place.root, one)
        assert done.returncode == 0, done.stderr
        assert place.is_wholly(one)
    assert "Envoyés\u00a0: 0." in publish(place.root, b).stdout
    assert next(path for path in a.manifest.files if path.endswith(".css")) in place.files(), (
        "open pages still ask for it"
    )
    refused = run(place.root, "rollback", "here")
    assert "make release" in refused.stderr
    (place.root / "dist").symlink_to(a.archive.parent)
    done = run(place.root, "rollback", "here")
    assert done.returncode == 0, done.stderr
    assert place.is_wholly(a)


@pytest.mark.parametrize("delay", [1.5, 2.5])
def test_a_killed_publisher_is_followed_by_one_that_ends(place: Place, releases: list[Small], delay: float) -> None:
    a, b = releases
    assert publish(place.root, a).returncode == 0
    words = command(place.root, "publish", "here", "--release", str(b.archive))
    process = subprocess.Popen(words, env=environment(), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    time.sleep(delay)
    process.kill()
    process.wait()
    done = publish(place.root, b)
    assert done.returncode == 0, done.stderr
    assert place.is_wholly(b)


def test_a_trial_changes_nothing(place: Place, releases: list[Small]) -> None:
    done = publish(place.root, releases[0], "--dry-run")
    assert done.returncode == 0, done.stderr
    assert "+ fr/index.html" in done.stdout
    assert place.files() == {}


def test_another_host_key_is_refused_over_sftp(tmp_path: Path, releases: list[Small]) -> None:
    with sshd(tmp_path / "sshd") as server:
        make_key(tmp_path / "other")
        key = (tmp_path / "other.pub").read_text().split()
        (tmp_path / "changed").write_text(f"[127.0.0.1]:{server.port} {key[0]} {key[1]}\n")
        reach = f"host: 127.0.0.1\nport: {server.port}\nuser: root\npath: {tmp_path}/www"
        reach += f"\nidentity: {server.folder}/user_key"
        for file, told in (("changed", "n’est plus celle"), ("/dev/null", "est inconnue")):
            write_target(tmp_path, f"kind: sftp\n{reach}\nprobed: false\nknown_hosts: {tmp_path / file}")
            done = publish(tmp_path, releases[0])
            assert (done.returncode, told in done.stderr) == (1, True), done.stderr


def test_files_of_a_bucket_have_their_type_and_age(
    endpoint: str, tmp_path: Path, releases: list[Small], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in KEYS.items():
        monkeypatch.setenv(name, value)
    client = boto3.client("s3", endpoint_url=endpoint, region_name="us-east-1")
    client.create_bucket(Bucket="headers")
    write_target(tmp_path, f"kind: s3\nbucket: headers\nendpoint: {endpoint}\nregion: us-east-1\nprobed: false")
    assert publish(tmp_path, releases[0]).returncode == 0
    page = client.head_object(Bucket="headers", Key="fr/index.html")
    assert (page["ContentType"], page["CacheControl"]) == (
        "text/html; charset=utf-8",
        "public, max-age=300, must-revalidate",
    )
    state = json.loads(client.get_object(Bucket="headers", Key=".publishing/state.json")["Body"].read())
    assert "testing" not in json.dumps(state)


def test_the_order_never_breaks_a_page() -> None:
    live = {"fr/index.html": "1", "old/index.html": "1", "assets/a.0123456789.css": "1", "sitemap.xml": "1"}
    new = {
        "fr/index.html": "2",
        "new/index.html": "2",
        "assets/a.9876543210.css": "2",
        "sitemap.xml": "2",
        ".htaccess": "2",
    }
    found = changes(live, new, live)
    assert found.sent == ("assets/a.9876543210.css", "new/index.html", ".htaccess", "fr/index.html", "sitemap.xml")
    assert found.removed == ("old/index.html",)
    later = changes({**new, **{"assets/a.0123456789.css": "1"}}, {**new, "fr/index.html": "3"}, new)
    assert later.removed == ("assets/a.0123456789.css",)
