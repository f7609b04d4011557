"""The folder of the site, and what a build leaves for the next."""

from pathlib import Path

import pytest
from toolkit.build import cache
from toolkit.build.cache import BuildCache, CachedPage, with_dependencies
from toolkit.build.dependencies import Recorder, RecordingMapping
from toolkit.build.fingerprints import Fingerprints
from toolkit.build.output_dir import OutputDir


def test_a_file_changed_by_another_is_written_again(tmp_path: Path) -> None:
    first = OutputDir(tmp_path, {})
    for name in ("a.html", "b.html", "c/d.html"):
        first.write(name, "one")
    (tmp_path / "a.html").write_text("longer")
    (tmp_path / "b.html").unlink()
    time = (tmp_path / "c/d.html").stat().st_mtime_ns
    second = OutputDir(tmp_path, first.files)
    assert [*second.before] == ["c/d.html"]
    for name in ("a.html", "b.html", "c/d.html"):
        second.write(name, "one")
    assert {path.read_text() for path in tmp_path.rglob("*.html")} == {"one"}
    assert (tmp_path / "c/d.html").stat().st_mtime_ns == time


def test_what_is_not_made_is_removed_but_hidden_files(tmp_path: Path) -> None:
    for name in ("old.html", "folder/deep/old.html", ".hidden", "search/index", "kept/.hidden"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("old")
    output = OutputDir(tmp_path, {}, apart="search")
    output.write("new.html", "new")
    output.clean()
    left = {path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*")}
    assert left == {"new.html", ".hidden", "search", "search/index", "kept", "kept/.hidden"}
    inside = OutputDir(tmp_path, {}, within="search")
    inside.write("search/other", "new")
    inside.clean()
    assert {path.name for path in tmp_path.glob("search/*")} == {"other"}
    assert (tmp_path / "new.html").exists()


def test_pages_are_unchanged_while_what_they_read_is() -> None:
    recorder = Recorder()
    themes = RecordingMapping("themes", {"a": 1, "b": 2}, recorder)
    recorder.start("page")
    assert themes["a"] == 1
    recorder.start("list")
    assert list(themes) == ["a", "b"]
    assert "c" not in themes
    pages = with_dependencies({"page": CachedPage(), "list": CachedPage()}, recorder.recorded)
    known = Fingerprints({"themes": themes.content})
    keys = {key for page in pages.values() for key in page.dependencies}
    left = BuildCache(b"global", {key: known.of(key) for key in keys}, pages)

    def unchanged(**content: int) -> set[object]:
        return {*left.unchanged(b"global", Fingerprints({"themes": content}))}

    assert unchanged(a=1, b=2) == {"page", "list"}
    assert unchanged(a=1, b=3) == {"page"}
    assert unchanged(a=2, b=2) == set()
    assert left.unchanged(b"other", known) == {}


def test_what_is_recorded_inside_counts_for_a_page_that_includes_it() -> None:
    recorder = Recorder()
    recorder.start("page")
    recorder.record("a")
    with recorder.nested("file"):
        recorder.record("b")
    recorder.record("c")
    assert recorder.recorded["page"] == {("a", "*"), ("c", "*")}
    recorder.include("file")
    assert recorder.recorded["page"] == {("a", "*"), ("b", "*"), ("c", "*")}


@pytest.mark.parametrize("damage", [b"", b"\x80\x05K\x01.", b"not a pickle"])
def test_a_damaged_cache_is_no_cache(tmp_path: Path, damage: bytes) -> None:
    path = cache.path_of(tmp_path, tmp_path / "site")
    cache.save(BuildCache(b"global"), path)
    assert cache.load(path).global_fingerprint == b"global"
    path.write_bytes(damage)
    assert cache.load(path) == BuildCache()


def test_the_caches_of_many_folders_do_not_fill_the_disk(tmp_path: Path) -> None:
    for number in range(cache.MOST_FILES + 2):
        cache.save(BuildCache(), cache.path_of(tmp_path, tmp_path / str(number)))
    assert len([*tmp_path.iterdir()]) == cache.MOST_FILES
