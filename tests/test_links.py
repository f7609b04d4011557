"""External links: a memory, patience, and no blame for sites that refuse robots."""

from pathlib import Path

import pytest
from support.http_stub import CUT, NO_HTTP, SOUND, answering

from publishing.links import MEMORY, PATIENCE, known, outside_links, remembered, report, status_of
from publishing.probe import fetch


def test_only_links_of_the_content_to_other_sites_are_looked_at(tmp_path: Path) -> None:
    page = '<a href="https://head.example/"></a><main><a href="https://a.example/x#y"></a><a href="/fr/"></a></main>'
    (tmp_path / "a.html").write_text(page)
    assert outside_links(tmp_path) == ["https://a.example/x"]


def test_a_link_is_told_after_several_failures_in_a_row_only() -> None:
    memory: dict[str, int] = {}
    for day in range(PATIENCE):
        assert memory.get("a", 0) == day
        memory = remembered(memory, ["a"], lambda _: 404)
    assert memory["a"] == PATIENCE
    assert remembered(memory, ["a"], lambda _: 200) == {}


def test_what_is_unknown_changes_nothing() -> None:
    answers = {"refused": 403, "busy": 429, "gone": 0}
    assert remembered({"refused": 2}, answers, answers.__getitem__) == {"refused": 2, "gone": 1}
    assert remembered({"no-longer-linked": 2}, [], lambda _: 404) == {}


def test_an_address_is_asked_for_as_browsers_do() -> None:
    with answering(SOUND) as (address, asked):
        assert status_of(f"{address}été/a%20b?q=cœur&b=1#part") == 200
    assert asked == [b"GET /%C3%A9t%C3%A9/a%20b?q=c%C5%93ur&b=1 HTTP/1.1"]


@pytest.mark.parametrize("answer", [NO_HTTP, b""])
def test_a_host_that_speaks_no_http_does_not_answer(answer: bytes) -> None:
    with answering(answer) as (address, _):
        assert status_of(address) == 0
    assert status_of("http://a..b/") == status_of("http://[x/") == 0


@pytest.mark.parametrize("answer", [CUT, NO_HTTP, CUT.replace(b"200 OK", b"500 Oops")])
def test_a_look_at_a_release_that_goes_wrong_is_an_answer_too(answer: bytes) -> None:
    with answering(answer) as (address, _):
        assert fetch(address).status == 0


@pytest.mark.parametrize("content", ["{", "[1]", '{"a": "b"}', ""])
def test_a_damaged_memory_is_forgotten_which_is_said(
    tmp_path: Path, content: str, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / MEMORY).write_text(content)
    (tmp_path / "site").mkdir()
    assert report(tmp_path, tmp_path / "site") == []
    assert f"({MEMORY})" in capsys.readouterr().err
    assert known(tmp_path / MEMORY) == {}
    assert capsys.readouterr().err == ""


def test_a_memory_that_is_not_there_is_empty(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert known(tmp_path / MEMORY) == {}
    assert capsys.readouterr().err == ""
