"""Have Pagefind index light copies of pages, and read the files it makes."""

import gzip
import json
import os
import subprocess
from collections.abc import Iterable, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from markupsafe import escape
from pagefind_bin import get_executable

from toolkit.search.entries import Entry

ENTRY = "pagefind-entry.json"
# A term or a municipality is a file named `#id` beside the page it is part of: Pagefind gives it that address.
_GLOB = "**/{index.html,*#*}"
# Bytes of a piece of the index. A reader fetches the piece each word of a query falls in.
_PIECES = {"PAGEFIND_UNSTABLE_INDEX_CHUNK_SIZE": "3000"}
_SIGNATURE = b"pagefind_dcd"

Fields = Mapping[str, str]


def run_pagefind(language: str, entries: Iterable[tuple[Entry, Fields]]) -> tuple[dict[str, Any], dict[str, bytes]]:
    """Index the entries of a language: what the script reads first of it, and its files by path.

    Raises CalledProcessError when Pagefind fails.
    """
    with TemporaryDirectory() as folder:
        site, output = Path(folder, "site"), Path(folder, "output")
        for entry, fields in entries:
            stub = site / (entry.address if "#" in entry.address else f"{entry.address}index.html")
            stub.parent.mkdir(parents=True, exist_ok=True)
            stub.write_text(_stub(entry, fields), encoding="utf-8")
        options = [f"--site={site}", f"--output-path={output}", f"--glob={_GLOB}", "--silent"]
        subprocess.run([get_executable(), *options], check=True, env={**os.environ, **_PIECES})
        paths = [output / "pagefind.js", output / f"wasm.{language}.pagefind", *sorted(output.rglob("*.pf_*"))]
        files = {path.relative_to(output).as_posix(): path.read_bytes() for path in paths}
        return json.loads((output / ENTRY).read_text(encoding="utf-8")), files


def read_identifiers(files: Mapping[str, bytes]) -> dict[str, str]:
    """The identifier that results carry, by address of the entry."""
    fragments = {Path(path).stem: content for path, content in files.items() if path.startswith("fragment/")}
    read = {name: gzip.decompress(content).removeprefix(_SIGNATURE) for name, content in fragments.items()}
    return {json.loads(fragment)["url"].removeprefix("/"): name for name, fragment in read.items()}


def _stub(entry: Entry, fields: Fields) -> str:
    """Fields stand outside the body, and so never in an excerpt."""
    metas = (f'<meta data-pagefind-meta="{name}[content]" content="{escape(fields[name])}">' for name in fields)
    head, body = "".join(metas), f"<body data-pagefind-body>{entry.body}</body>"
    return f'<!doctype html><html lang="{entry.language}"><head>{head}</head>{body}</html>'
