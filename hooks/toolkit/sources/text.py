"""Bytes of a file to text an editor could have typed: UTF-8, of a sane size, without hidden characters."""

import re
from typing import Any

MAX_BYTES = 32_000_000
# Control characters, and those that reverse or hide text (Unicode bidirectional controls, zero-width no-break space).
FORBIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufffe\uffff]"
)

# What git writes around the two versions of a passage that two people changed. A line of `=` alone may be Markdown.
_CONFLICT = re.compile(r"^(<{7}|>{7})(?= )", re.MULTILINE)


class TextError(Exception):
    """Why the bytes are not text, with the place (line and column start at 1)."""

    def __init__(self, code: str, line: int = 1, column: int = 1, **details: Any) -> None:
        super().__init__(code)
        self.code, self.line, self.column, self.details = code, line, column, details


def decode(data: bytes) -> str:
    """Text of a file.

    Raises TextError when it is empty, too large, not UTF-8, or holds forbidden characters or marks of a merge conflict.
    """
    if len(data) > MAX_BYTES:
        raise TextError("file-too-large", limit=MAX_BYTES // 1_000_000)
    data = data.removeprefix(b"\xef\xbb\xbf").replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise TextError("not-utf8", *position(data[: error.start].decode("utf-8"), error.start)) from None
    if not text.strip():
        raise TextError("empty-file")
    if match := FORBIDDEN.search(text):
        raise TextError("control-character", *position(text, match.start()), character=f"U+{ord(match[0]):04X}")
    if match := _CONFLICT.search(text):
        raise TextError("conflict-mark", *position(text, match.start()), mark=match[0])
    return text


def position(text: str, offset: int) -> tuple[int, int]:
    """Line and column (from 1) of an offset in a text."""
    before = text[:offset]
    return before.count("\n") + 1, len(before) - before.rfind("\n")
