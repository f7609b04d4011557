"""The forms as files to download: made at build, kept in the cache, each beside the page that lists them."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

from toolkit import LANGUAGES
from toolkit.forms import MARKER, Form
from toolkit.project import Project
from toolkit.reader import LOCALES, Reader

# What a file depends on beside its source: the programs that write it, and our own code.
_MAKERS = ("pypandoc_binary", "openpyxl", "lxml")


@dataclass(frozen=True)
class Download:
    """One file: its address relative to the root, its format (`docx`, `odt`, `xlsx`), its bytes."""

    form: Form
    kind: str
    address: str
    content: bytes

    @property
    def kilobytes(self) -> int:
        """Its size, rounded up."""
        return -(-len(self.content) // 1000)


def downloads(project: Project, site_url: str, cache: Path) -> tuple[Download, ...]:
    """Every file, in the order of the menu for the pages that explain them."""
    order = project.navigation.paths()
    forms = sorted(
        project.forms, key=lambda form: (LANGUAGES.index(form.language), order.index(form.meta.page), form.key)
    )
    return tuple(_download(form, kind, project, site_url, cache) for form in forms for kind in form.kinds)


def listed(found: Iterable[Download], language: str) -> list[tuple[Form, list[Download]]]:
    """Each form of a language with its files."""
    groups: dict[str, list[Download]] = {}
    for one in found:
        if one.form.language == language:
            groups.setdefault(one.form.key, []).append(one)
    return [(group[0].form, group) for group in groups.values()]


def _download(form: Form, kind: str, project: Project, site_url: str, cache: Path) -> Download:
    folder = project.address(project.marker_pages[MARKER], form.language)
    reader = Reader(project, form.language, folder)
    guide = urljoin(site_url, project.address(form.meta.page, form.language))
    content = _kept(cache, kind, form, source_of(form, reader, guide), LOCALES[form.language].replace("_", "-"), guide)
    return Download(form, kind, f"{folder}{form.meta.name}.{kind}", content)


def source_of(form: Form, reader: Reader, guide: str) -> str:
    """Text of a form as it is converted: what to do with it first, then its body."""
    if form.sheet:
        return form.sheet.model_dump_json()
    title = reader.document(form.meta.page).meta.title
    return f"> {reader.t('form_note', title=title, address=guide)}\n\n{form.body}\n"


def digest(*parts: object) -> str:
    """Short name of all that makes a file."""
    return hashlib.sha256(repr(parts).encode()).hexdigest()[:16]


def _kept(cache: Path, kind: str, form: Form, source: str, tag: str, guide: str) -> bytes:
    """The file out of the cache, made first if it is not there."""
    name = digest(kind, source, repr(form.meta), tag, guide, _code(), [version(one) for one in _MAKERS])
    kept = cache / f"form-{name}.{kind}"
    if not kept.is_file():
        cache.mkdir(parents=True, exist_ok=True)
        part = kept.with_suffix(".part")
        part.write_bytes(_made(kind, form, source, tag, guide))
        part.replace(kept)
    return kept.read_bytes()


def _made(kind: str, form: Form, source: str, tag: str, guide: str) -> bytes:
    # Imported here: a build that finds its files in the cache does not pay for these.
    from toolkit.office.documents import Text, document
    from toolkit.office.sheet import spreadsheet

    if form.sheet:
        return spreadsheet(form.sheet, form.language, tag, guide)
    meta = form.meta
    return document(Text(source, meta.title, tag, meta.reviewed.isoformat(), meta.landscape), kind)


def _code() -> str:
    """Our own code that makes the files: a change of style must not serve what an older one made."""
    folder: Any = files("toolkit.office")
    sources = sorted((one.name, one.read_text("utf-8")) for one in folder.iterdir() if one.name.endswith(".py"))
    return digest(sources)
