"""What editors do is accepted: the examples of their guides as they stand, and the edits of every day."""

from pathlib import Path

import pytest
from support.content_edits import EDITS, Edit
from support.projects import real_sources
from toolkit.problems import printing
from toolkit.project import load


@pytest.mark.parametrize("edit", EDITS, ids=lambda edit: edit.name)
def test_the_check_accepts(edit: Edit, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795392000")  # 2026-11-23
    root = real_sources(tmp_path)
    edit.make(root)
    _, problems = load(root)
    assert printing.lines(problems, ("fr",)) == []
