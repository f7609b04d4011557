"""`make release`: a clean build of a commit, checked, as one archive that the same commit gives anywhere."""

import datetime
import os
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Collection, Iterable
from pathlib import Path

from toolkit.problems import printing
from toolkit.problems.problem import Problem, problem
from toolkit.project import EPOCH
from toolkit.sources.catalog import assemble
from toolkit.sources.data_files import Reading, read

from publishing import archive, gates, ledger, sbom
from publishing.assemble import read_tree, release_files
from publishing.manifest import Manifest
from publishing.words import RefusedError, say

LOCK = "requirements/site.txt"
TOO_LATE = 8**11  # an archive has no room for that moment, in the year 2242


def ready(root: Path, allowed: Collection[str]) -> None:
    """Refuse at once what a long build would refuse later: a dirty tree, data that may not be published."""
    if changed := [line for line in git(root, "status", "--porcelain").splitlines() if line[3:] != ledger.FILE]:
        raise RefusedError("tree-dirty", files=", ".join(line[3:] for line in changed[:5]), count=len(changed))
    reading = read(root)
    _refuse(reading.problems)
    today = datetime.datetime.now(datetime.UTC).date()
    _refuse(gates.gate_problems(reading, today, allowed))


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
        manifest, files = release_files(built, commit, epoch, site_url, _redirects(read(source)))
        files |= _beside(source, manifest)
    _refuse(ledger.lost(ledger.read(root), manifest))
    packed = archive.pack(files, epoch)
    output.mkdir(parents=True, exist_ok=True)
    target = output / f"{manifest.identity}.tar.gz"
    target.write_bytes(packed)
    (output / "latest").write_text(target.name + "\n", encoding="utf-8")
    say("release-done", archive=target, files=len(manifest.files), size=f"{len(packed) / 1e6:.1f}".replace(".", ","))
    if added := ledger.update(root, manifest):
        say("ledger-grown", count=added, file=ledger.FILE)
    return target


def git(root: Path, *arguments: str) -> str:
    """What a git command answers."""
    done = subprocess.run(["git", "-C", str(root), *arguments], capture_output=True, text=True, check=False)
    if done.returncode:
        raise RefusedError("git-failed", reason=done.stderr.strip())
    return done.stdout.rstrip("\n")


def _epoch(root: Path) -> int:
    """The moment a release stands for, in seconds since 1970. Refuses what is no such number."""
    told = os.environ.get(EPOCH) or git(root, "log", "-1", "--format=%ct")
    if not told.isdecimal() or int(told) >= TOO_LATE:
        _refuse([problem(EPOCH, "epoch-form", value=told)])
    return int(told)


def _refuse(found: Iterable[Problem]) -> None:
    if listed := printing.lines(found, printing.languages_wanted(None)):
        print(*listed, sep="\n", file=sys.stderr)
        raise RefusedError("release-refused")


def _check_out(root: Path, commit: str, folder: Path) -> None:
    """The files of a commit, and nothing else that happens to lie in the working tree."""
    folder.mkdir()
    packed = subprocess.run(["git", "-C", str(root), "archive", commit], capture_output=True, check=True)
    subprocess.run(["tar", "-x", "-C", str(folder)], input=packed.stdout, check=True)


def _build(source: Path, target: Path, epoch: int) -> tuple[dict[str, bytes], str]:
    """Content of every file of the built site, and its public address."""
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet"]
    variables = {"PYTHONPATH": "hooks", "SITE_DIR": str(target), "SOURCE_DATE_EPOCH": str(epoch), "PREVIEW": ""}
    environment = {**os.environ, **variables, "NO_MKDOCS_2_WARNING": "1"}
    done = subprocess.run(command, cwd=source, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        print(done.stdout, done.stderr, sep="\n", file=sys.stderr)
        raise RefusedError("build-failed")
    robots = (target / "robots.txt").read_text(encoding="utf-8")
    return read_tree(target), robots.partition("Sitemap: ")[2].strip().removesuffix("sitemap.xml")


def _redirects(reading: Reading) -> tuple[tuple[str, str], ...]:
    return tuple((one.old, one.new) for one in assemble(reading).redirects)


def _beside(source: Path, manifest: Manifest) -> dict[str, bytes]:
    """Bill of materials and licences."""
    lock = (source / LOCK).read_text(encoding="utf-8")
    project = tomllib.loads((source / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    bill = sbom.bill(lock, project["name"], project["version"], manifest.commit, manifest.epoch)
    return {"sbom.cdx.json": bill.encode(), **sbom.licences(lock)}
