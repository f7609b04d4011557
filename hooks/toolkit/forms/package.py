"""The archive an office file is: its parts by name, and the same bytes for the same parts."""

import io
from collections.abc import Mapping
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

# The first moment a zip archive can hold.
EPOCH = (1980, 1, 1, 0, 0, 0)


def unpack(content: bytes) -> dict[str, bytes]:
    """Parts of an office file by name, in their order."""
    with ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist() if not name.endswith("/")}


def pack(parts: Mapping[str, bytes]) -> bytes:
    """An office file; `mimetype` goes uncompressed, as OpenDocument asks of its first part."""
    target = io.BytesIO()
    with ZipFile(target, "w") as archive:
        for name, part in parts.items():
            entry = ZipInfo(name, EPOCH)
            entry.create_system = 3  # otherwise the machine's own
            entry.compress_type = ZIP_STORED if name == "mimetype" else ZIP_DEFLATED
            archive.writestr(entry, part)
    return target.getvalue()
