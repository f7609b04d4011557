"""One archive a release: the same files always give the same bytes."""

import io
import tarfile
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from publishing.assemble import SITE, read_tree
from publishing.compress import gzip
from publishing.manifest import Manifest, digest
from publishing.words import RefusedError


def pack(files: Mapping[str, bytes], epoch: int) -> bytes:
    """A compressed archive of files by path: sorted, with one date, and no trace of who made it."""
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w", format=tarfile.USTAR_FORMAT) as archive:
        for path in sorted(files):
            entry = tarfile.TarInfo(path)
            entry.size, entry.mtime, entry.mode = len(files[path]), epoch, 0o644
            archive.addfile(entry, io.BytesIO(files[path]))
    return gzip(buffer.getvalue())


@contextmanager
def unpacked(archive: Path) -> Iterator[tuple[Manifest, Path]]:
    """A release in a temporary folder, verified; gives its manifest and the folder."""
    with tempfile.TemporaryDirectory(prefix="release-") as folder:
        try:
            with tarfile.open(archive) as opened:
                opened.extractall(folder, filter="data")
            manifest = Manifest.from_json((Path(folder) / "manifest.json").read_text(encoding="utf-8"))
        except (OSError, tarfile.TarError, EOFError, ValueError, TypeError) as error:
            raise RefusedError("archive-unreadable", archive=archive, reason=error) from None
        found = {path: digest(content) for path, content in read_tree(Path(folder) / SITE).items()}
        if found != manifest.files:
            raise RefusedError("archive-altered", archive=archive)
        yield manifest, Path(folder)
