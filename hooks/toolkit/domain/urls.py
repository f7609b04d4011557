"""Addresses in the reader's language: one table (`config/urls.yaml`) translates each segment of a source path.

`docs/fr/framing/why.md` is published at `/fr/cadrage-strategique/pourquoi/`.
"""

import re
from collections.abc import Mapping
from pathlib import PurePosixPath
from unicodedata import normalize

from toolkit.models.base import Bilingual


def missing_segments(path: str, segments: Mapping[str, Bilingual[str]]) -> list[str]:
    """Segments of a neutral path (`framing/why.md`) the table does not know."""
    return [step for step in _steps(path) if step not in segments]


def address(path: str, language: str, segments: Mapping[str, Bilingual[str]]) -> str:
    """Published address of a neutral path, relative to the root: `fr/cadrage-strategique/pourquoi/`."""
    return "/".join([language, *(segments[step][language] for step in _steps(path)), ""])


def record_address(model_page: str, slug: str, language: str, segments: Mapping[str, Bilingual[str]]) -> str:
    """Address of a record: beside the page its kind is modelled on, under its own slug."""
    return f"{folder(model_page, language, segments)}{slug}/"


def folder(path: str, language: str, segments: Mapping[str, Bilingual[str]]) -> str:
    """Address of the folder a page stands in."""
    return address(PurePosixPath(path).parent.joinpath("index.md").as_posix(), language, segments)


def relative(target: str, start: str) -> str:
    """Relative link from one address to another, both relative to the root; a trailing slash and anchor are kept."""
    path, mark, anchor = target.partition("#")
    there, here = path.split("/"), start.rstrip("/").split("/") if start else []
    shared = next(
        (at for at, (a, b) in enumerate(zip(there, here, strict=False)) if a != b), min(len(there), len(here))
    )
    link = "../" * (len(here) - shared) + "/".join(there[shared:])
    return (link or "./") + mark + anchor


def _steps(path: str) -> list[str]:
    steps = PurePosixPath(path).with_suffix("").parts
    return [step for step in steps if step not in ("index", ".")]


def slug_of(record: object, language: str) -> str:
    """Last segment of the address of a record: its slug in the language, else its identifier (a proper name)."""
    fields = vars(record)
    return str(fields["slug"][language] if "slug" in fields else fields["id"])


def slug(text: str) -> str:
    """A name as part of an address."""
    plain = normalize("NFKD", text.casefold()).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")
