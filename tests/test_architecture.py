"""The map of the house names every room."""

import pytest
from building import ROOT

PACKAGE = ROOT / "hooks" / "toolkit"
# One line of the map for all that is in these.
FOLDERS = ("model", "exports", "office")
MODULES = [
    path.relative_to(PACKAGE).as_posix()
    for path in sorted(PACKAGE.rglob("*.py"))
    if path.name != "__init__.py" and path.parent.name not in FOLDERS
]


@pytest.mark.parametrize("name", [*MODULES, *(f"{folder}/" for folder in FOLDERS)])
def test_every_module_is_on_the_map(name: str) -> None:
    assert f"`{name.removeprefix('search/')}`" in (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")
