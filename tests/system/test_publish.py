"""Publishing to release folders, here and over ssh, with faults: the live site is entirely the old or the new one."""

import os
import shutil
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
from system.forked import Publishers
from system.places import FOLDERS, Place, folder_place, ssh_place
from system.publishing_cases import ROOT, URL, Small, command, environment, small, whole
from system.servers import Ssh, full_disk, make_key, nginx, sshd

from publishing.probe import fetch

both = pytest.mark.parametrize("place", FOLDERS, indirect=True)
here = pytest.mark.parametrize("place", ["folder"], indirect=True)
over_ssh = pytest.mark.parametrize("place", ["ssh"], indirect=True)


@pytest.fixture(scope="module")
def releases(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Small]:
    folder = tmp_path_factory.mktemp("archives")
    return {name: small(name, folder, pages=5) for name in ("aa", "bb", "cc")}


@both
def test_publish_then_change_then_go_back(place: Place, publisher: Publishers, releases: dict[str, Small]) -> None:
    for release in releases.values():
        done = publisher.publish(place.root, release)
        assert done.returncode == 0, done.stderr
        assert whole(place.live, *releases.values()) == release.name
    for name in ("bb", "aa"):
        assert publisher.run(place.root, "rollback", "here").returncode == 0
        assert whole(place.live, *releases.values()) == name
    done = publisher.run(place.root, "rollback", "here")
    assert (done.returncode, "n’a pas de version précédente" in done.stderr) == (1, True), done.stderr


@both
def test_going_back_to_a_kept_release_needs_only_a_reason(
    place: Place, publisher: Publishers, releases: dict[str, Small], tmp_path: Path
) -> None:
    """The later release has an address that the older ones lack."""
    old, new = releases["aa"], small("nn", tmp_path / "more", pages=6)
    for release in (old, new):
        assert publisher.publish(place.root, release).returncode == 0
    refused = publisher.publish(place.root, old)
    assert (refused.returncode, "fr/page-5/" in refused.stderr, "REASON" in refused.stderr) == (1, True, True)
    assert publisher.publish(place.root, old, "--reason", "wrong figures\non a page").returncode == 0
    assert whole(place.live, old, new) == "aa"
    done = publisher.run(place.root, "rollback", "here", "--to", new.manifest.identity)
    assert done.returncode == 0, done.stderr
    assert whole(place.live, old, new) == "nn"
    journal = [line.split(" ", 2)[1:] for line in (place.live / "journal").read_text().splitlines()]
    assert journal[2:] == [
        [old.manifest.identity, "wrong figures on a page"],
        [new.manifest.identity, "rollback"],
    ]
    for wrong in ("../../etc", "20260921-aaaaaaaaaa-00000000"):
        assert publisher.run(place.root, "rollback", "here", "--to", wrong).returncode == 1
    assert whole(place.live, old, new) == "nn"


@both
def test_a_site_that_has_not_changed_is_not_a_new_release(
    place: Place, publisher: Publishers, releases: dict[str, Small], tmp_path: Path
) -> None:
    """As each night: another day, the same files."""
    first, later = releases["aa"], small("aa", tmp_path / "more", pages=5, epoch=releases["aa"].manifest.epoch + 86_400)
    assert first.manifest.identity != later.manifest.identity
    assert publisher.publish(place.root, first).returncode == 0
    done = publisher.publish(place.root, later)
    assert (done.returncode, "Le site n’a pas changé" in done.stdout) == (0, True), done.stderr
    assert [path.name for path in (place.live / "releases").iterdir()] == [first.manifest.identity]


@both
def test_only_what_changed_is_sent_and_the_rest_is_shared(
    place: Place, publisher: Publishers, releases: dict[str, Small]
) -> None:
    """Contents are compared: with the very dates of the archive on the target, files are sent all the same."""
    a, b = releases["aa"], releases["bb"]
    publisher.publish(place.root, a)
    for path in place.live.rglob("*"):
        os.utime(path, (b.manifest.epoch,) * 2, follow_symlinks=False)
    done = publisher.publish(place.root, b)
    assert f"Vérifié sur la cible\u00a0: {len(b.manifest.files)} fichiers" in done.stdout
    assert whole(place.live, a, b) == "bb"
    same = [(place.live / "releases" / one.manifest.identity / "site/both.txt").stat().st_ino for one in (a, b)]
    assert same[0] == same[1]
    assert "Envoyés\u00a0: 0." in publisher.publish(place.root, b).stdout


@here
def test_the_assets_of_open_pages_stay_for_one_release(
    place: Place, publisher: Publishers, releases: dict[str, Small]
) -> None:
    styles = {
        name: next(path for path in one.manifest.files if path.endswith(".css")) for name, one in releases.items()
    }
    for name in ("aa", "bb"):
        publisher.publish(place.root, releases[name])
    assert (place.live / "current/site" / styles["aa"]).is_file()
    publisher.publish(place.root, releases["cc"])
    assert (place.live / "current/site" / styles["bb"]).is_file()
    assert not (place.live / "current/site" / styles["aa"]).exists()


@both
def test_old_releases_are_removed_after_some_days_and_the_live_one_never(
    place: Place, publisher: Publishers, tmp_path: Path
) -> None:
    for number in range(5):
        assert publisher.publish(place.root, small(f"d{number}", tmp_path / "more", pages=2)).returncode == 0
    assert len(list((place.live / "releases").iterdir())) == 3
    place.reach = place.reach.replace("keep_days: 0", "keep_days: 10").replace("keep: 3", "keep: 2")
    place.describe("probed: false")
    for path in (place.live / "releases").iterdir():
        os.utime(path, (time.time() - 11 * 86_400,) * 2)
    for number in range(5, 8):
        assert publisher.publish(place.root, small(f"d{number}", tmp_path / "more", pages=2)).returncode == 0
    assert len(list((place.live / "releases").iterdir())) == 3, "three young ones, though two would do"
    assert (place.live / "current/site/fr/index.html").is_file()


@both
def test_a_dry_run_changes_nothing(place: Place, publisher: Publishers, releases: dict[str, Small]) -> None:
    publisher.publish(place.root, releases["aa"])
    before = sorted(place.live.rglob("*"))
    done = publisher.publish(place.root, releases["bb"], "--dry-run")
    assert (done.returncode, "+ fr/index.html" in done.stdout) == (0, True)
    assert sorted(place.live.rglob("*")) == before


@here
def test_a_release_that_drops_an_address_or_is_for_another_site_is_refused(
    place: Place, publisher: Publishers, releases: dict[str, Small], tmp_path: Path
) -> None:
    publisher.publish(place.root, releases["aa"])
    done = publisher.publish(place.root, small("ee", tmp_path / "more", pages=5, without=("fr/page-3/index.html",)))
    assert (done.returncode, "fr/page-3/" in done.stderr) == (1, True)
    file = place.root / "config/targets.yaml"
    file.write_text(file.read_text().replace(URL, "https://other.example.org/"))
    assert "SITE_URL=https://other.example.org/" in publisher.publish(place.root, releases["bb"]).stderr
    assert whole(place.live, releases["aa"]) == "aa"


@here
def test_the_same_command_again_completes_a_missing_reload(
    place: Place, publisher: Publishers, releases: dict[str, Small]
) -> None:
    """A publisher killed between switch and reload leaves the server with its old configuration."""
    a, b, mark = releases["aa"], releases["bb"], place.root / "reloaded"
    assert publisher.publish(place.root, a).returncode == 0
    place.describe('after_switch: "kill -9 $PPID"\nprobed: false')
    assert publisher.publish(place.root, b).returncode == -9
    assert whole(place.live, a, b) == "bb"
    place.describe(f'after_switch: "touch {mark}"\nprobed: false')
    assert publisher.publish(place.root, b).returncode == 0
    assert mark.exists()


@here
def test_a_file_altered_on_its_way_is_never_live(
    place: Place, publisher: Publishers, releases: dict[str, Small]
) -> None:
    a, b = releases["aa"], releases["bb"]
    publisher.publish(place.root, a)
    tools = place.root / "tools"
    tools.mkdir()
    real = shutil.which("rsync")
    for file in ("site/nl/index.html", "server/nginx.conf", "server/more.conf"):
        (tools / "rsync").write_text(
            f'#!/bin/sh\n{real} "$@" || exit 1\nfor last in "$@"; do :; done\necho altered >>"$last/{file}"\n'
        )
        (tools / "rsync").chmod(0o755)
        done = publisher.publish(place.root, b, PATH=f"{tools}:{os.environ['PATH']}")
        assert (done.returncode, "ne sont pas ceux de l’archive" in done.stderr) == (1, True), done.stderr
        assert whole(place.live, a, b) == "aa"


@over_ssh
def test_a_full_disk_leaves_the_old_site(place: Place, publisher: Publishers, tmp_path: Path) -> None:
    with full_disk(place.live):
        a, big, after = (
            small(name, tmp_path / "more", pages=10, size=size)
            for name, size in (("aa", 2_000), ("ff", 200_000), ("gg", 2_000))
        )
        assert publisher.publish(place.root, a).returncode == 0
        done = publisher.publish(place.root, big)
        assert (done.returncode, "plein" in done.stderr) == (1, True), done.stderr
        assert whole(place.live, a, big) == "aa"
        again = publisher.publish(place.root, after)
        assert again.returncode == 0, again.stderr


@here
def test_a_folder_that_cannot_be_written_is_told(
    place: Place, publisher: Publishers, releases: dict[str, Small]
) -> None:
    """Root may write everywhere, so a file system that became read-only stands for wrong permissions."""
    a, b = releases["aa"], releases["bb"]
    with full_disk(place.live, "size=20m"):
        assert publisher.publish(place.root, a).returncode == 0
        subprocess.run(["mount", "-o", "remount,ro", str(place.live)], check=True)
        done = publisher.publish(place.root, b)
        assert (done.returncode, "refuse l’écriture" in done.stderr) == (1, True), done.stderr
        assert whole(place.live, a, b) == "aa"
        subprocess.run(["mount", "-o", "remount,rw", str(place.live)], check=True)
        assert publisher.publish(place.root, b).returncode == 0


@over_ssh
def test_a_server_out_of_reach_or_with_another_key_is_told(
    place: Place, publisher: Publishers, releases: dict[str, Small], server: Ssh, tmp_path: Path
) -> None:
    assert publisher.publish(place.root, releases["aa"]).returncode == 0
    make_key(tmp_path / "other")
    key = (tmp_path / "other.pub").read_text().split()
    (tmp_path / "changed").write_text(f"[127.0.0.1]:{server.port} {key[0]} {key[1]}\n")
    reach = place.reach
    for old, new, told in (
        (str(server.known_hosts), str(tmp_path / "changed"), "n’est plus celle"),
        (str(server.known_hosts), "/dev/null", "est inconnue"),
        (str(server.port), "1", "ne répond pas"),
    ):
        place.reach = reach.replace(old, new)
        place.describe("probed: false")
        done = publisher.publish(place.root, releases["bb"])
        assert (done.returncode, told in done.stderr) == (1, True), done.stderr
        assert whole(place.live, releases["aa"]) == "aa"


def test_a_cut_connection_leaves_a_whole_site_and_frees_the_lock(
    tmp_path: Path, publisher: Publishers, releases: dict[str, Small]
) -> None:
    with sshd(tmp_path / "sshd") as server:
        place, a, b = ssh_place(tmp_path, server), releases["aa"], releases["bb"]
        assert publisher.publish(tmp_path, a).returncode == 0
        words = command(tmp_path, "publish", "here", "--release", str(b.archive))
        process = subprocess.Popen(words, env=environment(), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        while not list((place.live / "releases").glob("*.partial")) and process.poll() is None:
            time.sleep(0.01)
        subprocess.run(["pkill", "-9", "-P", (tmp_path / "sshd/sshd.pid").read_text().strip()], check=False)
        process.wait(60)
        assert whole(place.live, a, b) in ("aa", "bb")
        assert publisher.publish(tmp_path, b).returncode == 0
        assert whole(place.live, a, b) == "bb"


@both
def test_the_second_publisher_waits_or_is_refused(
    place: Place, publisher: Publishers, releases: dict[str, Small]
) -> None:
    publisher.publish(place.root, releases["aa"])
    with subprocess.Popen(["flock", str(place.live / ".lock"), "cat"], stdin=subprocess.PIPE) as holder:
        while subprocess.run(["flock", "-n", str(place.live / ".lock"), "true"], check=False).returncode == 0:
            time.sleep(0.05)
        done = publisher.publish(place.root, releases["bb"], "--wait", "1")
        assert (done.returncode, "Rien n’est changé" in done.stderr) == (1, True)
        assert "Une autre publication est en cours" in done.stdout
        assert whole(place.live, *releases.values()) == "aa"
        assert holder.stdin
        holder.stdin.close()
    both = [
        subprocess.Popen(
            command(place.root, "publish", "here", "--release", str(releases[name].archive)), env=environment()
        )
        for name in ("bb", "cc")
    ]
    assert [one.wait(60) for one in both] == [0, 0]
    assert whole(place.live, *releases.values()) in ("bb", "cc")


@here
def test_no_request_fails_while_releases_follow_each_other(place: Place, publisher: Publishers, tmp_path: Path) -> None:
    """PUBLISHES says how many; one page is read without a pause, and each answer is wholly one release."""
    count = int(os.environ.get("PUBLISHES", "6"))
    a, b = (small(name, tmp_path / "more", pages=3) for name in ("aa", "bb"))
    assert publisher.publish(place.root, a).returncode == 0
    good = {one.files["site/fr/page-1/index.html"] for one in (a, b)}
    wrong: list[object] = []
    asked, over = [0], threading.Event()

    def read(url: str) -> None:
        while not over.is_set():
            answer = fetch(url + "fr/page-1/")
            asked[0] += 1
            if answer.status != 200 or answer.body not in good:
                wrong.append((answer.status, answer.body[:80]))
            time.sleep(0.002)

    with nginx(place.live / "current/site", place.live / "current/server/nginx.conf", tmp_path / "nginx") as url:
        place.describe(f"server: nginx\nprobe: {url}")
        reader = threading.Thread(target=read, args=(url,))
        reader.start()
        for number in range(count):
            done = publisher.publish(place.root, (b, a)[number % 2])
            assert done.returncode == 0, done.stderr
        over.set()
        reader.join()
    assert wrong == []
    assert asked[0] > count * 5


def test_the_python_of_debian_publishes_and_goes_back(tmp_path: Path, releases: dict[str, Small]) -> None:
    """That of Debian 12 is 3.11.2, whose `tarfile` has no filters."""
    place = folder_place(tmp_path)
    packages = next(path for path in map(Path, sys.path) if path.name == "site-packages")
    variables = environment(PYTHONPATH=f"{ROOT / 'hooks'}:{ROOT}:{packages}")
    for words in (
        *(["publish", "here", "--release", str(releases[name].archive)] for name in ("aa", "bb")),
        ["rollback", "here"],
    ):
        whole_command = ["/usr/bin/python3", "-m", "publishing", "--root", str(tmp_path), *words]
        done = subprocess.run(whole_command, env=variables, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
    assert whole(place.live, *releases.values()) == "aa"
