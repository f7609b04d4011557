"""Content type of each kind of file, and which of them are text."""

from pathlib import PurePosixPath

from toolkit.exports.formats import media_types

# https://www.iana.org/assignments/media-types/
TYPES = {
    "css": "text/css",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "html": "text/html",
    "jpg": "image/jpeg",
    "js": "text/javascript",
    "odt": "application/vnd.oasis.opendocument.text",
    "pdf": "application/pdf",
    "png": "image/png",
    "svg": "image/svg+xml",
    "ttl": "text/turtle",
    "txt": "text/plain",
    "wasm": "application/wasm",
    "webmanifest": "application/manifest+json",
    "webp": "image/webp",
    "woff2": "font/woff2",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "xml": "application/xml",
    "zip": "application/zip",
}
# Open data: other sites may read it.
SHARED = tuple(sorted(media_types()))
TYPES |= media_types()
UNKNOWN = "application/octet-stream"
# The search index. A type is required, since `X-Content-Type-Options: nosniff` forbids browsers to guess it.
TYPES |= dict.fromkeys(("pagefind", "pf_filter", "pf_fragment", "pf_index", "pf_meta"), UNKNOWN)
_WITH_CHARSET = {
    one
    for one in TYPES.values()
    if one.startswith("text/") or one.endswith(("+xml", "/xml", "json")) or one == "application/manifest+json"
}


def suffix(path: str) -> str:
    """Return the suffix of a file, without its dot."""
    return PurePosixPath(path).suffix.removeprefix(".")


def content_type(path: str) -> str:
    """Return the value of the Content-Type header of a file."""
    kind = TYPES.get(suffix(path), UNKNOWN)
    return f"{kind}; charset=utf-8" if has_charset(kind) else kind


def has_charset(kind: str) -> bool:
    """Return whether a type is text, sent with a charset."""
    return kind in _WITH_CHARSET


def compresses(path: str) -> bool:
    """Return whether a file is worth compressing."""
    kind = TYPES.get(suffix(path), UNKNOWN)
    return has_charset(kind) or kind == "application/wasm"
