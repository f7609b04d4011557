"""Small releases and targets for the tests that publish."""

import os
import sys
from dataclasses import dataclass
from pathlib import Path

from publishing import archive
from publishing.assemble import release_files
from publishing.manifest import Manifest

ROOT = Path(__file__).resolve().parents[2]
URL = "https://site.example.org/"
PAGE = "<!doctype html><html lang=fr><title>{name}</title><link rel=stylesheet href=/assets/a.{digest}.css><p>{text}{links}"


@dataclass(frozen=True)
class Small:
    """A small release: its name is in each of its pages, and its style sheet is its own."""

    name: str
    manifest: Manifest
    files: dict[str, bytes]
    archive: Path


def small(
    name: str,
    folder: Path,
    pages: int = 30,
    size: int = 2_000,
    without: tuple[str, ...] = (),
    own: str = "",
    moved: tuple[tuple[str, str], ...] = (),
    epoch: int = 1_790_000_000,
) -> Small:
    """Make a release with the same pages as any other, and its own words; the address `both` never changes.

    `own` names a page that it alone has, which its other pages point to; `moved` are addresses it redirects.
    """
    digest = f"{abs(hash(name)) % 16**10:010x}"
    built = {
        "404.html": b"lost",
        "both.txt": b"the same in all releases",
        f"assets/a.{digest}.css": f"/*{name}*/".encode(),
    }
    for language in ("fr", "nl"):
        links = f"<a href=/{language}/{own}/>{own}</a>" if own else ""
        page = PAGE.format(name=name, digest=digest, text=f"{name} " * (size // (len(name) + 1)), links=links).encode()
        names = ["404.html", "index.html", *(f"page-{number}/index.html" for number in range(pages))]
        built |= {f"{language}/{path}": page for path in [*names, *([f"{own}/index.html"] if own else [])]}
    built = {path: content for path, content in built.items() if path not in without}
    manifest, files = release_files(built, name * 10, epoch, URL, moved)
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{manifest.identity}.tar.gz"
    path.write_bytes(archive.pack(files, manifest.epoch))
    return Small(name, manifest, files, path)


def write_target(root: Path, text: str) -> None:
    """Write `config/targets.yaml` with one target named `here`."""
    (root / "config").mkdir(parents=True, exist_ok=True)
    lines = "\n".join(f"    {line}" for line in text.strip().splitlines())
    (root / "config/targets.yaml").write_text(f"targets:\n  here:\n    site_url: {URL}\n{lines}\n")


def command(root: Path, *words: str) -> list[str]:
    """The command line of a publisher."""
    return [sys.executable, "-m", "publishing", "--root", str(root), *words]


def environment(**more: str) -> dict[str, str]:
    """Variables of a publisher; the S3 library of rclone refuses to start when the system names a bundle."""
    kept = {name: value for name, value in os.environ.items() if name != "AWS_CA_BUNDLE"}
    return {**kept, "PYTHONPATH": f"{ROOT / 'hooks'}:{ROOT}", "LANG": "fr_BE.UTF-8", **more}


def whole(folder: Path, *candidates: Small) -> str:
    """Name of the release that a live folder is, wholly; fails when it is none, or a mixture."""
    site = folder / "current" / "site"
    for one in candidates:
        if all(
            (site / path).is_file() and (site / path).read_bytes() == one.files[f"site/{path}"]
            for path in one.manifest.files
        ):
            return one.name
    raise AssertionError(f"{site} is none of {[one.name for one in candidates]}")
