"""`make release`: build a commit and pack it; the same commit gives the same archive on any machine."""

import datetime
import os
import subprocess
import sys
import tempfile
from collections.abc import Collection, Iterable
from pathlib import Path

from toolkit.problems import printing
from toolkit.problems.problem import Problem, problem
from toolkit.project import EPOCH
from toolkit.sources.catalog import assemble
from toolkit.sources.data_files import read

from publishing import addresses, archive, preflight, sbom, targets
from publishing.assemble import read_tree, release_files
from publishing.manifest import TOO_LATE
from publishing.messages import RefusedError, say


def ready(root: Path, allowed: Collection[str]) -> None:
    """Refuse at once what a long build would refuse later: a dirty tree, data that may not be published.

    The list of addresses and the targets may be changed: no archive holds them.
    """
    lines = git(root, "status", "--porcelain").splitlines()
    if changed := [line for line in lines if line[3:] not in (addresses.FILE, targets.FILE)]:
        raise RefusedError("tree-dirty", files=", ".join(line[3:] for line in changed[:5]), count=len(changed))
    reading = read(root)
    _refuse(reading.problems)
    today = datetime.datetime.now(datetime.UTC).date()
    _refuse(preflight.preflight_problems(reading, today, allowed))


def release(root: Path, output: Path, allowed: Collection[str]) -> Path:
    """Build the commit of a project and write its archive; returns where."""
    ready(root, allowed)
    commit = git(root, "rev-parse", "HEAD")
    epoch = _epoch(root)
    say("release-starts", commit=commit[:10])
    with tempfile.TemporaryDirectory(prefix="build-") as folder:
        source = Path(folder) / "source"
        _check_out(root, commit, source)
        built, site_url = _build(source, Path(folder) / "site", epoch)
        redirects = tuple((entry.old, entry.new) for entry in assemble(read(source)).redirects)
        manifest, files = release_files(built, commit, epoch, site_url, redirects, sbom.beside(source))
    _refuse(addresses.lost(addresses.read(root), manifest))
    packed = archive.pack(files, epoch)
    output.mkdir(parents=True, exist_ok=True)
    target = output / f"{manifest.identity}.tar.gz"
    target.write_bytes(packed)
    (output / "latest").write_text(target.name + "\n", encoding="utf-8")
    say("release-done", archive=target, files=len(manifest.files), size=f"{len(packed) / 1e6:.1f}".replace(".", ","))
    if added := addresses.update(root, manifest):
        say("addresses-added", count=added, file=addresses.FILE)
    return target


def git(root: Path, *arguments: str) -> str:
    """Run a git command and return what it prints."""
    done = subprocess.run(["git", "-C", str(root), *arguments], capture_output=True, text=True, check=False)
    if done.returncode:
        raise RefusedError("git-failed", reason=done.stderr.strip())
    return done.stdout.rstrip("\n")


def _epoch(root: Path) -> int:
    """Return the reference time of a release, in seconds since 1970; raises RefusedError when it is not valid."""
    value = os.environ.get(EPOCH) or git(root, "log", "-1", "--format=%ct")
    if not value.isdecimal() or int(value) >= TOO_LATE:
        _refuse([problem(EPOCH, "epoch-form", value=value)])
    return int(value)


def _refuse(problems: Iterable[Problem]) -> None:
    if listed := printing.lines(problems, printing.languages_wanted(None)):
        print(*listed, sep="\n", file=sys.stderr)
        raise RefusedError("release-refused")


def _check_out(root: Path, commit: str, folder: Path) -> None:
    """Write the files of a commit, and nothing else of the working tree."""
    folder.mkdir()
    packed = subprocess.run(["git", "-C", str(root), "archive", commit], capture_output=True, check=True)
    subprocess.run(["tar", "-x", "-C", str(folder)], input=packed.stdout, check=True)


def _build(source: Path, target: Path, epoch: int) -> tuple[dict[str, bytes], str]:
    """Return the content of every file of the built site, and its public address."""
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet"]
    variables = {"PYTHONPATH": "hooks", "SITE_DIR": str(target), "SOURCE_DATE_EPOCH": str(epoch), "PREVIEW": ""}
    environment = {**os.environ, **variables, "NO_MKDOCS_2_WARNING": "1"}
    done = subprocess.run(command, cwd=source, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        print(done.stdout, done.stderr, sep="\n", file=sys.stderr)
        raise RefusedError("build-failed")
    robots = (target / "robots.txt").read_text(encoding="utf-8")
    return read_tree(target), robots.partition("Sitemap: ")[2].strip().removesuffix("sitemap.xml")
