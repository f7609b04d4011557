"""Office files are zip archives of XML parts."""

import io
from collections.abc import Callable, Mapping
from zipfile import ZipFile, ZipInfo

# The first moment a zip archive can hold.
EPOCH = (1980, 1, 1, 0, 0, 0)
UNIX = 3


def rewrite(content: bytes, changes: Mapping[str, Callable[[str], str]]) -> bytes:
    """Copy an office file with some of its parts changed.

    The copy has neither the time nor the system of the machine: the same parts give the same bytes.
    """
    target = io.BytesIO()
    with ZipFile(io.BytesIO(content)) as source, ZipFile(target, "w") as copy:
        for entry in source.infolist():
            part = source.read(entry)
            if change := changes.get(entry.filename):
                part = change(part.decode()).encode()
            written = ZipInfo(entry.filename, EPOCH)
            written.create_system, written.compress_type = UNIX, entry.compress_type
            copy.writestr(written, part)
    return target.getvalue()
