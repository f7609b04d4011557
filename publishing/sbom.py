"""Documents beside the site in a release: the bill of materials (CycloneDX), and the licences of what is shipped."""

import re
import subprocess
import sys
from collections.abc import Iterator
from importlib.metadata import files
from pathlib import Path

from publishing.messages import RefusedError

LOCK = "requirements/site.txt"
# Packages of which something stands in the published site: a style sheet, the font, the search.
SHIPPED = ("font-manrope", "mkdocs-material", "pagefind-bin")
# Licences of packages that come without theirs; that of Pagefind is from its package for npm, of the same version.
_MISSING = Path(__file__).with_name("licences")
_LICENCE = re.compile(r"^(?:licen[cs]e|copying|notice|ofl)(?:[.-].*)?$", re.IGNORECASE)
_UNREAD = re.compile(r"(?:^|/)\.|/templates/")  # the icons of a theme have licences of their own; none is shipped


def beside(source: Path) -> dict[str, bytes]:
    """Return the bill of materials of a project and the licences of what it ships, by path in the release."""
    licences = {f"licences/{name}/{path.name}": path.read_bytes() for name in SHIPPED for path in _licence_files(name)}
    return {"sbom.cdx.json": bill(source), **licences}


def bill(source: Path) -> bytes:
    """Return the packages of the lock file of a project as CycloneDX JSON; the same for the same commit."""
    command = [sys.executable, "-m", "cyclonedx_py", "requirements", "--output-reproducible", "--of", "JSON"]
    command += ["--sv", "1.6", "--pyproject", "pyproject.toml", LOCK]
    done = subprocess.run(command, cwd=source, capture_output=True, check=False)
    if done.returncode:
        raise RefusedError("sbom-failed", reason=done.stderr.decode(errors="replace").strip())
    return done.stdout


def _licence_files(package: str) -> Iterator[Path]:
    yield from _MISSING.glob(f"{package}.txt")
    for file in files(package) or []:
        if _LICENCE.match(file.name) and not _UNREAD.search(file.as_posix()):
            yield Path(str(file.locate()))
