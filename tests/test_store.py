"""What a build leaves for the next."""

from pathlib import Path

from toolkit.build.cache import Store
from toolkit.build.dependencies import Asked
from toolkit.build.fingerprints import Answers
from toolkit.build.output_dir import Outputs
from toolkit.search.index import Indexed


def test_what_another_build_wrote_is_not_counted_on(tmp_path: Path) -> None:
    first = Outputs(tmp_path, {})
    for name in ("search/a.json", "search/b.json", "a.html"):
        first.write(name, "one")
    second = Outputs(tmp_path, first.files)
    first.write("search/a.json", "longer")
    (tmp_path / "search/b.json").unlink()
    (tmp_path / "a.html").write_text("longer")
    second.look_again("search")
    assert [*second.before] == ["a.html"]
    second.write("search/a.json", "one")
    assert (tmp_path / "search/a.json").read_text() == "one"


def test_what_is_left_does_not_change_while_an_index_is_still_written(tmp_path: Path) -> None:
    outputs, search = Outputs(tmp_path, {}), {"fr": Indexed("one", {}, ())}
    outputs.write("fr/index.html", "page")
    left = Store("everywhere").after(Asked(), {}, Answers({}), outputs.files, search)
    outputs.write("pagefind/words.txt", "word")
    search["nl"] = Indexed("two", {}, ())
    assert list(left.files) == ["fr/index.html"]
    assert list(left.search) == ["fr"]
