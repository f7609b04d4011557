"""Files of an S3-compatible bucket."""

import contextlib
import datetime
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import boto3
from botocore.exceptions import ClientError

from publishing.manifest import digest
from publishing.server.headers import caching
from publishing.server.types import content_type
from publishing.targets import S3Target
from publishing.words import RefusedError


class Bucket:
    """Files of a bucket; the service verifies each by the digest sent with it."""

    takes_configuration = False

    def __init__(self, target: S3Target) -> None:
        self.client: Any = boto3.client("s3", endpoint_url=target.endpoint, region_name=target.region)
        self.bucket, self.prefix = target.bucket, target.prefix

    def get(self, path: str) -> bytes | None:
        """Content of a file, None when there is none."""
        with _located(path), contextlib.suppress(self.client.exceptions.NoSuchKey):
            found: bytes = self.client.get_object(**self._at(path))["Body"].read()
            return found
        return None

    def put(self, path: str, content: bytes) -> None:
        """Write a file, and verify it."""
        with _located(path):
            self.client.put_object(
                **self._at(path),
                Body=content,
                ContentType=content_type(path),
                CacheControl=caching(path),
                ChecksumAlgorithm="SHA256",
                Metadata={"sha256": digest(content)},
            )

    def create(self, path: str, content: bytes) -> bool:
        """Write a file unless it is there; whether it was not."""
        try:
            with _located(path):
                self.client.put_object(**self._at(path), Body=content, IfNoneMatch="*")
        except ClientError as error:
            if error.response["Error"]["Code"] not in ("PreconditionFailed", "ConditionalRequestConflict"):
                raise
            return False
        return True

    def age(self, path: str) -> float:
        """Seconds since a file was written, by the clock of the service."""
        told = self.client.head_object(**self._at(path))
        now = told["ResponseMetadata"]["HTTPHeaders"].get("date", "")
        moment = datetime.datetime.strptime(now, "%a, %d %b %Y %H:%M:%S GMT").replace(tzinfo=datetime.UTC)
        return float((moment - told["LastModified"]).total_seconds())

    def remove(self, path: str) -> None:
        """Remove a file, if it is there."""
        with _located(path):
            self.client.delete_object(**self._at(path))

    def place_of_move(self, old: str) -> str:
        """An empty file that carries the new address."""
        return f"{old}index.html" if old.endswith("/") else old

    def move(self, old: str, new: str) -> None:
        """Send those who ask for an address to another."""
        place = self._at(self.place_of_move(old))
        with _located(place["Key"]):
            self.client.put_object(**place, Body=b"", WebsiteRedirectLocation=f"/{self.prefix}{new}")

    def _at(self, path: str) -> dict[str, str]:
        return {"Bucket": self.bucket, "Key": self.prefix + path}


@contextmanager
def _located(path: str) -> Iterator[None]:
    """Name the file that the service refuses."""
    try:
        yield
    except ClientError as error:
        if error.response["Error"]["Code"] != "AccessDenied":
            raise
        raise RefusedError("store-no-permission", reason=path) from None
