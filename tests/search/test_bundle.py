"""Files of an index: small, named by their content."""

import pytest
from toolkit.search import bundle


@pytest.fixture
def files() -> bundle.Bundle:
    return bundle.Bundle("fr")


def test_an_index_keeps_its_words_in_small_pieces(files: bundle.Bundle) -> None:
    words = [(f"word{index:04}", bytes((0x78, 100)) + bytes(100)) for index in range(2000)]
    pieces = files.write_pieces(words)
    assert (pieces[0][0], pieces[-1][1]) == ("word0000", "word1999")
    read = [bundle.decoded(files.files[f"index/{name}.pf_index"])[0] for *_, name in pieces]
    assert [len(piece) for piece in read] == [138] * 14 + [68]


def test_two_contents_never_share_a_name(files: bundle.Bundle, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bundle, "_HASH", 1)
    names = [files.write_fragment({"content": str(number)}) for number in range(40)]
    assert len(set(names)) == 40
    assert len([name for name in files.files if name.startswith("fragment/")]) == 40
