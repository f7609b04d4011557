"""The forms as files to download: made at build, kept in the cache, each beside the page that lists them."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

from toolkit import LANGUAGES
from toolkit.domain.context import LOCALES, Reader
from toolkit.file_cache import cached_file, short_digest
from toolkit.project import Project
from toolkit.sources.forms import MARKER, Form

# The programs that write the files; pandoc travels in the first.
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


@dataclass(frozen=True)
class _Recipe:
    """All that a file is made of: its text (Markdown, for a text form), its language tag, the address of its guide."""

    form: Form
    kind: str
    text: str
    tag: str
    guide: str


def downloads(project: Project, site_url: str, store: Path) -> tuple[Download, ...]:
    """Every file, in the order of the menu for the pages that explain them; `store` is the folder of the cache."""
    order = project.navigation.paths()
    forms = sorted(
        project.forms, key=lambda form: (LANGUAGES.index(form.language), order.index(form.meta.page), form.key)
    )
    return tuple(_download(form, kind, project, site_url, store) for form in forms for kind in form.kinds)


def listed(found: Iterable[Download], language: str) -> list[tuple[Form, list[Download]]]:
    """Each form of a language with its files."""
    groups: dict[str, list[Download]] = {}
    for one in found:
        if one.form.language == language:
            groups.setdefault(one.form.key, []).append(one)
    return [(group[0].form, group) for group in groups.values()]


def _download(form: Form, kind: str, project: Project, site_url: str, store: Path) -> Download:
    folder = project.address(project.relations.marker_pages[MARKER], form.language)
    guide = urljoin(site_url, project.address(form.meta.page, form.language))
    text = _text(form, Reader(project, form.language, folder), guide)
    recipe = _Recipe(form, kind, text, LOCALES[form.language].replace("_", "-"), guide)
    return Download(form, kind, f"{folder}{form.meta.name}.{kind}", _kept(recipe, store))


def _text(form: Form, reader: Reader, guide: str) -> str:
    """Markdown of a form: what to do with it first, then its body."""
    title = reader.document(form.meta.page).meta.title
    return f"> {reader.t('form_note', title=title, address=guide)}\n\n{form.body}\n"


def _kept(recipe: _Recipe, store: Path) -> bytes:
    return cached_file(store / f"form-{short_digest(recipe, _makers())}.{recipe.kind}", lambda: _made(recipe))


def _made(recipe: _Recipe) -> bytes:
    # Imported here: a build that finds its files in the cache does not pay for these.
    from toolkit.forms.budget import spreadsheet
    from toolkit.forms.documents import Text, document

    form, meta = recipe.form, recipe.form.meta
    if form.sheet:
        return spreadsheet(form.sheet, form.language, recipe.tag, recipe.guide)
    text = Text(recipe.text, meta.title, recipe.tag, meta.reviewed.isoformat(), meta.landscape)
    return document(text, recipe.kind)


@cache
def _makers() -> str:
    """What makes the files, our own code included: a change of style must not serve what an older one made."""
    folder: Any = files("toolkit.forms")
    sources = sorted((one.name, one.read_text("utf-8")) for one in folder.iterdir() if one.name.endswith(".py"))
    return short_digest(sources, [version(one) for one in _MAKERS])
