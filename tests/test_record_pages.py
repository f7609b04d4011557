"""Pages of records: a record fills the placeholders of its skeleton, and nothing else."""

import pytest
from support.projects import RENDERER, small_project, sound
from toolkit.checks.html_page import read_html
from toolkit.project import Project
from toolkit.render.record_pages import Skeleton

FRAME = '<html lang="fr"><title>@@title@@ · Site</title><a href="@@link_nl@@">nl</a><main>@@content@@{}</main>'


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    return sound(small_project(tmp_path_factory.mktemp("small") / "project"))


def page(project: Project, below: str = "") -> str:
    identifier = next(iter(project.catalog.processes))
    skeleton = Skeleton(FRAME.format(below), RENDERER, "https://site.example.org/")
    return skeleton.record_page(project, "processes", identifier, "fr", "https://edit.example.org/")


def test_a_record_fills_its_placeholders(project: Project) -> None:
    process = next(iter(project.catalog.processes.values()))
    final = read_html("fr/a/", page(project), "data/processes.yaml")
    assert final.title == f"{process.title['fr']} · Site"
    assert final.h1 == 1
    assert final.leftover == ""
    assert project.record_address("processes", process.id, "nl").rstrip("/").rpartition("/")[2] in final.links[0]


def test_a_placeholder_written_by_hand_stays_for_the_final_checks(project: Project) -> None:
    assert read_html("fr/a/", page(project, "@@strange@@"), "a.md").leftover == "@@strange@@"


def test_a_record_that_holds_a_placeholder_is_not_filled_again(project: Project) -> None:
    identifier, process = next(iter(project.catalog.processes.items()))
    title = process.title.model_copy(update={"fr": "@@content@@ <b>"})
    project.catalog.processes[identifier] = process.model_copy(update={"title": title})  # type: ignore[index]
    html = page(project)
    project.catalog.processes[identifier] = process  # type: ignore[index]
    assert "<title>@@content@@ &lt;b&gt; · Site</title>" in html
