"""An account that may not write somewhere: the place is told, the live site stays whole, the next run succeeds."""

import os
import pwd
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from system.forked import Done, Publishers
from system.places import FOLDERS, Place, folder_place, sftp_place, ssh_place
from system.publishing_cases import Small, small
from system.servers import Ssh, sshd

ACCOUNT = "toolkit-test-publisher"


@pytest.fixture(scope="module")
def account() -> Iterator[int]:
    """Number of an ordinary account, made for the time of these tests."""
    if os.geteuid():
        pytest.fail("making an account needs root: run make test-system as root")
    words = ["useradd", "--no-create-home", "--shell", "/bin/sh", "--password", "*", ACCOUNT]
    subprocess.run(words, check=True, capture_output=True)
    try:
        yield pwd.getpwnam(ACCOUNT).pw_uid
    finally:
        subprocess.run(["userdel", ACCOUNT], check=True, capture_output=True)


@pytest.fixture(scope="module")
def open_server() -> Iterator[Ssh]:
    """An sshd whose keys other accounts may read; pytest closes its own folders to them."""
    with _open_folder() as folder, sshd(folder) as running:
        yield running


@pytest.fixture
def place(request: pytest.FixtureRequest, open_server: Ssh, account: int) -> Iterator[Place]:
    """A target that the account owns, reached as that account."""
    with _open_folder() as root:
        if request.param == "folder":
            made = folder_place(root)
        else:
            made = (ssh_place if request.param == "ssh" else sftp_place)(root, open_server, ACCOUNT)
        os.chown(made.live, account, account)
        yield made


@pytest.fixture(scope="module")
def releases() -> Iterator[tuple[Small, Small]]:
    with _open_folder() as folder:
        yield small("aa", folder, pages=1, size=100), small("bb", folder, pages=1, size=100)


@contextmanager
def _open_folder() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="permissions-") as name:
        Path(name).chmod(0o755)
        yield Path(name)


def publish(place: Place, publisher: Publishers, release: Small, account: int) -> Done:
    """Over a connection it is the server that gives the account; here the publisher takes it."""
    return publisher.publish(place.root, release, user=account if place.kind == "folder" else 0)


@pytest.mark.parametrize("place", [*FOLDERS, "sftp"], indirect=True)
def test_each_place_that_may_not_be_written(
    place: Place, publisher: Publishers, releases: tuple[Small, Small], account: int
) -> None:
    """Each folder and file of the target in turn is taken from the account; whatever is refused is refused whole."""
    old, new = releases
    assert publish(place, publisher, old, account).returncode == 0
    refused = []
    # Over ssh the same scripts run as in a folder here: its upper places show that the server's words come through.
    inside = place.live.rglob("*") if place.kind == "folder" else place.live.glob("*")
    for path in [place.live, *sorted(inside)]:
        if path.is_symlink() or not path.exists():
            continue
        mode = path.stat().st_mode & 0o777
        os.chown(path, 0, 0)
        path.chmod(0o755 if path.is_dir() else 0o600)
        done = publish(place, publisher, new, account)
        if done.returncode:
            refused.append(path)
            _is_told(done, place, path)
            assert place.is_wholly(old) or (place.kind == "sftp" and place.broken_links() == []), path
        else:
            assert place.is_wholly(new) or path.is_relative_to(place.live / "releases"), path
        if path.exists():
            os.chown(path, account, account)
            path.chmod(mode)
        done = publish(place, publisher, new, account)
        assert done.returncode == 0, (path, done.stderr)
        assert place.is_wholly(new), path
        old, new = new, old
    # Over SFTP files are written in their place, which needs no right on their folder.
    assert place.live in refused or place.kind == "sftp"
    assert len(refused) >= 2


def _is_told(done: Done, place: Place, path: Path) -> None:
    """The sentence, and the place it is about."""
    assert done.returncode == 1, done.stderr
    assert "refuse l’écriture" in done.stderr, (path, done.stderr)
    assert "Traceback" not in done.stderr
    assert str(place.live) in done.stderr or path.name in done.stderr, (path, done.stderr)
