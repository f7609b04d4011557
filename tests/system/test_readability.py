"""How long the sentences of the guidance are: reported by group of pages, judged only when far too long."""

from collections import defaultdict
from pathlib import Path

import pytest
from system.page_text import one_line, pages, sentences

LONGEST = 45  # words; the writers aim under 20
PROSE = ", ".join(
    f"article > {part}"
    for part in (
        "p:not([class])",
        "ul:not([class]) > li",
        "ol:not([class]) > li",
        ".checklist > li",
        ".admonition > p:not(.admonition-title)",
    )
)


def test_no_sentence_is_too_long(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    groups: dict[str, list[int]] = defaultdict(list)
    too_long: list[str] = []
    for page, tree in pages(site):
        if tree.css_first("article > p.learn") is None:
            continue
        group = "/".join(page.split("/")[:2])
        for node in tree.css(PROSE):
            for sentence in sentences(one_line(node.text())):
                length = _length(sentence)
                groups[group].append(length)
                if length > LONGEST:
                    too_long.append(f"  {length} words: {page}: {sentence}")
    with capsys.disabled():
        print(f"\n{'words in a sentence:':44} average  longest")
        for group, lengths in sorted(groups.items()):
            print(f"  {group:42} {sum(lengths) / len(lengths):7.1f}  {max(lengths):7}")
    assert not too_long, f"sentences over {LONGEST} words:\n" + "\n".join(too_long)


def _length(sentence: str) -> int:
    return sum(any(character.isalnum() for character in word) for word in sentence.split())
