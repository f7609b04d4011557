"""Markdown to a text document, by pandoc."""

import os
import re
import subprocess
import tempfile
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import ModuleType

import pypandoc

from toolkit.forms import docx, odt
from toolkit.forms.looks import BLANK

FORMATS: dict[str, ModuleType] = {"docx": docx, "odt": odt}
# No raw HTML or TeX, no metadata of its own, no file included: a form is text, lists and tables.
MARKDOWN = "markdown_strict-raw_html+pipe_tables+bracketed_spans+task_lists"
_BLANK = re.compile(r"\[\[(.+?)\]\]")


@dataclass(frozen=True)
class Text:
    """What a document is made of. `language` is a tag (`fr-BE`), `date` is ISO (`2026-11-23`)."""

    markdown: str
    title: str
    language: str
    date: str
    landscape: bool


def document(text: Text, kind: str) -> bytes:
    """The document, in one of `FORMATS`."""
    with tempfile.TemporaryDirectory() as folder:
        style, target = Path(folder, f"reference.{kind}"), Path(folder, f"document.{kind}")
        style.write_bytes(_reference(kind, text.landscape))
        options = {"reference-doc": style, "output": target, "to": kind, "from": MARKDOWN, "shift-heading-level-by": -1}
        # The width of columns follows the dashes of the source when a row is longer than `columns`.
        arguments = [f"--{key}={value}" for key, value in (options | {"columns": 1}).items()]
        metadata = [f"--metadata=title={text.title}", f"--metadata=lang={text.language}"]
        _pandoc(*arguments, *metadata, "--sandbox", "--fail-if-warnings", source=with_blanks(text.markdown))
        written: bytes = FORMATS[kind].finished(target.read_bytes(), f"{text.date}T00:00:00Z")
        return written


def with_blanks(markdown: str) -> str:
    """Markdown as pandoc reads it: `[[what to write]]` is a span of the style of blanks, in visible brackets."""
    return _BLANK.sub(rf'[\[\1\]]{{custom-style="{BLANK}"}}', markdown)


@cache
def _reference(kind: str, landscape: bool) -> bytes:
    made: bytes = FORMATS[kind].reference(_pandoc(f"--print-default-data-file=reference.{kind}"), landscape)
    return made


def _pandoc(*arguments: str, source: str = "") -> bytes:
    command = [pypandoc.get_pandoc_path(), *arguments]
    # Pandoc reads its arguments in the encoding of the locale; titles have accents wherever they are built.
    environment = {**os.environ, "LC_ALL": "C.UTF-8"}
    done = subprocess.run(
        command, input=source.encode(), stdout=subprocess.PIPE, env=environment, check=True, timeout=60
    )
    return done.stdout
