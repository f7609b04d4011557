"""Files of an index: small, named by their content, left alone when they do not change."""

from pathlib import Path

import pytest
from toolkit.search import bundle


@pytest.fixture
def files(tmp_path: Path) -> bundle.Bundle:
    for folder in ("index", "filter", "fragment"):
        (tmp_path / folder).mkdir()
    return bundle.Bundle(tmp_path, "fr")


def test_an_index_keeps_its_words_in_small_pieces(files: bundle.Bundle) -> None:
    words = [(f"word{index:04}", bytes((0x78, 100)) + bytes(100)) for index in range(2000)]
    pieces = files.write_pieces(words)
    assert (pieces[0][0], pieces[-1][1]) == ("word0000", "word1999")
    read = [bundle.read(files.folder / f"index/{name}.pf_index")[0] for *_, name in pieces]
    assert [len(piece) for piece in read] == [138] * 14 + [68]


def test_two_contents_never_share_a_name(files: bundle.Bundle, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bundle, "_HASH", 1)
    names = [files.write_fragment({"content": str(number)}) for number in range(40)]
    assert len(set(names)) == 40
    assert len(list((files.folder / "fragment").iterdir())) == 40


def test_a_file_that_is_there_is_not_written_again(files: bundle.Bundle) -> None:
    files.put("a", b"one")
    before = (files.folder / "a").stat().st_mtime_ns
    files.put("a", b"one")
    assert (files.folder / "a").stat().st_mtime_ns == before
    files.put("a", b"two")
    assert (files.folder / "a").read_bytes() == b"two"
