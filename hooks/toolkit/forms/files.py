"""The forms as files to download: made at build, kept in the cache, each beside the page that lists them."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version
from pathlib import Path
from urllib.parse import urljoin

from toolkit import LANGUAGES
from toolkit.domain.context import LOCALES, Context
from toolkit.file_cache import cached_file, short_digest
from toolkit.project import Project
from toolkit.sources.forms import MARKER, Form

# The packages that write the files; pandoc travels in the first.
PACKAGES = ("pypandoc_binary", "openpyxl")
# Documents with the styles of the text forms, one a format (the README there says how to change them).
REFERENCES = "overrides/forms"


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


def downloads(project: Project, site_url: str, cache_dir: Path) -> tuple[Download, ...]:
    """Make every file, in the order of the menu for the pages that explain them."""
    order = project.navigation.paths()
    forms = sorted(
        project.forms, key=lambda form: (LANGUAGES.index(form.language), order.index(form.meta.page), form.key)
    )
    return tuple(_download(form, kind, project, site_url, cache_dir) for form in forms for kind in form.kinds)


def listed(files: Iterable[Download], language: str) -> list[tuple[Form, list[Download]]]:
    """Group the files of a language by form."""
    groups: dict[str, list[Download]] = {}
    for file in files:
        if file.form.language == language:
            groups.setdefault(file.form.key, []).append(file)
    return [(group[0].form, group) for group in groups.values()]


def _download(form: Form, kind: str, project: Project, site_url: str, cache_dir: Path) -> Download:
    folder = project.address(project.relations.marker_pages[MARKER], form.language)
    guide = urljoin(site_url, project.address(form.meta.page, form.language))
    context = Context(project, form.language, folder)
    note = context.t("form_note", title=context.page_at(form.meta.page).meta.title, address=guide)
    reference = project.root / REFERENCES / f"text.{kind}"
    digest = short_digest(form, note, guide, form.sheet or reference.read_bytes(), _makers())
    content = cached_file(cache_dir / f"form-{digest}.{kind}", lambda: _make(form, note, guide, reference))
    return Download(form, kind, f"{folder}{form.meta.name}.{kind}", content)


def _make(form: Form, note: str, guide: str, reference: Path) -> bytes:
    """Make a file; `note` says what to do with the form, in Markdown."""
    # Imported here: a build whose files are in the cache does not load the packages that write them.
    from toolkit.forms.budget import spreadsheet
    from toolkit.forms.pandoc import document

    tag = LOCALES[form.language].replace("_", "-")
    if form.sheet:
        return spreadsheet(form.sheet, form.language, tag, guide)
    return document(f"> {note}\n\n{form.body}\n", form.meta, tag, reference)


@cache
def _makers() -> str:
    """Digest of what makes the files, our own code included."""
    sources = sorted(path for path in Path(__file__).parent.iterdir() if path.suffix in (".py", ".lua"))
    return short_digest([path.read_bytes() for path in sources], [version(name) for name in PACKAGES])
