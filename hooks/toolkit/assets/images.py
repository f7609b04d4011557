"""Images lose what they tell of whoever made them: place, camera, name, dates."""

import struct
from collections.abc import Iterator

_PNG = b"\x89PNG\r\n\x1a\n"
# https://www.w3.org/TR/png-3/: what changes how an image looks; text, time and EXIF are not among them.
_PNG_KEPT = {b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"iCCP", b"pHYs", b"sBIT"}
_JPEG_DROPPED = {0xFE, *range(0xE1, 0xEE), 0xEF}  # comments, and application data but for JFIF (E0) and Adobe (EE)
_START_OF_SCAN = 0xDA
_WEBP_DROPPED = {b"EXIF", b"XMP "}
_WEBP_FLAGS = 0b1100  # of the VP8X chunk: EXIF and XMP are there


def without_metadata(content: bytes) -> bytes:
    """An image without its metadata; anything else as it is."""
    if content.startswith(_PNG):
        return _PNG + b"".join(chunk for name, chunk in _png(content) if name in _PNG_KEPT)
    if content.startswith(b"\xff\xd8\xff"):
        return b"\xff\xd8" + b"".join(_jpeg(content))
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        body = b"WEBP" + b"".join(_webp(content))
        return b"RIFF" + struct.pack("<I", len(body)) + body
    return content


def _png(content: bytes) -> Iterator[tuple[bytes, bytes]]:
    place = len(_PNG)
    while place < len(content):
        (length,) = struct.unpack_from(">I", content, place)
        end = place + length + 12
        yield content[place + 4 : place + 8], content[place:end]
        place = end


def _jpeg(content: bytes) -> Iterator[bytes]:
    place = 2
    while content[place + 1] != _START_OF_SCAN:
        (length,) = struct.unpack_from(">H", content, place + 2)
        end = place + 2 + length
        if content[place + 1] not in _JPEG_DROPPED:
            yield content[place:end]
        place = end
    yield content[place:]


def _webp(content: bytes) -> Iterator[bytes]:
    place = 12
    while place + 8 <= len(content):
        name = content[place : place + 4]
        (length,) = struct.unpack_from("<I", content, place + 4)
        end = place + 8 + length + length % 2
        chunk = content[place:end]
        if name == b"VP8X":
            chunk = chunk[:8] + bytes([chunk[8] & ~_WEBP_FLAGS]) + chunk[9:]
        if name not in _WEBP_DROPPED:
            yield chunk
        place = end
