"""Files of a folder reached over SFTP alone."""

import contextlib
import os
import posixpath
import socket
from pathlib import Path

from paramiko.client import RejectPolicy, SSHClient
from paramiko.sftp_client import SFTPClient
from paramiko.ssh_exception import NoValidConnectionsError

from publishing.manifest import digest
from publishing.targets import SftpTarget
from publishing.words import RefusedError

PASSWORD = "PUBLISH_PASSWORD"  # noqa: S105 (the name of a variable of the environment)
TIMEOUT = 30


class Folder:
    """Files of a folder over SFTP: each is written beside its place, read back, then moved there at once."""

    takes_configuration = True

    def __init__(self, files: SFTPClient, root: str) -> None:
        self.files, self.root = files, root
        self.known: set[str] = {root}

    def get(self, path: str) -> bytes | None:
        """Content of a file, None when there is none."""
        try:
            with self.files.open(self._at(path), "rb") as file:
                return bytes(file.read())
        except FileNotFoundError:
            return None

    def put(self, path: str, content: bytes) -> None:
        """Write a file, and verify it."""
        place = self._at(path)
        self._folder(posixpath.dirname(place))
        beside = f"{place}.part"
        with self.files.open(beside, "wb") as file:
            file.set_pipelined(True)
            file.write(content)
        with self.files.open(beside, "rb") as file:
            file.prefetch()
            if digest(bytes(file.read())) != digest(content):
                raise RefusedError("not-verified", reason=path)
        self.files.posix_rename(beside, place)

    def create(self, path: str, content: bytes) -> bool:
        """Write a file unless it is there; whether it was not."""
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
        with contextlib.suppress(FileNotFoundError):
            self.files.remove(self._at(path))

    def redirect(self, old: str, new: str) -> None:
        """The configuration of the server holds them."""

    def _at(self, path: str) -> str:
        return posixpath.join(self.root, path)

    def _folder(self, folder: str) -> None:
        if folder not in self.known:
            self._folder(posixpath.dirname(folder))
            with contextlib.suppress(OSError):
                self.files.mkdir(folder)
            self.known.add(folder)


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
