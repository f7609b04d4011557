"""Published addresses (`addresses-published.txt`), one a line, sorted: each must lead somewhere in every release."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from toolkit.problems.problem import Problem, problem

from publishing.manifest import Manifest, address_of, is_compressed, is_server_configuration
from publishing.server.headers import fingerprinted

FILE = "addresses-published.txt"


def read(root: Path) -> list[str]:
    """Return the addresses published so far."""
    path = root / FILE
    return path.read_text(encoding="utf-8").splitlines() if path.is_file() else []


def lost(published: Iterable[str], manifest: Manifest) -> Iterator[Problem]:
    """Report addresses that a release would make unreachable."""
    for number, address in enumerate(published, 1):
        if address and not manifest.answers(address):
            yield problem(FILE, "address-lost", number, 1, value=address)


def of_release(manifest: Manifest) -> set[str]:
    """Return the addresses that readers may have kept: all but those that hold a digest of their content."""
    lasting = (
        path
        for path in manifest.files
        if not (is_compressed(path) or is_server_configuration(path) or fingerprinted(path))
    )
    return {address_of(path) for path in lasting if not path.startswith("pagefind/") and not path.endswith("404.html")}


def update(root: Path, manifest: Manifest) -> int:
    """Add the addresses of a release to the file; return how many are new."""
    before = set(read(root))
    after = before | of_release(manifest)
    if after != before:
        (root / FILE).write_text("".join(f"{address}\n" for address in sorted(after)), encoding="utf-8")
    return len(after - before)
