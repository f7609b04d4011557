"""No edit of the content breaks the check, the build or a test of the default layer.

Edits are made one after the other on a copy, which is checked and built after each; the tests run once all are made.
"""

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest
from support.build import build, copy_project
from support.content_edits import EDITS, Edit

TODAY = "1795392000"  # 2026-11-23


def run(root: Path, *arguments: str) -> None:
    environment = {**os.environ, "PYTHONPATH": "hooks", "SOURCE_DATE_EPOCH": TODAY}
    done = subprocess.run(
        [sys.executable, "-m", *arguments], cwd=root, env=environment, capture_output=True, text=True, timeout=1200
    )
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize(
    ("edits", "tests"),
    [
        ([edit for edit in EDITS if edit.together], ["-p", "no:cacheprovider", "-x"]),
        ([edit for edit in EDITS if not edit.together], ["-p", "no:cacheprovider", "-x", "tests/test_site.py"]),
    ],
    ids=["together", "apart"],
)
def test_the_project_accepts(edits: Sequence[Edit], tests: list[str], tmp_path: Path) -> None:
    root = copy_project(tmp_path / "project")
    for edit in edits:
        edit.make(root)
        run(root, "toolkit", "check")
        done = build(root / "site", root, SOURCE_DATE_EPOCH=TODAY)
        assert done.returncode == 0, f"{edit.name}\n{done.stdout}{done.stderr}"
    run(root, "pytest", *tests)
