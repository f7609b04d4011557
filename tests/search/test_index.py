"""A whole index: the same bytes for the same entries, nothing left of an earlier one, and a digest that tells."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from support.projects import small_project, sound
from toolkit.build.output_dir import OutputDir
from toolkit.project import Project
from toolkit.search.bundle import read_entry, read_meta
from toolkit.search.digest import index_digest
from toolkit.search.entries import Entry
from toolkit.search.index import FOLDER, write_index

ONE = Entry("fr/a/", "fr", "<h1>Évaluer</h1><p>Un texte.</p>", ("Evalueren",), {"kind": ("guidance",), "phase": ()})
OTHER = Entry("nl/a/", "nl", "<h1>Evalueren</h1><p>Een tekst.</p>", (), {"kind": ("guidance",)})
FOUND = [ONE, OTHER]


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    return sound(small_project(tmp_path_factory.mktemp("small")))


def contents(site: Path) -> dict[str, bytes]:
    return {str(path.relative_to(site)): path.read_bytes() for path in site.rglob("*") if path.is_file()}


def written(project: Project, found: list[Entry], site: Path) -> None:
    """Index into a folder as a build does."""
    outputs = OutputDir(site, {})
    write_index(project, found, outputs.write)
    outputs.clean()


def test_an_index_does_not_depend_on_the_one_before(project: Project, tmp_path: Path) -> None:
    written(project, [replace(ONE, body="<h1>Autre</h1>"), OTHER], tmp_path / "again")
    for folder in ("new", "again"):
        written(project, FOUND, tmp_path / folder)
    assert contents(tmp_path / "new") == contents(tmp_path / "again")
    for language in ("fr", "nl"):
        assert read_entry(tmp_path / "new" / FOLDER)["languages"][language]["page_count"] == 1
        assert len(read_meta(tmp_path / "new" / FOLDER, language)[1]) == 1


@pytest.mark.parametrize(
    "change",
    [
        lambda one: replace(one, address="fr/b/"),
        lambda one: replace(one, body=one.body + "<p>x</p>"),
        lambda one: replace(one, names=()),
        lambda one: replace(one, facets={"kind": ("guidance",), "phase": ("prepare",)}),
        lambda one: replace(one, language="nl"),
    ],
)
def test_the_digest_follows_each_entry(project: Project, change: Callable[[Entry], Entry]) -> None:
    assert index_digest(project, [change(ONE), OTHER]) != index_digest(project, FOUND)


def test_the_digest_follows_words_and_terms_alone(project: Project, tmp_path: Path) -> None:
    same = sound(small_project(tmp_path))
    assert index_digest(same, FOUND) == index_digest(project, iter(FOUND))
    words = same.search.model_copy(update={"fr": same.search.fr.model_copy(update={"name_letters": 7})})
    assert index_digest(replace(same, search=words), FOUND) != index_digest(project, FOUND)
    fewer = replace(same.catalogue, terms=dict(list(same.catalogue.terms.items())[1:]))
    assert index_digest(replace(same, catalogue=fewer), FOUND) != index_digest(project, FOUND)
