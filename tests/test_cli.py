"""`python -m toolkit`, as an editor or the continuous integration runs it."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from support.projects import ROOT, SMALL, edit, small_project
from toolkit.sources.schemas import schema_texts

FRENCH = (
    "data/processes.yaml:12:12: [processes[0].level] « consulter » n’existe pas dans « levels »"
    " (vouliez-vous dire « consult » ?). Corrigez l’identifiant, ou ajoutez d’abord la fiche.",
    "data/processes.yaml:29:9: [processes[1].id] « Help » n’a pas la forme attendue. Utilisez des minuscules sans accent,"
    " des chiffres et des tirets, comme « place-du-marche ».",
    "docs/nl/index.md:7:48: la page « docs/nl/glosary.md » n’existe pas (vouliez-vous dire « glossary.md » ?)."
    " Corrigez le chemin.",
    "3 problèmes trouvés dans 2 fichier(s). Corrigez-les, puis relancez la vérification.",
)
DUTCH = (
    "data/processes.yaml:12:12: [processes[0].level] ‘consulter’ bestaat niet in ‘levels’"
    " (bedoelde u ‘consult’?). Verbeter de identificatie of voeg eerst de fiche toe.",
    "data/processes.yaml:29:9: [processes[1].id] ‘Help’ heeft niet de juiste vorm. Gebruik kleine letters zonder accent,"
    " cijfers en koppeltekens, zoals ‘markt-plein’.",
    "docs/nl/index.md:7:48: de pagina ‘docs/nl/glosary.md’ bestaat niet (bedoelde u ‘glossary.md’?). Verbeter het pad.",
    "3 problemen gevonden in 2 bestand(en). Los ze op en start de controle opnieuw.",
)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return small_project(tmp_path)


@pytest.fixture
def broken(root: Path) -> Path:
    edit(root, "data/processes.yaml", {"level: consult": "level: consulter", "id: help-desk": "id: Help"})
    edit(root, "docs/nl/index.md", {"(glossary.md)": "(glosary.md)"})
    return root


def run(root: Path, *arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
    """Run the toolkit in a project, in a known environment."""
    environment = {key: value for key, value in os.environ.items() if key not in ("LANG", "LC_ALL", "GITHUB_ACTIONS")}
    environment |= {"PYTHONPATH": str(ROOT / "hooks"), "SOURCE_DATE_EPOCH": "1795392000", **variables}
    command = [sys.executable, "-m", "toolkit", *arguments]
    return subprocess.run(
        command, cwd=root, env=environment, capture_output=True, encoding="utf-8", timeout=60, check=False
    )


@pytest.mark.parametrize(
    ("language", "options", "expected"),
    [
        ("fr_BE.UTF-8", [], FRENCH),
        ("nl_BE.UTF-8", [], DUTCH),
        ("nl_BE.UTF-8", ["--language", "fr"], FRENCH),
        ("C", ["--language", "nl"], DUTCH),
    ],
)
def test_all_problems_are_told_at_once_in_the_language_of_the_editor(
    broken: Path, language: str, options: list[str], expected: tuple[str, ...]
) -> None:
    done = run(broken, "check", *options, LANG=language)
    assert [line.replace("\xa0", " ") for line in done.stderr.splitlines()] == list(expected)
    assert done.stdout == ""
    assert done.returncode == 1


@pytest.mark.parametrize("variables", [{}, {"LANG": "C.UTF-8"}, {"LANG": "en_GB.UTF-8"}])
def test_both_languages_are_spoken_to_anyone_else(broken: Path, variables: dict[str, str]) -> None:
    done = run(broken, "check", **variables)
    shown = [line.replace("\xa0", " ") for line in done.stderr.splitlines()]
    place = "docs/nl/index.md:7:48: "
    assert shown[2] == f"{FRENCH[2]} / {DUTCH[2].removeprefix(place)}"
    assert shown[-1] == f"{FRENCH[-1]} / {DUTCH[-1]}"
    assert len(shown) == len(FRENCH)


def test_github_shows_the_problems_on_the_lines_of_the_pull_request(broken: Path) -> None:
    edit(broken, "docs/nl/index.md", {"(process:market-square)": "(process:100%25)"})
    done = run(broken, "check", "--language", "nl", GITHUB_ACTIONS="true")
    annotations = done.stdout.splitlines()
    assert annotations[2] == (
        "::error file=docs/nl/index.md,line=7,col=13::‘100%2525’ bestaat niet in ‘processes’."
        " Verbeter de identificatie of voeg eerst de fiche toe."
    )
    assert [line.split("::")[1] for line in annotations] == [
        "error file=data/processes.yaml,line=12,col=12",
        "error file=data/processes.yaml,line=29,col=9",
        "error file=docs/nl/index.md,line=7,col=13",
        "error file=docs/nl/index.md,line=7,col=41",
    ]
    assert len(done.stderr.splitlines()) == len(annotations) + 1
    assert done.returncode == 1


def test_a_sound_project_says_what_was_checked(root: Path) -> None:
    done = run(root, "check", GITHUB_ACTIONS="true")
    assert done.stdout.startswith(f"{len(list(SMALL.glob('docs/*/**/*.md')))} pages, 9 records: no problem")
    assert done.stderr == ""
    assert done.returncode == 0


def test_a_project_can_be_checked_from_elsewhere(broken: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    done = run(tmp_path_factory.mktemp("elsewhere"), "check", "--root", str(broken), "--language", "nl")
    assert done.stderr.splitlines() == list(DUTCH)


def _remove(path: Path) -> None:
    path.unlink()


def _make_binary(path: Path) -> None:
    path.write_bytes(bytes(range(256)))


def _make_folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


def _make_dangling(path: Path) -> None:
    path.unlink()
    path.symlink_to("nowhere")


@pytest.mark.parametrize("damage", [_remove, _make_binary, _make_folder, _make_dangling])
@pytest.mark.parametrize("pattern", ["data/*.yaml", "docs/**/*.md"])
def test_damaged_files_never_end_in_a_traceback(root: Path, pattern: str, damage: Callable[[Path], None]) -> None:
    for path in list(root.glob(pattern)):
        damage(path)
    done = run(root, "check", "--language", "nl")
    assert "Traceback" not in done.stderr
    assert done.stderr.splitlines()[-1].endswith("Los ze op en start de controle opnieuw.")
    assert done.returncode == 1


def test_a_day_of_the_build_that_is_none_is_told(root: Path) -> None:
    done = run(root, "check", "--language", "fr", SOURCE_DATE_EPOCH="hier")
    assert done.stderr.replace("\xa0", " ").startswith(
        "SOURCE_DATE_EPOCH:1:1: « hier » n’est pas un nombre de secondes"
    )
    assert done.returncode == 1


def test_an_empty_folder_is_told_what_it_lacks(tmp_path: Path) -> None:
    done = run(tmp_path, "check", "--language", "nl")
    assert "data/processes.yaml:1:1: dit bestand ontbreekt." in done.stderr
    assert "Traceback" not in done.stderr
    assert done.returncode == 1


def test_schemas_are_written(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "schemas", tmp_path / "schemas")
    (tmp_path / "schemas/lots.schema.json").write_text("stale", encoding="utf-8")
    done = run(tmp_path, "schema")
    assert done.returncode == 0, done.stderr
    written = {f"schemas/{path.name}": path.read_text(encoding="utf-8") for path in (tmp_path / "schemas").iterdir()}
    assert written == schema_texts()
