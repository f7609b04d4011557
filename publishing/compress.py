"""Precompressed copies of files (.br, .gz), with libraries that give the same bytes on every machine.

Both libraries are pinned and carry their own compressor; the gzip of Python follows the zlib of the machine.
"""

import brotli
import deflate

from publishing.server.types import compresses

LEAST = 1_000  # below, the header of the format is longer than the gain


def gzip(content: bytes) -> bytes:
    """Compress with gzip, without a date."""
    return bytes(deflate.gzip_compress(content, 12))


def compressed_copies(path: str, content: bytes) -> dict[str, bytes]:
    """Return the compressed copies of a file by path, without any that would not be shorter."""
    if len(content) < LEAST or not compresses(path):
        return {}
    made = {f"{path}.br": brotli.compress(content, quality=11), f"{path}.gz": gzip(content)}
    return {name: short for name, short in made.items() if len(short) < len(content)}
