"""Addresses in the reader's language: one table (`addresses.yaml`) translates each segment of a source path.

`docs/fr/framing/why.md` is published at `/fr/cadrage-strategique/pourquoi/`.
"""

from collections.abc import Mapping
from pathlib import PurePosixPath
from posixpath import relpath

from toolkit.model.base import Bilingual, Model, Slug


class AddressesFile(Model):
    """`addresses.yaml`: neutral segment to published segment, by language."""

    segments: dict[str, Bilingual[Slug]]


def missing_segments(path: str, segments: Mapping[str, Bilingual[str]]) -> list[str]:
    """Segments of a neutral path (`framing/why.md`) the table does not know."""
    return [step for step in _steps(path) if step not in segments]


def address(path: str, language: str, segments: Mapping[str, Bilingual[str]]) -> str:
    """Published address of a neutral path, relative to the root: `fr/cadrage-strategique/pourquoi/`."""
    return "/".join([language, *(segments[step][language] for step in _steps(path)), ""])


def record_address(model_page: str, slug: str, language: str, segments: Mapping[str, Bilingual[str]]) -> str:
    """Address of a record: beside the page its kind is modelled on, under its own slug."""
    folder = address(PurePosixPath(model_page).parent.joinpath("index.md").as_posix(), language, segments)
    return f"{folder}{slug}/"


def relative(target: str, start: str) -> str:
    """Relative link from one address to another, both relative to the root; a trailing slash and anchor are kept."""
    path, mark, anchor = target.partition("#")
    link = relpath("/" + path, "/" + start) if path != start else "."
    return link + ("/" if path.endswith("/") or not path else "") + mark + anchor


def _steps(path: str) -> list[str]:
    steps = PurePosixPath(path).with_suffix("").parts
    return [step for step in steps if step not in ("index", ".")]


def slug_of(record: object, language: str) -> str:
    """Last segment of the address of a record: its slug in the language, else its identifier (a proper name)."""
    slug = getattr(record, "slug", None)
    return str(slug[language] if slug else getattr(record, "id"))  # noqa: B009
