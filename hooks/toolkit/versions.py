"""What runs: our own code, Python and the packages. Nothing kept from an earlier build serves when it has changed."""

import hashlib
import platform
from functools import cache
from importlib.metadata import version
from pathlib import Path

# The packages of requirements/site.in, and what they make HTML with.
PACKAGES = (
    "babel",
    "email-validator",
    "feedgen",
    "font-manrope",
    "fonttools",
    "icalendar",
    "jinja2",
    "markdown",
    "markdown-it-py",
    "markupsafe",
    "mkdocs",
    "mkdocs-material",
    "mkdocs-static-i18n",
    "openpyxl",
    "pagefind-bin",
    "phonenumbers",
    "pydantic",
    "pypandoc-binary",
    "pystemmer",
    "python-dateutil",
    "python-stdnum",
    "pyyaml",
    "selectolax",
    "shapely",
    "tinycss2",
    "typst",
    "uharfbuzz",
)


@cache
def code_digest() -> str:
    """Hexadecimal digest of all of it."""
    hooks = Path(__file__).parents[1]
    versions = [platform.python_version(), *(f"{name} {version(name)}" for name in PACKAGES)]
    found = hashlib.sha256(repr(versions).encode())
    for path in sorted(one for one in hooks.rglob("*") if one.is_file() and "__pycache__" not in one.parts):
        found.update(str(path.relative_to(hooks)).encode() + b"\0" + path.read_bytes())
    return found.hexdigest()
