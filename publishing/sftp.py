"""Files of a folder reached over SFTP alone."""

import contextlib
import os
import posixpath
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from paramiko.client import RejectPolicy, SSHClient
from paramiko.sftp_client import SFTPClient
from paramiko.ssh_exception import NoValidConnectionsError

from publishing.manifest import digest
from publishing.targets import SftpTarget
from publishing.words import RefusedError

PASSWORD = "PUBLISH_PASSWORD"  # noqa: S105 (the name of a variable of the environment)
TIMEOUT = 30
INCOMING = ".publishing/incoming"  # one name: what a publisher left there, the next one writes over


class Folder:
    """Files of a folder over SFTP: each is written beside the site, read back, then moved to its place at once."""

    takes_configuration = True

    def __init__(self, files: SFTPClient, root: str) -> None:
        self.files, self.root = files, root
        self.known: set[str] = set()

    def get(self, path: str) -> bytes | None:
        """Content of a file, None when there is none."""
        with self._located(self._at(path)), contextlib.suppress(FileNotFoundError):
            with self.files.open(self._at(path), "rb") as file:
                file.prefetch()
                return bytes(file.read())
        return None

    def put(self, path: str, content: bytes) -> None:
        """Write a file, and verify it."""
        place, beside = self._at(path), self._at(INCOMING)
        with self._located(place):
            self._folder(posixpath.dirname(place))
            self._folder(posixpath.dirname(beside))
            with self.files.open(beside, "wb") as file:
                file.write(content)
            if digest(self.get(INCOMING) or b"") != digest(content):
                raise RefusedError("store-write-failed", path=place, reason="SHA-256")
            self.files.posix_rename(beside, place)

    def create(self, path: str, content: bytes) -> bool:
        """Write a file unless it is there; whether it was not."""
        with self._located(self._at(path)):
            self._folder(posixpath.dirname(self._at(path)))
            try:
                with self.files.open(self._at(path), "wx") as file:
                    file.write(content)
            except PermissionError:
                raise
            except OSError:
                if self.get(path) is None:
                    raise
                return False
        return True

    def age(self, path: str) -> float:
        """The clock of the target is read from a file just written there."""
        self.put(f"{path}.now", b"")
        now, then = (self.files.stat(self._at(one)).st_mtime or 0 for one in (f"{path}.now", path))
        self.remove(f"{path}.now")
        return float(now - then)

    def remove(self, path: str) -> None:
        """Remove a file, if it is there."""
        with self._located(self._at(path)), contextlib.suppress(FileNotFoundError):
            self.files.remove(self._at(path))

    def place_of_move(self, old: str) -> str:
        """The configuration of the server holds the addresses that moved."""
        return ""

    def move(self, old: str, new: str) -> None:
        """Nothing to do."""

    def _at(self, path: str) -> str:
        return posixpath.join(self.root, path)

    def _folder(self, folder: str) -> None:
        if folder in self.known:
            return
        try:
            self.files.stat(folder)
        except FileNotFoundError:
            self._folder(posixpath.dirname(folder))
            self.files.mkdir(folder)
        self.known.add(folder)

    @contextmanager
    def _located(self, place: str) -> Iterator[None]:
        """Name the file that the server refuses. The protocol has no word for a full disk, only for failure."""
        try:
            yield
        except PermissionError:
            raise RefusedError("store-no-permission", reason=place) from None
        except OSError as error:
            channel = self.files.get_channel()
            if error.errno is not None or channel is None or channel.closed:
                raise
            raise RefusedError("store-write-failed", path=place, reason=error) from None


def connect(target: SftpTarget, root: Path) -> SSHClient:
    """A connection to a server whose key is known."""
    client = SSHClient()
    if target.known_hosts:
        client.load_host_keys(str(root / target.known_hosts))
    else:
        client.load_system_host_keys()
    client.set_missing_host_key_policy(RejectPolicy())
    try:
        client.connect(
            target.host,
            target.port,
            target.user,
            password=os.environ.get(PASSWORD),
            key_filename=str(root / target.identity) if target.identity else None,
            timeout=TIMEOUT,
            banner_timeout=TIMEOUT,
        )
    except (socket.gaierror, NoValidConnectionsError) as error:
        raise RefusedError("unreachable", reason=error) from None
    return client
