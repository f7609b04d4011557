"""What the templates print, compared with `tests/golden/`.

A case is a folder with `case.yaml` and the expected `fr.html` and `nl.html`. `case.yaml` names a record (`kind`,
`record`), shown on its page, or a `template` (with the `method` it is about). A case shows the small project
(`tests/small/`); a data file in its folder stands in for that of the small project.

To add a case, write `case.yaml` and run `pytest tests/test_rendering.py --update-golden`; the same command follows a
wanted change of a template or of a word. Read what it wrote before keeping it.
"""

import shutil
from pathlib import Path

import pytest
import yaml
from support.projects import RENDERER, ROOT, SKELETON, small_project, sound
from toolkit import LANGUAGES
from toolkit.domain.context import Context
from toolkit.kinds import WITH_PAGE
from toolkit.models import DATA_FILES
from toolkit.project import Project
from toolkit.render.record_pages import Skeleton

GOLDEN = ROOT / "tests" / "golden"
CASES = sorted(path.parent.name for path in GOLDEN.glob("*/case.yaml"))
TODAY = "1795392000"  # 2026-11-23


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", CASES)
def test_templates_print_what_is_expected(
    name: str, language: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, pytestconfig: pytest.Config
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", TODAY)
    project = shown_project(GOLDEN / name, small_project(tmp_path))
    case = yaml.safe_load((GOLDEN / name / "case.yaml").read_text(encoding="utf-8"))
    html = template(project, language, **case) if "template" in case else page(project, language, **case)
    expected = GOLDEN / name / f"{language}.html"
    if pytestconfig.getoption("update_golden"):
        expected.write_text(html, encoding="utf-8")
    assert html == expected.read_text(encoding="utf-8")


def shown_project(case: Path, root: Path) -> Project:
    """The small project with the data files of a case."""
    for name in DATA_FILES:
        if (case / name).exists():
            shutil.copy(case / name, root / name)
    return sound(root)


def page(project: Project, language: str, kind: str, record: str) -> str:
    """Page of a record."""
    edit = f"https://edit.example.org/{WITH_PAGE[kind].file}#L{project.catalog.lines[(kind, record)]}"
    return Skeleton(SKELETON, RENDERER, "https://site.example.org/").record_page(project, kind, record, language, edit)


def template(project: Project, language: str, template: str, method: str = "") -> str:
    """Output of a template on the home page, or on the card of a method."""
    address = project.record_address("methods", method, language) if method else f"{language}/"
    reader = Context(project, language, address)
    return RENDERER.render(template, reader, record=project.catalog.methods.get(method))
