"""Hosts without a switch, for real: a bucket (moto's server) and SFTP; files in order, and a way back."""

import json
from pathlib import Path

import pytest
from system.forked import Publishers
from system.places import PLAIN, Place, s3_place
from system.publishing_cases import Small, small, write_target
from system.servers import Ssh, make_key

from publishing.diff import changes

both = pytest.mark.parametrize("place", PLAIN, indirect=True)


@pytest.fixture(scope="module")
def releases(tmp_path_factory: pytest.TempPathFactory) -> list[Small]:
    folder = tmp_path_factory.mktemp("plain") / "dist"
    return [small(name, folder, pages=4) for name in ("aa", "bb")]


@both
def test_publish_change_and_go_back(place: Place, publisher: Publishers, releases: list[Small]) -> None:
    a, b = releases
    for one in (a, b):
        done = publisher.publish(place.root, one)
        assert done.returncode == 0, done.stderr
        assert place.is_wholly(one)
    assert "Envoyés\u00a0: 0." in publisher.publish(place.root, b).stdout
    assert next(path for path in a.manifest.files if path.endswith(".css")) in place.files(), (
        "open pages still ask for it"
    )
    refused = publisher.run(place.root, "rollback", "here")
    assert "make release" in refused.stderr
    (place.root / "dist").symlink_to(a.archive.parent)
    done = publisher.run(place.root, "rollback", "here")
    assert done.returncode == 0, done.stderr
    assert place.is_wholly(a)


@both
def test_a_trial_changes_nothing(place: Place, publisher: Publishers, releases: list[Small]) -> None:
    done = publisher.publish(place.root, releases[0], "--dry-run")
    assert done.returncode == 0, done.stderr
    assert "+ fr/index.html" in done.stdout
    assert place.files() == {}


def test_another_host_key_is_refused_over_sftp(
    tmp_path: Path, server: Ssh, publisher: Publishers, releases: list[Small]
) -> None:
    make_key(tmp_path / "other")
    key = (tmp_path / "other.pub").read_text().split()
    (tmp_path / "changed").write_text(f"[127.0.0.1]:{server.port} {key[0]} {key[1]}\n")
    reach = f"host: 127.0.0.1\nport: {server.port}\nuser: root\npath: {tmp_path}/www"
    reach += f"\nidentity: {server.folder}/user_key"
    for file, told in (("changed", "n’est plus celle"), ("/dev/null", "est inconnue")):
        write_target(tmp_path, f"kind: sftp\n{reach}\nprobed: false\nknown_hosts: {tmp_path / file}")
        done = publisher.publish(tmp_path, releases[0])
        assert (done.returncode, told in done.stderr) == (1, True), done.stderr


def test_files_of_a_bucket_have_their_type_and_age(
    endpoint: str, tmp_path: Path, publisher: Publishers, releases: list[Small]
) -> None:
    place = s3_place(tmp_path, endpoint)
    assert publisher.publish(tmp_path, releases[0]).returncode == 0
    page = place.live.Object("fr/index.html")
    assert (page.content_type, page.cache_control) == (
        "text/html; charset=utf-8",
        "public, max-age=300, must-revalidate",
    )
    state = json.loads(place.live.Object(".publishing/state.json").get()["Body"].read())
    assert "testing" not in json.dumps(state)


@both
def test_a_page_that_moved_is_led_to_the_new_one_and_back(place: Place, publisher: Publishers, tmp_path: Path) -> None:
    dist = tmp_path / "dist"
    moved = (("fr/old/", "fr/new/"), ("nl/old/", "nl/new/"))
    a, b = small("aa", dist, pages=1, own="old"), small("bb", dist, pages=1, own="new", moved=moved)
    for one in (a, b):
        done = publisher.publish(place.root, one)
        assert done.returncode == 0, done.stderr
        assert place.is_wholly(one)
        assert place.broken_links() == []
    if place.kind == "s3":
        assert place.live.Object("fr/old/index.html").website_redirect_location == "/fr/new/"
    done = publisher.run(place.root, "rollback", "here")
    assert done.returncode == 0, done.stderr
    assert place.is_wholly(a)
    if place.kind == "s3":
        assert place.live.Object("fr/old/index.html").website_redirect_location is None


@both
def test_each_rollback_goes_further_back(place: Place, publisher: Publishers, tmp_path: Path) -> None:
    a, b, c = (small(name, tmp_path / "dist", pages=1) for name in ("aa", "bb", "cc"))
    for one in (a, b, c):
        assert publisher.publish(place.root, one).returncode == 0
    for one in (b, a):
        assert publisher.run(place.root, "rollback", "here").returncode == 0
        assert place.is_wholly(one)
    done = publisher.run(place.root, "rollback", "here")
    assert (done.returncode, "n’a pas de version précédente" in done.stderr) == (1, True)


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
