"""Non-atomic hosts, for real: a bucket (moto's server) and SFTP, by rclone; files in order, and a way back."""

import os
from pathlib import Path

import pytest
from system.forked import Publishers
from system.places import REMOTES, Place
from system.publishing_cases import Small, small, write_target
from system.servers import make_key

from publishing.diff import changes

both = pytest.mark.parametrize("place", REMOTES, indirect=True)


@pytest.fixture(scope="module")
def releases(tmp_path_factory: pytest.TempPathFactory) -> list[Small]:
    folder = tmp_path_factory.mktemp("remote") / "dist"
    return [small(name, folder, pages=4) for name in ("aa", "bb")]


@both
def test_publish_change_and_go_back(place: Place, publisher: Publishers, releases: list[Small]) -> None:
    a, b = releases
    for one in (a, b):
        done = publisher.publish(place.root, one)
        assert done.returncode == 0, done.stderr
        assert place.is_wholly(one)
    again = publisher.publish(place.root, b)
    assert "Envoyés\u00a0: 0." in again.stdout
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


@pytest.mark.parametrize("place", ["sftp"], indirect=True)
def test_another_host_key_is_refused_over_sftp(place: Place, publisher: Publishers, releases: list[Small]) -> None:
    make_key(place.root / "other")
    key = (place.root / "other.pub").read_text().split()
    port = (place.root / "rclone.conf").read_text().partition("port = ")[2].split()[0]
    (place.root / "changed").write_text(f"[127.0.0.1]:{port} {key[0]} {key[1]}\n")
    for file, told in (("changed", "n’est plus celle"), ("/dev/null", "est inconnue")):
        write_target(
            place.root, f"kind: rclone\nremote: there:{place.live}\nprobed: false\nknown_hosts: {place.root / file}"
        )
        done = publisher.publish(place.root, releases[0])
        assert (done.returncode, told in done.stderr) == (1, True), done.stderr
    assert place.files() == {}


@pytest.mark.parametrize("place", ["s3"], indirect=True)
def test_files_of_a_bucket_have_their_type_and_age(place: Place, publisher: Publishers, releases: list[Small]) -> None:
    assert publisher.publish(place.root, releases[0]).returncode == 0
    page = place.live.Object("fr/index.html")
    assert (page.content_type, page.cache_control) == (
        "text/html; charset=utf-8",
        "public, max-age=300, must-revalidate",
    )
    state = place.live.Object(".publishing/state.json").get()["Body"].read()
    assert b"testing" not in state


@both
def test_files_of_others_and_their_dates_are_left_alone(
    place: Place, publisher: Publishers, releases: list[Small]
) -> None:
    """Contents decide what is sent; a file that we did not write is never removed."""
    a, b = releases
    assert publisher.publish(place.root, a).returncode == 0
    if isinstance(place.live, Path):
        (place.live / "webmail").write_text("of the host")
        for path in place.live.rglob("*"):
            os.utime(path, (b.manifest.epoch,) * 2)
    else:
        place.live.put_object(Key="webmail", Body=b"of the host")
    assert publisher.publish(place.root, b).returncode == 0
    assert place.files().pop("webmail") == b"of the host"
    assert {path: place.files()[path] for path in place.wanted(b)} == place.wanted(b)


@both
@pytest.mark.parametrize("content", [b'{"live": "'])
def test_a_state_that_was_cut_short_is_read_from_its_copy(
    place: Place, publisher: Publishers, releases: list[Small], content: bytes
) -> None:
    """It is cut short while it is written, as the last thing: the release before is known, and ours are known."""
    a, b = releases
    for release in (a, b):
        assert publisher.publish(place.root, release).returncode == 0
    if isinstance(place.live, Path):
        (place.live / ".publishing/state.json").write_bytes(content)
    else:
        place.live.put_object(Key=".publishing/state.json", Body=content)
    done = publisher.publish(place.root, b, "--dry-run")
    assert f"En ligne aujourd’hui\u00a0: {a.manifest.identity}" in done.stdout, done.stderr
    assert "0 fichier(s) à envoyer, 0 à effacer" in done.stdout


@pytest.mark.parametrize(
    ("program", "told"),
    [
        ("", "qui n’est pas sur cette machine"),
        ("echo rclone v1.53.3", "1.60 ou plus récent ; cette machine a rclone v1.53"),
    ],
)
def test_rclone_missing_or_too_old_is_told(
    tmp_path: Path, publisher: Publishers, releases: list[Small], program: str, told: str
) -> None:
    tools = tmp_path / "tools"
    tools.mkdir()
    if program:
        (tools / "rclone").write_text(f"#!/bin/sh\n{program}\n")
        (tools / "rclone").chmod(0o755)
    write_target(tmp_path, "kind: rclone\nremote: there:www\nprobed: false")
    done = publisher.publish(tmp_path, releases[0], PATH=str(tools))
    assert (done.returncode, told in done.stderr) == (1, True), done.stderr


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
        assert b"url=/fr/new/" in place.files()["fr/old/index.html"]
    done = publisher.run(place.root, "rollback", "here")
    assert done.returncode == 0, done.stderr
    assert place.is_wholly(a)


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
