"""One archive a release: the same files always give the same bytes."""

import gzip
import io
import tarfile
import tempfile
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from publishing import compress
from publishing.manifest import FILE, PATH, Manifest, digest
from publishing.messages import RefusedError

# Above what a site of ten thousand records needs; an archive that claims more is a bomb.
MOST_FILES, MOST_BYTES = 200_000, 1_500_000_000
PIECE = 1 << 20
_UNREADABLE = (OSError, tarfile.TarError, EOFError, zlib.error, ValueError, OverflowError, MemoryError)


def pack(files: Mapping[str, bytes], epoch: int) -> bytes:
    """Return a compressed archive of files by path: sorted, with one date, and no trace of who made it."""
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w", format=tarfile.USTAR_FORMAT) as archive:
        for path in sorted(files):
            entry = tarfile.TarInfo(path)
            entry.size, entry.mtime, entry.mode = len(files[path]), epoch, 0o644
            archive.addfile(entry, io.BytesIO(files[path]))
    return compress.gzip(buffer.getvalue())


@contextmanager
def unpacked(archive: Path) -> Iterator[tuple[Manifest, Path]]:
    """Give the manifest of a release and a temporary folder with its files, all verified.

    Raises RefusedError for an archive that cannot be read, holds anything but plain files inside its folder, or whose
    files are not those of its manifest.
    """
    with tempfile.TemporaryDirectory(prefix="release-") as name:
        folder = Path(name)
        try:
            with tempfile.TemporaryFile() as whole:
                _decompress(archive, whole)
                with tarfile.open(fileobj=whole, mode="r:") as opened:
                    digests = _extract(opened, folder)
            text = (folder / FILE).read_text(encoding="utf-8")
        except _UNREADABLE as error:
            raise RefusedError("archive-unreadable", archive=archive, reason=error) from None
        manifest = Manifest.from_json(text)
        del digests[FILE]
        if digests != manifest.digests:
            raise RefusedError("archive-altered", archive=archive)
        yield manifest, folder


def _decompress(archive: Path, target: IO[bytes]) -> None:
    """Write the tar file to disk first, so that its size is accepted before any of its claims is believed."""
    size = 0
    with gzip.open(archive) as source:
        while piece := source.read(PIECE):
            size += len(piece)
            if size > MOST_BYTES:
                raise ValueError(f"> {MOST_BYTES} B")
            target.write(piece)
    target.seek(0)


def _extract(opened: tarfile.TarFile, folder: Path) -> dict[str, str]:
    """Write the files of an archive and return their digests by path.

    The content of plain files is read and written here, instead of `extractall`: its filter is absent from Python
    before 3.11.4, and the entries we accept are fewer than those it does.
    """
    digests: dict[str, str] = {}
    for entry in opened:
        accepted = entry.type == tarfile.REGTYPE and not entry.issparse() and PATH.fullmatch(entry.name)
        if not accepted or entry.name in digests or len(digests) == MOST_FILES:
            raise ValueError(f"{entry.name!r}")
        source = opened.extractfile(entry)
        content = source.read() if source else b""
        (folder / entry.name).parent.mkdir(parents=True, exist_ok=True)
        (folder / entry.name).write_bytes(content)
        digests[entry.name] = digest(content)
    return digests
