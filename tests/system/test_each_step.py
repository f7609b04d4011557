"""A publication that is stopped at each of its steps, on every kind of target: readers keep a whole site, the next ends.

With release folders the live site is the old one or the new one. A non-atomic host shows pages of both for a moment,
none of which points to what is not there.
"""

import itertools
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from system.commands import Commands
from system.forked import Done, Publishers
from system.places import FOLDERS, REMOTES, Place, folder_place, share_connection, ssh_place
from system.publishing_cases import Small, small
from system.servers import full_disk, sshd

remotes = pytest.mark.parametrize("place", REMOTES, indirect=True)
KILLED = -9


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
    pages = {path: content for path, content in pages.items() if b"http-equiv=refresh" not in content}
    known = [(old.files.get(f"site/{path}"), new.files.get(f"site/{path}")) for path in pages]
    assert all(content in one for content, one in zip(pages.values(), known, strict=True))
    assert {path for path in old.manifest.files if path in new.manifest.files and path.endswith(".html")} <= set(pages)
    return place.broken_links() == []


def ended(done: Done, place: Place, new: Small) -> bool:
    """Whether a publication went well, to its end."""
    assert done.returncode == 0, done.stderr
    assert place.broken_links() == []
    return place.is_wholly(new)


@pytest.mark.parametrize("place", [*FOLDERS, *REMOTES], indirect=True)
def test_a_publisher_that_is_killed_before_each_step(
    place: Place, publisher: Publishers, releases: Iterator[Small]
) -> None:
    live = next(releases)
    if place.kind == "ssh":
        share_connection(place)
    assert ended(publisher.publish(place.root, live), place, live)
    for step in itertools.count(1):
        new = next(releases)
        done = publisher.publish(place.root, new, at=step)
        if done.steps < step:
            break
        assert done.returncode == KILLED, (step, done.stderr)
        assert is_whole(place, live, new), step
        assert ended(publisher.publish(place.root, new), place, new), step
        live = new
    assert ended(done, place, new)
    assert step > 8


@remotes
def test_a_transfer_that_is_cut_in_the_middle(place: Place, publisher: Publishers, releases: Iterator[Small]) -> None:
    """rclone stops at once after some bytes; over SFTP the page that it was sending may be cut short until the next run."""
    live = next(releases)
    assert ended(publisher.publish(place.root, live), place, live)
    for size in (1, 200, 1_000):
        new = next(releases)
        done = publisher.publish(
            place.root, new, RCLONE_MAX_TRANSFER=f"{size}b", RCLONE_CUTOFF_MODE="HARD", RCLONE_TRANSFERS="1"
        )
        assert (done.returncode, "rclone a signalé une faute" in done.stderr) == (1, True), done.stderr
        assert place.broken_links() == []
        assert ended(publisher.publish(place.root, new), place, new), size
        live = new


@pytest.mark.parametrize("kind", FOLDERS)
def test_each_command_that_dies_with_its_shell(
    tmp_path: Path, publisher: Publishers, releases: Iterator[Small], kind: str
) -> None:
    """On the target over ssh, which is also what a cut connection does; on this machine otherwise."""
    commands = Commands(tmp_path / "commands")
    # Another home: what a login shell does of its own is not ours to count.
    with sshd(tmp_path / "sshd", f"SetEnv PATH={commands.path} HOME={tmp_path}\n") as server:
        place = folder_place(tmp_path) if kind == "folder" else ssh_place(tmp_path, server)
        if kind == "ssh":
            share_connection(place)  # it is the shells at its end that die
        path = {"PATH": commands.path} if kind == "folder" else {}
        live = next(releases)
        assert ended(publisher.publish(place.root, live), place, live)
        # The same scripts run on both: over ssh, fewer steps show that the server's words come through.
        for number in itertools.count(1, 1 if kind == "folder" else 5):
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


@remotes
def test_a_remote_out_of_reach_is_told(place: Place, publisher: Publishers, releases: Iterator[Small]) -> None:
    live, new = next(releases), next(releases)
    assert publisher.publish(place.root, live).returncode == 0
    file = place.root / "rclone.conf"
    text = file.read_text()
    for wrong, told in (
        (re.sub(r"(127\.0\.0\.1:|port = )\d+", r"\g<1>1", text), "ne répond pas"),
        ("", "ne connaît pas"),
    ):
        file.write_text(wrong)
        done = publisher.publish(place.root, new)
        assert (done.returncode, told in done.stderr) == (1, True), done.stderr
        assert place.is_wholly(live)
    file.write_text(text)
    assert ended(publisher.publish(place.root, new), place, new)


@pytest.mark.parametrize("place", ["sftp"], indirect=True)
def test_a_full_disk_over_sftp(place: Place, publisher: Publishers, tmp_path: Path) -> None:
    live, big, after = (
        small(name, tmp_path / "made", pages=10, size=size) for name, size in (("aa", 9), ("bb", 200_000), ("cc", 9))
    )
    with full_disk(place.live):
        assert publisher.publish(place.root, live).returncode == 0
        done = publisher.publish(place.root, big)
        assert (done.returncode, "Faites de la place" in done.stderr) == (1, True), done.stderr
        assert place.broken_links() == []
        assert ended(publisher.publish(place.root, after), place, after)
