"""Publishing to release folders, here and over ssh, with faults: the live site is entirely the old or the new one."""

import os
import shutil
import signal
import subprocess
import threading
import time
from pathlib import Path

import pytest
from system.publishing_cases import Small, command, environment, publish, run, small, whole, write_target
from system.servers import Ssh, make_key, nginx, sshd

from publishing.probe import fetch


@pytest.fixture(scope="module")
def releases(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Small]:
    folder = tmp_path_factory.mktemp("archives")
    return {name: small(name, folder) for name in ("aa", "bb", "cc")}


@pytest.fixture(params=["folder", "ssh"])
def place(request: pytest.FixtureRequest, tmp_path: Path, server: Ssh) -> Path:
    """A live folder, with a target that leads to it."""
    live = tmp_path / "www"
    live.mkdir()
    _target(tmp_path, server if request.param == "ssh" else None)
    return live


def _target(root: Path, server: Ssh | None, more: str = "probed: false") -> None:
    reach = "kind: folder"
    if server:
        reach = f"kind: ssh\nhost: 127.0.0.1\nport: {server.port}\nuser: root\nknown_hosts: {server.known_hosts}\n"
        reach = reach.replace("root", os.environ.get("USER", "root"), 1) + f"ssh_config: {server.config}"
    write_target(root, f"{reach}\npath: {root}/www\nkeep: 3\n{more}")


def test_publish_then_change_then_go_back(place: Path, releases: dict[str, Small]) -> None:
    root, (a, b, c) = place.parent, releases.values()
    for one in (a, b, c):
        done = publish(root, one)
        assert done.returncode == 0, done.stderr
        assert whole(place, *releases.values()) == one.name
    assert run(root, "rollback", "here").returncode == 0
    assert whole(place, a, b, c) == "bb"
    assert run(root, "rollback", "here").returncode == 0
    assert whole(place, a, b, c) == "aa"
    done = run(root, "rollback", "here")
    assert done.returncode == 1
    assert "n’a pas de version précédente" in done.stderr


def test_only_what_changed_travels_and_the_rest_is_shared(place: Path, releases: dict[str, Small]) -> None:
    a, b = releases["aa"], releases["bb"]
    publish(place.parent, a)
    done = publish(place.parent, b)
    assert f"Vérifié sur la cible\u00a0: {len(b.manifest.files)} fichiers" in done.stdout
    same = [(place / "releases" / one.manifest.identity / "site/both.txt").stat().st_ino for one in (a, b)]
    assert same[0] == same[1]
    again = publish(place.parent, b)
    assert "Envoyés\u00a0: 0." in again.stdout


def test_the_assets_of_open_pages_stay_for_one_release(place: Path, releases: dict[str, Small]) -> None:
    styles = {
        name: next(path for path in one.manifest.files if path.endswith(".css")) for name, one in releases.items()
    }
    for name in ("aa", "bb"):
        publish(place.parent, releases[name])
    assert (place / "current/site" / styles["aa"]).is_file()
    publish(place.parent, releases["cc"])
    assert (place / "current/site" / styles["bb"]).is_file()
    assert not (place / "current/site" / styles["aa"]).exists()


def test_old_releases_are_removed_and_the_live_one_never(
    place: Path, releases: dict[str, Small], tmp_path: Path
) -> None:
    for number in range(5):
        assert publish(place.parent, small(f"d{number}", tmp_path / "more", pages=2)).returncode == 0
    assert len(list((place / "releases").iterdir())) == 3
    assert (place / "current/site/fr/index.html").is_file()


def test_a_trial_changes_nothing(place: Path, releases: dict[str, Small]) -> None:
    publish(place.parent, releases["aa"])
    before = sorted(place.rglob("*"))
    done = publish(place.parent, releases["bb"], "--dry-run")
    assert done.returncode == 0
    assert "+ fr/index.html" in done.stdout
    assert sorted(place.rglob("*")) == before


def test_an_address_that_is_live_cannot_die(place: Path, releases: dict[str, Small], tmp_path: Path) -> None:
    publish(place.parent, releases["aa"])
    done = publish(place.parent, small("ee", tmp_path / "more", without=("fr/page-3/index.html",)))
    assert done.returncode == 1
    assert "fr/page-3/" in done.stderr
    assert whole(place, releases["aa"]) == "aa"


def test_a_release_for_another_site_is_refused(place: Path, releases: dict[str, Small]) -> None:
    text = (place.parent / "config/targets.yaml").read_text().replace("site.example.org", "other.example.org")
    (place.parent / "config/targets.yaml").write_text(text)
    assert "SITE_URL=https://other.example.org/" in publish(place.parent, releases["aa"]).stderr


@pytest.mark.parametrize("delay", [0.3, 0.6, 0.9, 1.2, 1.5, 1.9, 2.4])
def test_a_publisher_killed_at_any_moment_leaves_a_whole_site(
    place: Path, releases: dict[str, Small], delay: float
) -> None:
    root, a, b = place.parent, releases["aa"], releases["bb"]
    assert publish(root, a).returncode == 0
    words = command(root, "publish", "here", "--release", str(b.archive))
    process = subprocess.Popen(words, env=environment(), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    time.sleep(delay)
    process.send_signal(signal.SIGKILL)
    process.wait()
    assert whole(place, a, b) in ("aa", "bb")
    assert publish(root, b).returncode == 0
    assert whole(place, a, b) == "bb"
    assert not list((place / "releases").glob("*.partial"))


def test_a_file_altered_on_its_way_is_never_live(tmp_path: Path, releases: dict[str, Small]) -> None:
    _target(tmp_path, None)
    place, a, b = tmp_path / "www", releases["aa"], releases["bb"]
    place.mkdir()
    publish(tmp_path, a)
    tools = tmp_path / "tools"
    tools.mkdir()
    real = shutil.which("rsync")
    (tools / "rsync").write_text(
        f'#!/bin/sh\n{real} "$@" || exit 1\nfor last in "$@"; do :; done\necho altered >>"$last/site/nl/index.html"\n'
    )
    (tools / "rsync").chmod(0o755)
    done = publish(tmp_path, b, PATH=f"{tools}:{os.environ['PATH']}")
    assert done.returncode == 1
    assert "ne sont pas ceux de l’archive" in done.stderr
    assert whole(place, a, b) == "aa"


def test_a_full_disk_leaves_the_old_site(tmp_path: Path, server: Ssh, releases: dict[str, Small]) -> None:
    place = tmp_path / "www"
    place.mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=1500k", "tmpfs", str(place)], check=False).returncode:
        pytest.fail("mounting a small file system needs root: run make test-system as root")
    try:
        _target(tmp_path, server)
        a = small("aa", tmp_path / "more", pages=10)
        big = small("ff", tmp_path / "more", pages=10, size=200_000)
        assert publish(tmp_path, a).returncode == 0
        done = publish(tmp_path, big)
        assert done.returncode == 1
        assert "plein" in done.stderr
        assert whole(place, a, big) == "aa"
        again = publish(tmp_path, small("gg", tmp_path / "more", pages=10))
        assert again.returncode == 0, again.stderr
    finally:
        subprocess.run(["umount", "--lazy", str(place)], check=True)


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path, releases: dict[str, Small]) -> None:
    """Root may write everywhere, so a file system that became read-only stands for wrong permissions."""
    place, a, b = tmp_path / "www", releases["aa"], releases["bb"]
    place.mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "tmpfs", str(place)], check=False).returncode:
        pytest.fail("mounting a file system needs root: run make test-system as root")
    try:
        _target(tmp_path, None)
        assert publish(tmp_path, a).returncode == 0
        subprocess.run(["mount", "-o", "remount,ro", str(place)], check=True)
        done = publish(tmp_path, b)
        assert (done.returncode, "refuse l’écriture" in done.stderr) == (1, True), done.stderr
        assert whole(place, a, b) == "aa"
        subprocess.run(["mount", "-o", "remount,rw", str(place)], check=True)
        assert publish(tmp_path, b).returncode == 0
    finally:
        subprocess.run(["umount", "--lazy", str(place)], check=True)


def test_a_server_out_of_reach_or_with_another_key_is_told(
    tmp_path: Path, server: Ssh, releases: dict[str, Small]
) -> None:
    _target(tmp_path, server)
    place = tmp_path / "www"
    assert publish(tmp_path, releases["aa"]).returncode == 0
    text = (tmp_path / "config/targets.yaml").read_text()
    make_key(tmp_path / "other")
    key = (tmp_path / "other.pub").read_text().split()
    (tmp_path / "changed").write_text(f"[127.0.0.1]:{server.port} {key[0]} {key[1]}\n")
    (tmp_path / "none").write_text("")
    for old, new, told in (
        (str(server.known_hosts), str(tmp_path / "changed"), "n’est plus celle"),
        (str(server.known_hosts), str(tmp_path / "none"), "est inconnue"),
        (str(server.port), "1", "ne répond pas"),
    ):
        (tmp_path / "config/targets.yaml").write_text(text.replace(old, new))
        done = publish(tmp_path, releases["bb"])
        assert (done.returncode, told in done.stderr) == (1, True), done.stderr
        assert whole(place, releases["aa"]) == "aa"
    (tmp_path / "config/targets.yaml").write_text(text)
    assert publish(tmp_path, releases["bb"]).returncode == 0


def test_a_cut_connection_leaves_a_whole_site_and_frees_the_lock(tmp_path: Path, releases: dict[str, Small]) -> None:
    with sshd(tmp_path / "sshd") as server:
        _target(tmp_path, server)
        place, a, b = tmp_path / "www", releases["aa"], releases["bb"]
        assert publish(tmp_path, a).returncode == 0
        words = command(tmp_path, "publish", "here", "--release", str(b.archive))
        process = subprocess.Popen(words, env=environment(), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(1.2)
        subprocess.run(["pkill", "-9", "-P", (tmp_path / "sshd/sshd.pid").read_text().strip()], check=False)
        process.wait(60)
        assert whole(place, a, b) in ("aa", "bb")
        assert publish(tmp_path, b).returncode == 0
        assert whole(place, a, b) == "bb"


def test_the_second_publisher_waits_or_is_refused(place: Path, releases: dict[str, Small]) -> None:
    root = place.parent
    publish(root, releases["aa"])
    holder = subprocess.Popen(["flock", str(place / ".lock"), "sleep", "60"])
    time.sleep(0.5)
    try:
        done = publish(root, releases["bb"], "--wait", "1")
        assert done.returncode == 1
        assert "Une autre publication est en cours" in done.stdout
        assert "Rien n’est changé" in done.stderr
        assert whole(place, *releases.values()) == "aa"
    finally:
        subprocess.run(["pkill", "-P", str(holder.pid)], check=False)
        holder.kill()
        holder.wait()
    both = [
        subprocess.Popen(command(root, "publish", "here", "--release", str(releases[name].archive)), env=environment())
        for name in ("bb", "cc")
    ]
    assert [one.wait(60) for one in both] == [0, 0]
    assert whole(place, *releases.values()) in ("bb", "cc")


def test_a_probe_that_fails_brings_the_old_site_back(tmp_path: Path, server: Ssh, releases: dict[str, Small]) -> None:
    place = tmp_path / "www"
    place.mkdir()
    a, b = releases["aa"], releases["bb"]
    _target(tmp_path, server)
    assert publish(tmp_path, a).returncode == 0
    stale = tmp_path / "stale"
    shutil.copytree(place / "current" / "site", stale)
    with nginx(stale, place / "current/server/nginx.conf", tmp_path / "nginx") as url:
        _target(tmp_path, server, f"server: nginx\nprobe: {url}")
        done = publish(tmp_path, b)
    assert done.returncode == 1
    assert "not the file of this release" in done.stderr
    assert "Retour à la version précédente" in done.stderr
    assert whole(place, a, b) == "aa"


def test_no_request_fails_while_releases_follow_each_other(
    tmp_path: Path, server: Ssh, releases: dict[str, Small]
) -> None:
    """PUBLISHES says how many; one page is read without a pause, and each answer is wholly one release."""
    place = tmp_path / "www"
    place.mkdir()
    count = int(os.environ.get("PUBLISHES", "10"))
    a, b = small("aa", tmp_path / "more", pages=3), small("bb", tmp_path / "more", pages=3)
    _target(tmp_path, None)
    assert publish(tmp_path, a).returncode == 0
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

    with nginx(place / "current/site", place / "current/server/nginx.conf", tmp_path / "nginx") as url:
        _target(tmp_path, None, f"server: nginx\nprobe: {url}")
        reader = threading.Thread(target=read, args=(url,))
        reader.start()
        for number in range(count):
            done = publish(tmp_path, (b, a)[number % 2])
            assert done.returncode == 0, done.stderr
        over.set()
        reader.join()
    assert wrong == []
    assert asked[0] > count * 5


def test_no_secret_is_told(tmp_path: Path, releases: dict[str, Small]) -> None:
    write_target(tmp_path, "kind: s3\nbucket: nowhere\nendpoint: http://127.0.0.1:1/\nprobed: false")
    secret = "do-not-tell-me"  # noqa: S105
    done = publish(
        tmp_path, releases["aa"], AWS_ACCESS_KEY_ID=secret, AWS_SECRET_ACCESS_KEY=secret, PUBLISH_PASSWORD=secret
    )
    assert done.returncode == 1
    assert secret not in done.stdout + done.stderr
    assert "ne répond pas" in done.stderr
