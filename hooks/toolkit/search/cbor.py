"""The little of CBOR (RFC 8949, section 3) an index is made of: whole numbers, texts and lists, as bytes."""

from collections.abc import Iterable

TEXT, LIST = 0x60, 0x80
EMPTY_LIST, LIST_OF_2, LIST_OF_3 = b"\x80", b"\x82", b"\x83"
_NEGATIVE = 0x20


def head(kind: int, length: int) -> bytes:
    """The start of a text or list of a length, or a whole number (kind 0)."""
    if length < 24:
        return bytes((kind | length,))
    size = 1 if length < 0x100 else 2 if length < 0x10000 else 4
    return bytes((kind | {1: 24, 2: 25, 4: 26}[size],)) + length.to_bytes(size, "big")


class _Numbers(dict[int, bytes]):
    """Whole numbers and their bytes, each worked out once: an index has millions, mostly the same."""

    def __missing__(self, value: int) -> bytes:
        self[value] = head(0, value) if value >= 0 else head(_NEGATIVE, -1 - value)
        return self[value]


NUMBERS = _Numbers()


def list_of(values: list[bytes]) -> bytes:
    """A list of what is written already."""
    return head(LIST, len(values)) + b"".join(values)


def numbers(values: Iterable[int]) -> bytes:
    """A list of whole numbers."""
    return list_of([NUMBERS[value] for value in values])


def text(value: str) -> bytes:
    """A text."""
    content = value.encode()
    return head(TEXT, len(content)) + content
