"""A publication that is stopped at each of its steps, on every kind of target: readers keep a whole site, the next ends.

With release folders the live site is the old one or the new one. A host without a switch shows pages of both for a
moment, each whole, and none that points to what is not there.
"""

import itertools
import subprocess
from collections.abc import Iterator
from pathlib import Path
from tempfile import gettempdir

import pytest
from system.commands import Commands
from system.forked import Done, Publishers
from system.places import FOLDERS, PLAIN, Place, folder_place, ssh_place
from system.publishing_cases import Small, small
from system.servers import free_port, sshd

plain = pytest.mark.parametrize("place", PLAIN, indirect=True)
KILLED = -9
# A cut connection leaves on the target what a killed publisher does: fewer steps show how it is told.
STRIDE = {"killed": 1, "cut": 5}
# ssh is a program of its own: its connection is cut by the commands that die at its end.
STOPPED = [*((kind, "killed") for kind in (*FOLDERS, *PLAIN)), *((kind, "cut") for kind in PLAIN)]


@pytest.fixture
def releases(tmp_path: Path) -> Iterator[Small]:
    """As many as wanted: each has a page of its own, moves that of the one before, and points to it everywhere."""
    return _releases(tmp_path / "made")


def _releases(folder: Path) -> Iterator[Small]:
    for number in itertools.count():
        own, moved = ("one", "two") if number % 2 else ("two", "one")
        moves = tuple((f"{language}/{moved}/", f"{language}/{own}/") for language in ("fr", "nl"))
        yield small(f"r{number}", folder, pages=1, size=100, own=own, moved=moves)


def is_whole(place: Place, old: Small, new: Small) -> bool:
    """Whether readers find a whole site."""
    if place.kind in FOLDERS:
        return place.is_wholly(old) or place.is_wholly(new)
    pages = {path: content for path, content in place.files().items() if path.endswith(".html")}
    known = [(old.files.get(f"site/{path}"), new.files.get(f"site/{path}")) for path in pages]
    assert all(content in one for content, one in zip(pages.values(), known, strict=True))
    assert {path for path in old.manifest.files if path in new.manifest.files and path.endswith(".html")} <= set(pages)
    return place.broken_links() == []


def ended(done: Done, place: Place, new: Small) -> bool:
    """Whether a publication went well, to its end."""
    assert done.returncode == 0, done.stderr
    assert place.broken_links() == []
    return place.is_wholly(new)


@pytest.mark.parametrize(("place", "how"), STOPPED, indirect=["place"])
def test_a_publisher_that_is_stopped_at_each_step(
    place: Place, publisher: Publishers, releases: Iterator[Small], how: str
) -> None:
    live = next(releases)
    assert ended(publisher.publish(place.root, live), place, live)
    for step in itertools.count(1, STRIDE[how]):
        new = next(releases)
        done = publisher.publish(place.root, new, at=step, how=how, AWS_MAX_ATTEMPTS="1")
        if done.steps < step:
            break
        assert done.returncode == (KILLED if how == "killed" else 1), (step, done.stderr)
        assert how == "killed" or "ne répond pas" in done.stderr, (step, done.stderr)
        assert is_whole(place, live, new), step
        assert ended(publisher.publish(place.root, new), place, new), step
        live = new
    assert ended(done, place, new)
    assert step > 10


@pytest.mark.parametrize("kind", FOLDERS)
def test_each_command_that_dies_with_its_shell(
    tmp_path: Path, publisher: Publishers, releases: Iterator[Small], kind: str
) -> None:
    """On the target over ssh, which is also what a cut connection does; on this machine otherwise."""
    commands = Commands(tmp_path / "commands")
    # Another home: what a login shell does of its own is not ours to count.
    with sshd(tmp_path / "sshd", f"SetEnv PATH={commands.path} HOME={tmp_path}\n") as server:
        # One connection for all commands, to be quick; it is their shells that die.
        with server.config.open("a") as config:
            config.write(f"  ControlMaster auto\n  ControlPath {gettempdir()}/ssh-%C\n  ControlPersist 5\n")
        place = folder_place(tmp_path) if kind == "folder" else ssh_place(tmp_path, server)
        path = {"PATH": commands.path} if kind == "folder" else {}
        live = next(releases)
        assert ended(publisher.publish(place.root, live), place, live)
        for number in itertools.count(1):
            new = next(releases)
            commands.arm(number)
            done = publisher.publish(place.root, new, **path)
            called = commands.disarm()
            if len(called) < number:
                break
            assert is_whole(place, live, new), called
            assert ended(publisher.publish(place.root, new), place, new), called
            live = new
        assert ended(done, place, new)
        assert {"rsync", "sha256sum", "mv", "ln", "sync", "flock"} <= set(called)


@plain
def test_a_target_out_of_reach_is_told(place: Place, publisher: Publishers, releases: Iterator[Small]) -> None:
    live, new = next(releases), next(releases)
    assert publisher.publish(place.root, live).returncode == 0
    reach, port = place.reach, str(free_port())
    here = place.endpoint.rpartition(":")[2].rstrip("/") if place.kind == "s3" else reach.partition("port: ")[2][:5]
    place.reach = reach.replace(here.strip(), port, 1)
    assert place.reach != reach
    place.describe()
    done = publisher.publish(place.root, new, AWS_MAX_ATTEMPTS="1")
    assert (done.returncode, "ne répond pas" in done.stderr) == (1, True), done.stderr
    assert place.is_wholly(live)
    place.reach = reach
    place.describe()
    assert ended(publisher.publish(place.root, new), place, new)


@pytest.mark.parametrize("place", ["sftp"], indirect=True)
def test_a_full_disk_over_sftp(place: Place, publisher: Publishers, tmp_path: Path) -> None:
    live, big, after = (
        small(name, tmp_path / "made", pages=10, size=size) for name, size in (("aa", 9), ("bb", 200_000), ("cc", 9))
    )
    mount = ["mount", "-t", "tmpfs", "-o", "size=1500k", "tmpfs", str(place.live)]
    if subprocess.run(mount, check=False).returncode:
        pytest.fail("mounting a small file system needs root: run make test-system as root")
    try:
        assert publisher.publish(place.root, live).returncode == 0
        done = publisher.publish(place.root, big)
        assert (done.returncode, "son disque est plein" in done.stderr) == (1, True), done.stderr
        assert is_whole(place, live, big)
        assert ended(publisher.publish(place.root, after), place, after)
    finally:
        subprocess.run(["umount", "--lazy", str(place.live)], check=True)
