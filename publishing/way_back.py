"""The way back on a host without a switch: the files of the live release, had before the first of them changes."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from publishing import plain
from publishing.archive import unpacked
from publishing.manifest import Manifest
from publishing.store import Store


@contextmanager
def way_back(store: Store, live: Manifest | None, manifest: Manifest, archives: Path) -> Iterator[Path | None]:
    """Folder with what a publication would change: from the archive kept here, else from the target itself.

    None when neither has it: at the first publication, or after one that was cut short.
    """
    archive = archives / f"{live.identity}.tar.gz" if live else archives
    if archive.is_file():
        with unpacked(archive) as (_, folder):
            yield folder
        return
    with tempfile.TemporaryDirectory(prefix="before-") as name:
        yield Path(name) if plain.keep(store, manifest, Path(name)) else None
