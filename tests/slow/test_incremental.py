"""A build that finds what an earlier one left gives the bytes of a clean one, after each kind of edit."""

import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from support.build import ROOT, build, tree
from support.projects import edit
from toolkit.domain import list_pages

from bench import grown

TODAY = "1795392000"
PAGE = "docs/fr/framing/why.md"
Edit = Callable[[Path], None]


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A copy of the project, built once, without what builds leave elsewhere."""
    root = tmp_path_factory.mktemp("incremental") / "copy"
    ignored = shutil.ignore_patterns(".git", ".venv", ".cache", "site", "dist", "tests", ".*_cache", "__pycache__")
    shutil.copytree(ROOT, root, ignore=ignored)
    assert_builds(root / "site", root)
    yield root


def assert_builds(target: Path, root: Path, **environment: str) -> None:
    done = build(target, root, SOURCE_DATE_EPOCH=TODAY, **environment)
    assert done.returncode == 0, done.stdout + done.stderr


def assert_as_clean(root: Path, **environment: str) -> set[str]:
    """Build again, and from nothing elsewhere: same bytes. Gives the paths of the files that were written again."""
    before = times(root / "site")
    assert_builds(root / "site", root, **environment)
    clean = root.parent / "clean"
    shutil.rmtree(clean, ignore_errors=True)
    ignored = shutil.ignore_patterns(".cache", "site")
    shutil.copytree(root, clean, ignore=ignored)
    assert_builds(clean / "site", clean, **environment)
    found, expected = tree(root / "site"), tree(clean / "site")
    assert found.keys() == expected.keys()
    assert [path for path in found if found[path] != expected[path]] == []
    return {path for path, time in times(root / "site").items() if before.get(path) != time}


def times(site: Path) -> dict[str, int]:
    """When each file was last written."""
    paths = (path for path in site.rglob("*") if path.is_file())
    return {path.relative_to(site).as_posix(): path.stat().st_mtime_ns for path in paths}


def pages_of(written: set[str]) -> set[str]:
    return {path for path in written if path.endswith(".html")}


def test_nothing_is_written_when_nothing_has_changed(root: Path) -> None:
    assert assert_as_clean(root) == set()


def test_an_edit_in_a_text_writes_its_page_and_the_search_index(root: Path) -> None:
    with (root / PAGE).open("a", encoding="utf-8") as page:
        page.write("\nUne phrase de plus, pour voir.\n")
    written = assert_as_clean(root)
    assert pages_of(written) == {"fr/cadrage-strategique/pourquoi/index.html"}
    assert {path.split("/")[0] for path in written} == {"fr", "pagefind"}


def test_an_edit_of_a_title_reaches_the_pages_that_print_it(root: Path) -> None:
    edit(root, PAGE, {'nav_title: "': 'nav_title: "Mais '})
    written = pages_of(assert_as_clean(root))
    assert {"fr/cadrage-strategique/pourquoi/index.html", "fr/cadrage-strategique/index.html"} <= written
    assert not [path for path in written if path.startswith("nl/processen/")]


def test_an_edit_of_a_record_reaches_those_who_name_it(root: Path) -> None:
    edit(root, "data/processes.yaml", {"fr: La Bourse, lieu de vie": "fr: La Bourse, un lieu de vie"})
    written = pages_of(assert_as_clean(root))
    assert {"fr/processus/index.html", "fr/processus/la-bourse-lieu-de-vie/index.html"} <= written
    assert "fr/cadrage-strategique/pourquoi/index.html" in written  # names it among what goes with it
    assert "fr/cadrage-strategique/niveaux/index.html" not in written
    assert not [path for path in written if path.startswith("nl/facilitatoren/")]


def test_what_stayed_of_the_open_data_follows_the_next_edit(root: Path) -> None:
    """The rows that stayed after one edit are not forgotten when a word that only they print changes afterwards."""
    edit(root, "data/processes.yaml", {"fr: La Bourse, un lieu de vie": "fr: La Bourse, lieu de vie et de passage"})
    assert "open-data/processes.fr.csv" in assert_as_clean(root)
    edit(root, "config/labels.yaml", {'true_word:\n    fr: "oui"': 'true_word:\n    fr: "vrai"'})
    assert "open-data/processes.fr.csv" in assert_as_clean(root)


def test_a_renamed_record_leaves_nothing_at_its_old_address(root: Path) -> None:
    edit(root, "data/processes.yaml", {"fr: la-bourse-lieu-de-vie": "fr: la-bourse"})
    assert_as_clean(root)
    assert not (root / "site/fr/processus/la-bourse-lieu-de-vie").exists()


def test_a_line_added_above_records_moves_their_edit_links(root: Path) -> None:
    edit(root, "data/processes.yaml", {"processes:\n": "# A comment.\nprocesses:\n"})
    written = pages_of(assert_as_clean(root))
    assert "fr/processus/la-bourse/index.html" in written
    assert "fr/processus/index.html" not in written


def test_a_word_of_the_interface_reaches_its_pages_only(root: Path) -> None:
    edit(root, "config/labels.yaml", {"ne documentent aucune promesse": "ne mentionnent aucune promesse"})
    written = pages_of(assert_as_clean(root))
    assert written
    assert not [path for path in written if path.startswith("nl/")]


@pytest.mark.parametrize(
    ("file", "changes"),
    [
        ("overrides/partials/footer.html", {'class="site-footer__about"': 'class="site-footer__about foot"'}),
        ("overrides/assets/css/site.css", {"/*": "/* x */ /*"}),
        ("mkdocs.yml", {"https://github.com/example/participation-toolkit": "https://github.com/example/other"}),
        (
            "config/navigation.yaml",
            {
                "          - framing/why.md\n          - framing/levels.md": "          - framing/levels.md\n          - framing/why.md"
            },
        ),
    ],
)
def test_what_every_page_depends_on(root: Path, file: str, changes: dict[str, str]) -> None:
    text = (root / file).read_text(encoding="utf-8")
    ((old, new),) = changes.items()
    assert old in text
    (root / file).write_text(text.replace(old, new, 1), encoding="utf-8")
    assert assert_as_clean(root)


def test_another_address_of_the_site(root: Path) -> None:
    assert assert_as_clean(root, SITE_URL="https://other.example.org/base/")
    assert assert_as_clean(root)


def test_a_preview_says_so_on_every_page_and_is_not_indexed(root: Path) -> None:
    assert_as_clean(root, PREVIEW="1")
    for path in (root / "site").rglob("*.html"):
        html = path.read_text(encoding="utf-8")
        assert '<meta name="robots" content="noindex">' in html, path
        assert '<aside class="preview"' in html, path
    assert "Disallow: /" in (root / "site/robots.txt").read_text(encoding="utf-8")


def test_an_added_page_then_its_removal(root: Path) -> None:
    menu = (root / "config/navigation.yaml").read_text(encoding="utf-8")
    segments = (root / "config/urls.yaml").read_text(encoding="utf-8")
    for language in ("fr", "nl"):
        page = (root / f"docs/{language}/framing/why.md").read_text(encoding="utf-8")
        added = page.replace('title: "', 'title: "Encore, ').replace('description: "', 'description: "Encore. ')
        (root / f"docs/{language}/framing/why-more.md").write_text(added, encoding="utf-8")
    entry = "          - framing/why.md\n"
    edit(root, "config/navigation.yaml", {entry: entry + entry.replace("why", "why-more")})
    edit(root, "config/urls.yaml", {"segments:\n": "segments:\n  why-more: {fr: pourquoi-encore, nl: waarom-nog}\n"})
    assert_as_clean(root)
    assert (root / "site/fr/cadrage-strategique/pourquoi-encore/index.html").exists()
    for language in ("fr", "nl"):
        (root / f"docs/{language}/framing/why-more.md").unlink()
    (root / "config/navigation.yaml").write_text(menu, encoding="utf-8")
    (root / "config/urls.yaml").write_text(segments, encoding="utf-8")
    assert_as_clean(root)
    assert not (root / "site/fr/cadrage-strategique/pourquoi-encore").exists()


def test_a_cache_that_cannot_be_read_is_made_again(root: Path) -> None:
    for path in (root / ".cache").glob("build-*.pickle"):
        path.write_bytes(path.read_bytes()[:1000])
    assert_as_clean(root)
    assert assert_as_clean(root) == set()


def test_a_file_altered_or_removed_by_hand_is_mended(root: Path) -> None:
    page, other = root / "site/fr/index.html", root / "site/nl/processen/index.html"
    page.write_text("defaced", encoding="utf-8")
    other.unlink()
    (root / "site/forgotten.html").write_text("old", encoding="utf-8")
    assert {"fr/index.html", "nl/processen/index.html"} <= assert_as_clean(root)


@pytest.mark.parametrize("files", [1, 40, 300])
def test_a_build_killed_while_it_writes_leaves_the_next_one_right(root: Path, files: int) -> None:
    edit(
        root,
        "overrides/partials/footer.html",
        {'<div class="site-footer__inner"': f'<div data-n="{files}" class="site-footer__inner"'},
    )
    before = times(root / "site")
    command = [str(Path(sys.executable).with_name("mkdocs")), "build", "--quiet"]
    variables = {"PYTHONPATH": "hooks", "NO_MKDOCS_2_WARNING": "1", "SITE_DIR": str(root / "site")}
    running = subprocess.Popen(command, cwd=root, env={**os.environ, **variables, "SOURCE_DATE_EPOCH": TODAY})
    while sum(before.get(path) != time for path, time in times(root / "site").items()) < files:
        assert running.poll() is None, "the build ended before it was killed"
    running.send_signal(signal.SIGKILL)
    running.wait()
    assert_as_clean(root)
    edit(root, "overrides/partials/footer.html", {f'<div data-n="{files}" class': "<div class"})


def test_an_edit_of_a_record_reaches_the_parts_of_a_long_list_that_name_it(tmp_path: Path) -> None:
    root = tmp_path / "long"
    grown.write(list_pages.WHOLE + 20, root)
    path = root / "data/processes.yaml"
    records = json.loads(path.read_text(encoding="utf-8"))["processes"]

    def rewrite(one: dict[str, Any]) -> set[str]:
        last.update(one)
        path.write_text(json.dumps({"processes": records}, ensure_ascii=False, indent=1), encoding="utf-8")
        return {
            page.split("/")[-2] for page in pages_of(assert_as_clean(root)) if page.startswith("fr/processus/commune-")
        }

    last = records[-1]
    rewrite({"place": {"municipalities": ["21001"]}})
    assert rewrite({"title": {**last["title"], "fr": "Un tout autre titre"}}) == {"commune-anderlecht"}
    moved = rewrite({"place": {"municipalities": ["21012", "21015"]}})
    assert {"commune-anderlecht", "commune-schaerbeek", "commune-molenbeek-saint-jean"} <= moved
    records.pop()
    assert {"commune-schaerbeek", "commune-molenbeek-saint-jean"} <= rewrite({})
