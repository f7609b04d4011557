"""A place that keeps files by path and has no switch: what the publisher asks of a bucket or of plain SFTP."""

from typing import Protocol


class Store(Protocol):
    """Files by path. `put` verifies what it wrote; `create` refuses a path that is taken."""

    takes_configuration: bool

    def get(self, path: str) -> bytes | None:
        """Content of a file, None when there is none."""

    def put(self, path: str, content: bytes) -> None:
        """Write a file at once, and verify it."""

    def create(self, path: str, content: bytes) -> bool:
        """Write a file unless it is there; whether it was not."""

    def age(self, path: str) -> float:
        """Seconds since a file was written, by the clock of the target."""

    def remove(self, path: str) -> None:
        """Remove a file, if it is there."""

    def place_of_move(self, old: str) -> str:
        """Path of what sends readers of an address to another, where the place can do so by itself; else empty."""

    def move(self, old: str, new: str) -> None:
        """Send those who ask for an address to another, where the place can."""
