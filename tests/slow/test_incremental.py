"""A build that finds what an earlier one left gives the bytes of a clean one, after each kind of edit.

The edits follow each other in the same copy of the project, and each says what it must write again. A clean build is
compared at the end of each group: no edit of a group writes the pages that an earlier one should have written, unless
the earlier one says so itself.
"""

import os
import re
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from support.build import build, copy_project, tree
from toolkit import LANGUAGES
from toolkit.domain import list_pages
from toolkit.domain.context import Context
from toolkit.project import Project, load

TODAY = "1795392000"
FOOTER = ("overrides/partials/footer.html", r"<footer ", "<footer data-edited ")
PROCESSES, LABELS, MENU, SEGMENTS = (
    "data/processes.yaml",
    "config/labels.yaml",
    "config/navigation.yaml",
    "config/urls.yaml",
)
Tree = dict[str, bytes]


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the project, built once, without what builds leave elsewhere."""
    root = copy_project(tmp_path_factory.mktemp("incremental") / "copy")
    assert_builds(root / "site", root)
    return root


def assert_builds(target: Path, root: Path, **environment: str) -> None:
    done = build(target, root, SOURCE_DATE_EPOCH=TODAY, **environment)
    assert done.returncode == 0, done.stdout + done.stderr


def rebuilt(root: Path, **environment: str) -> set[str]:
    """Build again; return the paths of the files that were written."""
    before = times(root / "site")
    assert_builds(root / "site", root, **environment)
    return {path for path, time in times(root / "site").items() if before.get(path) != time}


def assert_as_clean(root: Path, **environment: str) -> None:
    """Compare with a build from nothing elsewhere."""
    clean = root.parent / "clean"
    shutil.rmtree(clean, ignore_errors=True)
    shutil.copytree(root, clean, ignore=shutil.ignore_patterns(".cache", "site"))
    assert_builds(clean / "site", clean, **environment)
    assert_same(root, tree(clean / "site"))


def assert_same(root: Path, expected: Tree) -> None:
    found = tree(root / "site")
    assert found.keys() == expected.keys()
    assert [path for path in found if found[path] != expected[path]] == []


def times(site: Path) -> dict[str, int]:
    """When each file was last written."""
    paths = (path for path in site.rglob("*") if path.is_file())
    return {path.relative_to(site).as_posix(): path.stat().st_mtime_ns for path in paths}


def pages_of(written: set[str]) -> set[str]:
    return {path for path in written if path.endswith(".html")}


def change(root: Path, file: str, pattern: str, replacement: str) -> None:
    """Replace what first matches a pattern."""
    path = root / file
    text, count = re.subn(pattern, replacement, path.read_text(encoding="utf-8"), count=1)
    assert count == 1, f"{file} does not hold {pattern}"
    path.write_text(text, encoding="utf-8")


def loaded(root: Path) -> Project:
    project, problems = load(root)
    assert project, problems
    return project


def first_process(root: Path) -> tuple[str, str]:
    """The identifier and the French page of the first process."""
    project = loaded(root)
    identifier = next(iter(project.catalog.processes))
    return identifier, project.record_address("processes", identifier, "fr") + "index.html"


def plain_page(root: Path) -> tuple[str, str]:
    """The neutral path and the French file of a page that shows no data."""
    project = loaded(root)
    path = next(
        path
        for (language, path), page in sorted(project.pages.items())
        if language == "fr" and "/" in path and not path.endswith("index.md")
        if not page.markers and not page.meta.records and not page.meta.method
    )
    return path, project.address(path, "fr") + "index.html"


def test_an_edit_of_a_page_writes_what_shows_it(root: Path) -> None:
    assert rebuilt(root) == set()
    path, file = plain_page(root)
    with (root / "docs/fr" / path).open("a", encoding="utf-8") as page:
        page.write("\nUne phrase de plus, pour voir.\n")
    written = rebuilt(root)
    assert pages_of(written) == {file}
    assert {path.split("/")[0] for path in written} == {"fr", "pagefind"}
    change(root, f"docs/fr/{path}", r'\n(nav_title|title): "?', r"\g<0>Mais ")
    written = pages_of(rebuilt(root))
    parent = f"{file.rsplit('/', 2)[0]}/index.html"
    assert {file, parent} <= written
    assert not [page for page in written if page.startswith("nl/")]
    assert_as_clean(root)


def test_an_edit_of_a_record_writes_what_names_it(root: Path) -> None:
    project, (identifier, file) = loaded(root), first_process(root)
    list_page = project.address(project.relations.marker_pages["processes"], "fr") + "index.html"
    change(root, PROCESSES, r"(title:\n +fr: ).*(?:\n {7,}\S.*)*", r"\1Un tout autre titre")
    written = rebuilt(root)
    assert {file, list_page, "open-data/processes.fr.csv"} <= written
    shown_on = [page for page in list_pages.pages(project) if any(one.id == identifier for one in page.processes)]
    assert {page.address(Context(project, "fr", "")) + "index.html" for page in shown_on} <= written
    mentions = project.relations.mentions.get(("processes", identifier), ())
    assert {project.address(path, "fr") + "index.html" for path in mentions} <= written
    facilitators = [project.record_address("facilitators", one, "nl") for one in project.catalog.facilitators]
    assert not written & {f"{address}index.html" for address in facilitators}
    # A word that only files of the open data print, none of whose records has changed.
    change(root, LABELS, r"(\n  true_word:\n    fr: ).*", r'\1"vrai"')
    written = rebuilt(root)
    assert "open-data/processes.fr.csv" in written
    assert not [page for page in pages_of(written) if page.startswith("nl/")]
    change(root, PROCESSES, r"(slug:\n +fr: ).*", r"\1un-autre-chemin")
    rebuilt(root)
    assert not (root / "site" / file).parent.exists()
    assert_as_clean(root)


def test_a_line_above_records_moves_their_edit_links(root: Path) -> None:
    _, file = first_process(root)
    change(root, PROCESSES, "\nprocesses:\n", "\n# A comment.\nprocesses:\n")
    written = pages_of(rebuilt(root))
    assert file in written
    assert "fr/index.html" not in written
    change(root, LABELS, r"(\n  skip:\n    fr: ).*", r'\1"Au contenu"')
    written = pages_of(rebuilt(root))
    assert {"fr/index.html", file} <= written
    assert not [page for page in written if page.startswith("nl/")]
    assert_as_clean(root)


def test_what_every_page_depends_on(root: Path) -> None:
    pages = {path for path in times(root / "site") if path.endswith("index.html") and path != "index.html"}
    change(root, *FOOTER)
    written = rebuilt(root)
    assert pages <= written
    assert not [path for path in written if path.startswith(("open-data/", "pagefind/")) or path.endswith(".docx")]
    change(root, "overrides/assets/css/site.css", r"/\*", "/* x */ /*")
    change(root, "overrides/assets/css/site.css", r"$", "\n.edited { color: red }\n")
    assert pages <= rebuilt(root)
    change(root, "mkdocs.yml", r"github.com/example/participation-toolkit", "github.com/example/other")
    rebuilt(root)
    # The first two pages of a part of the menu change places.
    change(root, MENU, r"(\n +- [\w/.-]+\.md)(\n +- [\w/.-]+\.md)(?=\n)", r"\2\1")
    assert rebuilt(root)
    assert_as_clean(root)


def test_another_address_of_the_site_and_a_preview(root: Path) -> None:
    before = tree(root / "site")
    elsewhere = {"SITE_URL": "https://other.example.org/base/", "PREVIEW": "1"}
    rebuilt(root, **elsewhere)
    for path in (root / "site").rglob("*.html"):
        html = path.read_text(encoding="utf-8")
        assert '<meta name="robots" content="noindex">' in html, path
        assert '<aside class="preview"' in html, path
    assert "Disallow: /" in (root / "site/robots.txt").read_text(encoding="utf-8")
    assert_as_clean(root, **elsewhere)
    rebuilt(root)
    assert_same(root, before)


def test_an_added_page_then_its_removal(root: Path) -> None:
    before, (path, file) = tree(root / "site"), plain_page(root)
    sources = {name: (root / name).read_text(encoding="utf-8") for name in (MENU, SEGMENTS)}
    added = path.replace(".md", "-more.md")
    for language in LANGUAGES:
        page = (root / "docs" / language / path).read_text(encoding="utf-8")
        page = re.sub(r'\n(title|description): (["\']?)', r"\n\1: \2Encore. ", page)
        (root / "docs" / language / added).write_text(page, encoding="utf-8")
    change(root, MENU, rf"(\n +- ){re.escape(path)}(?=\n)", rf"\g<0>\g<1>{added}")
    name = Path(added).stem
    change(root, SEGMENTS, "segments:\n", f"segments:\n  {name}: {{fr: encore-une, nl: nog-een}}\n")
    rebuilt(root)
    assert (root / "site" / file).parents[1].joinpath("encore-une/index.html").exists()
    assert_as_clean(root)
    for language in LANGUAGES:
        (root / "docs" / language / added).unlink()
    for name, text in sources.items():
        (root / name).write_text(text, encoding="utf-8")
    rebuilt(root)
    assert_same(root, before)


def test_damage_is_mended(root: Path) -> None:
    before = tree(root / "site")
    for path in (root / ".cache").glob("build-*.pickle"):
        path.write_bytes(path.read_bytes()[:1000])
    rebuilt(root)
    assert_same(root, before)
    (root / "site/fr/index.html").write_text("defaced", encoding="utf-8")
    (root / "site/nl/404.html").unlink()
    (root / "site/forgotten.html").write_text("old", encoding="utf-8")
    for path in (root / "site/pagefind").glob("*.json"):
        path.write_text("{}", encoding="utf-8")
    assert {"fr/index.html", "nl/404.html"} <= rebuilt(root)
    assert_same(root, before)


def test_a_build_killed_while_it_writes_leaves_the_next_one_right(root: Path) -> None:
    footer = root / FOOTER[0]
    texts = [
        footer.read_text(encoding="utf-8"),
        footer.read_text(encoding="utf-8").replace("data-edited", "data-again"),
    ]
    expected = [tree(root / "site")]
    footer.write_text(texts[1], encoding="utf-8")
    rebuilt(root)
    expected.append(tree(root / "site"))
    assert expected[0] != expected[1]
    for number, files in enumerate((1, 40, 300)):
        footer.write_text(texts[number % 2], encoding="utf-8")
        kill_after(root, files)
        rebuilt(root)
        assert_same(root, expected[number % 2])
    assert_as_clean(root)


def kill_after(root: Path, files: int) -> None:
    """Begin a build, and kill it when it has written some files."""
    before = times(root / "site")
    command = [str(Path(sys.executable).with_name("mkdocs")), "build", "--quiet"]
    variables = {"PYTHONPATH": "hooks", "NO_MKDOCS_2_WARNING": "1", "SITE_DIR": str(root / "site")}
    running = subprocess.Popen(command, cwd=root, env={**os.environ, **variables, "SOURCE_DATE_EPOCH": TODAY})
    while sum(before.get(path) != time for path, time in times(root / "site").items()) < files:
        assert running.poll() is None, "the build ended before it was killed"
    running.send_signal(signal.SIGKILL)
    running.wait()
