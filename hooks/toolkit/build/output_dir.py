"""The folder of the site: files with unchanged bytes are not written again, what is no longer made is removed.

A file is unchanged when its size and time are those noted when it was written. A build that was killed, or a hand that
changed a file, leaves others.
"""

import hashlib
import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple


class WrittenFile(NamedTuple):
    """A file as it was written: digest of its bytes, size in bytes, time in nanoseconds."""

    digest: bytes
    size: int
    time: int


class OutputDir:
    """Writes the files of one build; `before` is what the last build wrote into the same folder.

    It looks after the whole folder, but for the subfolder `apart`, or after the subfolder `within` alone.
    """

    def __init__(self, folder: Path, before: Mapping[str, WrittenFile], apart: str = "", within: str = "") -> None:
        self.folder = folder
        self.present = dict(_scan(folder, apart, f"{within}/" if within else ""))
        self.before = {
            path: written
            for path, written in before.items()
            if (status := self.present.get(path)) and (status.st_size, status.st_mtime_ns) == written[1:]
        }
        self.files: dict[str, WrittenFile] = {}

    def has(self, paths: Iterable[str]) -> bool:
        """Return whether files are there as the last build wrote them."""
        return all(path in self.before for path in paths)

    def keep(self, paths: Iterable[str]) -> None:
        """Keep files of the last build as they are."""
        self.files.update({path: self.before[path] for path in paths})

    def write(self, path: str, content: str | bytes) -> None:
        """Make a file hold a content; `path` is relative to the folder."""
        data = content.encode() if isinstance(content, str) else content
        digest = hashlib.blake2b(data, digest_size=12).digest()
        before = self.before.get(path)
        self.files[path] = before if before and before.digest == digest else self._write(path, data, digest)

    def _write(self, path: str, data: bytes, digest: bytes) -> WrittenFile:
        target = self.folder / path
        try:
            target.write_bytes(data)
        except FileNotFoundError:
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(data)
        status = target.stat()
        return WrittenFile(digest, status.st_size, status.st_mtime_ns)

    def clean(self) -> None:
        """Remove what was there before and is not made by this build, and empty folders; hidden files are not ours."""
        for path, status in self.present.items():
            if status is None:
                with suppress(OSError):  # the folder is not empty, or not there
                    (self.folder / path).rmdir()
            elif path not in self.files and not path.rpartition("/")[2].startswith("."):
                (self.folder / path).unlink(missing_ok=True)


def _scan(folder: Path, apart: str, prefix: str) -> Iterator[tuple[str, os.stat_result | None]]:
    """Yield the status of each file by its path; folders come after their content, and have none."""
    with suppress(FileNotFoundError), os.scandir(folder / prefix) as entries:
        for entry in entries:
            path = prefix + entry.name
            if path == apart:
                continue
            if entry.is_dir(follow_symlinks=False):
                yield from _scan(folder, apart, f"{path}/")
                yield path, None
            else:
                yield path, entry.stat(follow_symlinks=False)
