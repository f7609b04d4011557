"""No edit of the content breaks the check, the build or a test of the default layer."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from support.build import copy_project
from support.content_edits import EDITS, Edit

TODAY = "1795392000"  # 2026-11-23


def assert_accepted(root: Path, *selection: str) -> None:
    """Check a project, then run its tests; those of the content build it."""
    environment = {**os.environ, "PYTHONPATH": "hooks", "SOURCE_DATE_EPOCH": TODAY}
    for command in (["-m", "toolkit", "check"], ["-m", "pytest", "-p", "no:cacheprovider", *selection]):
        done = subprocess.run(
            [sys.executable, *command], cwd=root, env=environment, capture_output=True, text=True, timeout=900
        )
        assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("edit", EDITS, ids=lambda edit: edit.name)
def test_the_tests_of_the_content_accept(edit: Edit, tmp_path: Path) -> None:
    root = copy_project(tmp_path / "project")
    edit.make(root)
    assert_accepted(root, "-m", "content")


def test_the_whole_default_layer_accepts_them_together(tmp_path: Path) -> None:
    root = copy_project(tmp_path / "project")
    for edit in EDITS:
        if edit.together:
            edit.make(root)
    assert_accepted(root)
