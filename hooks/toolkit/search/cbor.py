"""The little of CBOR (RFC 8949, section 3) an index is made of: whole numbers, texts and lists, as bytes.

Each begins with a head: its kind and a number (itself, or a length), in one to five bytes.
"""

from functools import cache

import numpy as np
from numpy.typing import NDArray

NEGATIVE, TEXT, LIST = 0x20, 0x60, 0x80
EMPTY_LIST, LIST_OF_2, LIST_OF_3 = b"\x80", b"\x82", b"\x83"
# In an array, a head is one number: the kind above the bits of the number.
KIND = 32


def heads(tokens: NDArray[np.int64]) -> tuple[NDArray[np.uint8], NDArray[np.int64]]:
    """The bytes of heads, and where each begins; a last number says where they end."""
    kinds, numbers = tokens >> KIND, tokens & (1 << KIND) - 1
    # A number under 24 is in the first byte; others follow it in 1, 2 or 4 bytes.
    sizes = 1 * (numbers >= 24) + (numbers >= 1 << 8) + 2 * (numbers >= 1 << 16)
    bounds = np.append(0, np.cumsum(1 + sizes))
    content = np.empty(bounds[-1], np.uint8)
    content[bounds[:-1]] = kinds + numbers
    for size, announced in ((1, 24), (2, 25), (4, 26)):
        chosen = np.flatnonzero(sizes == size)
        content[bounds[chosen]] = kinds[chosen] + announced
        for byte in range(size):
            content[bounds[chosen] + size - byte] = numbers[chosen] >> 8 * byte
    return content, bounds


@cache
def head(kind: int, number: int) -> bytes:
    """One head; an index has few different lengths."""
    return heads(np.array([kind << KIND | number]))[0].tobytes()


def list_of(values: list[bytes]) -> bytes:
    """A list of what is written already."""
    return head(LIST, len(values)) + b"".join(values)


def text(value: str) -> bytes:
    """A text."""
    content = value.encode()
    return head(TEXT, len(content)) + content
