"""`make release`: the same commit gives the same archive; what may not be published is refused with its place."""

import datetime
import json
import os
import re
import shutil
import subprocess
import sys
import tarfile
from dataclasses import replace
from importlib.metadata import version
from pathlib import Path

import pytest
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator
from support.build import ROOT, copy_project
from support.projects import real_sources
from toolkit.problems import printing
from toolkit.sources.data_files import read

from publishing import addresses, archive, preflight, sbom
from publishing.assemble import release_files
from publishing.manifest import Manifest

URL = "https://example.org/"
PAGES = {"fr/index.html": b"<p>fr</p>" * 300, "nl/index.html": b"<p>nl</p>", "a.0123456789.css": b"a{}"}
LEFT_OUT = shutil.ignore_patterns(".git", ".venv", "site", "dist", "node_modules", ".*_cache", ".cache", "__pycache__")


def made(**files: bytes) -> tuple[Manifest, dict[str, bytes]]:
    return release_files(PAGES | files, "c" * 40, 1_700_000_000, URL, ())


def command(root: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    variables = {
        **os.environ,
        "PYTHONPATH": f"{root / 'hooks'}:{root}",
        "LANG": "fr_BE.UTF-8",
        "ALLOW": "",
        **environment,
    }
    whole = [sys.executable, "-m", "publishing", *arguments]
    return subprocess.run(whole, cwd=root, env=variables, capture_output=True, text=True, check=False)


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the project, with a history of one commit."""
    root = copy_project(tmp_path_factory.mktemp("project") / "copy")
    (root / addresses.FILE).unlink(missing_ok=True)
    commit(root)
    return root


def commit(root: Path) -> None:
    name = ["-c", "user.name=Test", "-c", "user.email=test@example.org", "-c", "commit.gpgsign=false"]
    for words in (["init", "-q"], ["add", "-A"], [*name, "commit", "-q", "--allow-empty", "-m", "State"]):
        subprocess.run(
            ["git", "-C", str(root), *words], check=True, env={**os.environ, "GIT_COMMITTER_DATE": "1790000000 +0000"}
        )


@pytest.fixture(scope="module")
def released(project: Path) -> Path:
    done = command(project, "release", "--allow", "demonstration", LANG="fr_BE.UTF-8")
    assert done.returncode == 0, done.stdout + done.stderr
    return project / "dist" / (project / "dist" / "latest").read_text().strip()


def test_the_same_commit_gives_the_same_archive_elsewhere(project: Path, released: Path, tmp_path: Path) -> None:
    clone = tmp_path / "elsewhere"
    subprocess.run(["git", "clone", "-q", str(project), str(clone)], check=True)
    done = command(
        clone, "release", "--allow", "demonstration", TZ="Pacific/Kiritimati", LC_ALL="C", PYTHONHASHSEED="7"
    )
    assert done.returncode == 0, done.stderr
    assert (clone / "dist" / released.name).read_bytes() == released.read_bytes()


def test_an_archive_says_what_it_holds(project: Path, released: Path) -> None:
    with archive.unpacked(released) as (manifest, folder):
        assert (
            manifest.commit
            == subprocess.check_output(["git", "-C", str(project), "rev-parse", "HEAD"], text=True).strip()
        )
        assert manifest.answers("fr/")
        assert {"fr/index.html.br", "fr/index.html.gz", ".htaccess", "_headers"} <= set(manifest.files)
        bill = (folder / "sbom.cdx.json").read_text()
        names = {one["name"] for one in json.loads(bill)["components"]}
        assert {"mkdocs", "font-manrope", "pydantic"} <= names
        assert "SIL OPEN FONT LICENSE" in (folder / "licences/font-manrope/OFL.txt").read_text().upper()
        assert list((folder / "licences/mkdocs-material").iterdir())
        assert "default-src 'none'" in (folder / "server/nginx.conf").read_text()
    with tarfile.open(released) as opened:
        entries = opened.getmembers()
    assert {(one.uid, one.gid, one.uname, one.mode, one.mtime) for one in entries} == {
        (0, 0, "", 0o644, manifest.epoch)
    }
    assert [one.name for one in entries] == sorted(one.name for one in entries)


def test_a_release_adds_its_addresses_to_the_list(project: Path, released: Path) -> None:
    listed = addresses.read(project)
    assert listed == sorted(listed)
    assert "fr/" in listed
    assert not [one for one in listed if one.endswith((".br", ".css", "index.html", ".htaccess", "404.html"))]
    assert command(project, "ready", "--allow", "demonstration").returncode == 0, "the list does not dirty the tree"


def test_a_dirty_tree_is_refused(project: Path, released: Path) -> None:
    stray = project / "stray.txt"
    stray.write_text("x")
    done = command(project, "release", "--allow", "demonstration")
    stray.unlink()
    assert done.returncode == 1
    assert "stray.txt" in done.stderr


def test_a_date_that_does_not_exist_is_told_before_the_preflight_reads_it(project: Path, tmp_path: Path) -> None:
    root = tmp_path / "copy"
    shutil.copytree(project, root, ignore=LEFT_OUT)
    file = root / "data/accessibility.yaml"
    text = file.read_text(encoding="utf-8")
    file.write_text(re.sub(r"^(  reviewed:).*", r"\1 2026-11-31", text, flags=re.MULTILINE), encoding="utf-8")
    assert file.read_text(encoding="utf-8") != text
    commit(root)
    done = command(root, "ready", "--allow", "demonstration")
    assert done.returncode == 1
    assert re.search(
        r"^data/accessibility.yaml:\d+:\d+: \[statement.reviewed\] le 2026-11-31 n’existe pas", done.stderr
    ), done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("told", ["abc", "-1", "9" * 11])
def test_a_moment_that_is_none_is_told(project: Path, told: str) -> None:
    done = command(project, "release", "--allow", "demonstration", SOURCE_DATE_EPOCH=told)
    assert done.returncode == 1
    assert f"«\u00a0{told}\u00a0» n’est pas un nombre de secondes depuis 1970" in done.stderr
    assert "Traceback" not in done.stderr


def test_demonstration_data_is_refused_with_its_line_unless_named(project: Path, released: Path) -> None:
    done = command(project, "ready")
    assert done.returncode == 1
    assert "facilitators.yaml:5:5: [facilitators[0].demonstration] fiche de démonstration" in done.stderr
    assert command(project, "ready", ALLOW="demonstration").returncode == 0


def test_a_lost_address_is_refused_until_it_leads_somewhere() -> None:
    manifest, _ = made()
    published = ["fr/", "fr/vieux/", "nl/"]
    found = list(addresses.lost(published, manifest))
    assert printing.lines(found, ("fr",))[0].startswith(
        "addresses-published.txt:2:1: l’adresse publiée «\u00a0fr/vieux/\u00a0»"
    )
    assert list(addresses.lost(published, replace(manifest, redirects=(("fr/vieux/", "fr/"),)))) == []


def test_an_old_review_and_an_expired_consent_are_refused(tmp_path: Path) -> None:
    real_sources(tmp_path)
    reviewed = datetime.date(2026, 11, 23)
    file = tmp_path / "facilitators.yaml"
    person = "      person: {name: Zoé Témoin, consent_given: 2025-01-01, consent_until: 2026-12-31}\n"
    text = file.read_text(encoding="utf-8").replace("    contact:\n", "    contact:\n" + person, 1)
    file.write_text(text, encoding="utf-8")
    codes = {}
    for day in (reviewed, reviewed + datetime.timedelta(days=366), datetime.date(2027, 11, 25)):
        codes[day] = {one.code for one in preflight.preflight_problems(read(tmp_path), day, ["demonstration"])}
    assert list(codes.values()) == [set(), {"release-consent"}, {"release-consent", "release-statement"}]


def test_the_same_files_in_another_order_give_the_same_archive() -> None:
    manifest, files = made()
    assert archive.pack(files, manifest.epoch) == archive.pack(dict(reversed(files.items())), manifest.epoch)


def test_the_bill_is_the_same_for_the_same_commit_and_follows_its_schema() -> None:
    bills = {sbom.bill(ROOT) for _ in range(2)}
    assert len(bills) == 1
    text = bills.pop().decode()
    assert JsonStrictValidator(SchemaVersion.V1_6).validate_str(text) is None
    pins = {(one["name"], one["version"]) for one in json.loads(text)["components"]}
    assert ("mkdocs", version("mkdocs")) in pins


def test_licences_of_what_is_shipped_are_beside_the_site() -> None:
    folders = {path.split("/")[1] for path in sbom.beside(ROOT) if path.startswith("licences/")}
    assert folders == set(sbom.SHIPPED)
