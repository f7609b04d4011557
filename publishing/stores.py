"""The two kinds of host without a switch: S3-compatible buckets and plain SFTP."""

import contextlib
import datetime
import os
import posixpath
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import boto3
import botocore.exceptions
from paramiko.client import RejectPolicy, SSHClient
from paramiko.sftp_client import SFTPClient
from paramiko.ssh_exception import (
    AuthenticationException,
    BadHostKeyException,
    NoValidConnectionsError,
    SSHException,
)

from publishing.manifest import digest
from publishing.plain import Store
from publishing.server.headers import caching
from publishing.server.types import content_type
from publishing.targets import S3Target, SftpTarget
from publishing.words import RefusedError

PASSWORD = "PUBLISH_PASSWORD"  # noqa: S105 (the name of a variable of the environment)
TIMEOUT = 30


@contextmanager
def opened(target: S3Target | SftpTarget, root: Path) -> Iterator[Store]:
    """The store of a target. Keys and passwords come from the environment or an agent; none is shown or kept."""
    try:
        if isinstance(target, S3Target):
            yield _Bucket(target)
        else:
            with contextlib.closing(_connect(target, root)) as client, client.open_sftp() as files:
                yield _Folder(files, target.path)
    except BadHostKeyException:
        raise RefusedError("host-key-changed", reason=target_name(target)) from None
    except AuthenticationException:
        raise RefusedError("login-refused", reason=target_name(target)) from None
    except SSHException as error:
        code = "host-key-unknown" if "not found in known_hosts" in str(error) else "unreachable"
        raise RefusedError(code, reason=error) from None
    except botocore.exceptions.NoCredentialsError:
        raise RefusedError("login-refused", reason=target_name(target)) from None
    except botocore.exceptions.ClientError as error:
        told = error.response["Error"]
        code = {"RequestTimeTooSkewed": "clock-skew", "AccessDenied": "no-permission"}.get(
            told["Code"], "target-failed"
        )
        raise RefusedError(code, reason=f"{told['Code']} {told.get('Message', '')}") from None
    except PermissionError as error:
        raise RefusedError("no-permission", reason=error) from None
    except (botocore.exceptions.BotoCoreError, OSError, EOFError) as error:
        raise RefusedError("unreachable", reason=error or type(error).__name__) from None


def target_name(target: S3Target | SftpTarget) -> str:
    """A target as messages name it."""
    return target.bucket if isinstance(target, S3Target) else f"{target.user}@{target.host}"


class _Bucket:
    """Files of a bucket; the service verifies each by the digest sent with it."""

    takes_configuration = False

    def __init__(self, target: S3Target) -> None:
        self.client: Any = boto3.client("s3", endpoint_url=target.endpoint, region_name=target.region)
        self.bucket, self.prefix = target.bucket, target.prefix

    def get(self, path: str) -> bytes | None:
        try:
            found: bytes = self.client.get_object(**self._at(path))["Body"].read()
        except self.client.exceptions.NoSuchKey:
            return None
        return found

    def put(self, path: str, content: bytes) -> None:
        self.client.put_object(
            **self._at(path),
            Body=content,
            ContentType=content_type(path),
            CacheControl=caching(path),
            ChecksumAlgorithm="SHA256",
            Metadata={"sha256": digest(content)},
        )

    def create(self, path: str, content: bytes) -> bool:
        try:
            self.client.put_object(**self._at(path), Body=content, IfNoneMatch="*")
        except botocore.exceptions.ClientError as error:
            if error.response["Error"]["Code"] not in ("PreconditionFailed", "ConditionalRequestConflict"):
                raise
            return False
        return True

    def age(self, path: str) -> float:
        told = self.client.head_object(**self._at(path))
        now = told["ResponseMetadata"]["HTTPHeaders"].get("date", "")
        moment = datetime.datetime.strptime(now, "%a, %d %b %Y %H:%M:%S GMT").replace(tzinfo=datetime.UTC)
        return float((moment - told["LastModified"]).total_seconds())

    def remove(self, path: str) -> None:
        self.client.delete_object(**self._at(path))

    def redirect(self, old: str, new: str) -> None:
        place = self._at(f"{old}index.html" if old.endswith("/") else old)
        self.client.put_object(**place, Body=b"", WebsiteRedirectLocation=f"/{self.prefix}{new}")

    def _at(self, path: str) -> dict[str, str]:
        return {"Bucket": self.bucket, "Key": self.prefix + path}


class _Folder:
    """Files of a folder over SFTP: each is written beside its place, read back, then moved there at once."""

    takes_configuration = True

    def __init__(self, files: SFTPClient, root: str) -> None:
        self.files, self.root = files, root
        self.known: set[str] = {root}

    def get(self, path: str) -> bytes | None:
        try:
            with self.files.open(self._at(path), "rb") as file:
                return bytes(file.read())
        except FileNotFoundError:
            return None

    def put(self, path: str, content: bytes) -> None:
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


def _connect(target: SftpTarget, root: Path) -> SSHClient:
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
