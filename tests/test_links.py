"""External links: a memory, patience, and no blame for sites that refuse robots."""

from pathlib import Path

from publishing.links import PATIENCE, outside_links, remembered


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
