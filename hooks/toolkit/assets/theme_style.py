"""Material's style sheet without the rules no page of ours can use.

Of its 138 KB, 23 KB compressed, most styles a header, a search and widgets that we do not have. A rule goes when one of
its classes or attributes stands in none of our sources, a variable when no rule reads it. What is left looks the same:
tests/browser/test_theme_style.py compares each page type under both sheets.
"""

import re
from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import dataclass
from typing import Any

from tinycss2.parser import parse_blocks_contents, parse_rule_list, parse_stylesheet
from tinycss2.serializer import serialize

NOTICE = "/* From Material for MkDocs, Copyright (c) Martin Donath, MIT License; rules we do not use are left out. */\n"
# The kinds of boxes of the editors' guide, and what Python-Markdown writes around them.
_FROM_MARKDOWN = {"admonition", "admonition-title", "note", "tip", "warning", "example"}
_WORD = re.compile(r"[A-Za-z][\w-]*")
_VARIABLE = re.compile(r"var\(\s*(--[\w-]+)")
_ANY_OF = ("is", "where", "matches", "-webkit-any", "-moz-any")
_GROUPS = ("media", "supports")  # and @page; no page uses an animation of the theme
Nodes = Sequence[Any]


def theme_style(sheet: str, sources: Iterable[str], readers: str) -> str:
    """The rules of `sheet` that can apply to what `sources` (templates, scripts, Python) write.

    `readers` are the other style sheets and scripts, which read some of its variables. Raises ValueError when there is
    no sheet: the theme has moved it, and the site would lose its look in silence.
    """
    if not sheet:
        raise ValueError("the style sheet of the theme was not found (assets.py)")
    words = {word for text in sources for word in _WORD.findall(text)}
    return NOTICE + _cut(sheet, frozenset(_FROM_MARKDOWN | words), frozenset(_VARIABLE.findall(readers)))


@dataclass(frozen=True)
class _Rule:
    """What stands before the brace, and in it: names and texts of declarations, or rules."""

    head: str
    declarations: tuple[tuple[str, str], ...] = ()
    rules: tuple["_Rule", ...] = ()

    def __str__(self) -> str:
        return f"{self.head}{{{';'.join(text for _, text in self.declarations)}{''.join(map(str, self.rules))}}}"


def _cut(sheet: str, words: Set[str], read_elsewhere: Set[str]) -> str:
    rules = tuple(_usable_rules(parse_stylesheet(sheet, skip_comments=True, skip_whitespace=True), words))
    while True:
        text = "".join(map(str, rules))
        shorter = tuple(_without_unread(rules, read_elsewhere | set(_VARIABLE.findall(text))))
        if shorter == rules:
            return text
        rules = shorter


def _usable_rules(rules: Nodes, words: Set[str]) -> Iterator[_Rule]:
    for rule in rules:
        if rule.type == "qualified-rule":
            selectors = [one for one in _parts(rule.prelude) if _usable(one, words)]
            if selectors:
                yield _Rule(",".join(map(_text, selectors)), _declarations(rule))
        elif rule.type == "at-rule" and rule.lower_at_keyword == "page":
            yield _Rule(f"@page{_text(rule.prelude)}", _declarations(rule))
        elif rule.type == "at-rule" and rule.lower_at_keyword in _GROUPS:
            inner = tuple(_usable_rules(parse_rule_list(rule.content, True, True), words))
            if inner:
                yield _Rule(f"@{rule.lower_at_keyword}{_text(rule.prelude)}", rules=inner)


def _declarations(rule: Any) -> tuple[tuple[str, str], ...]:
    return tuple((one.name, one.serialize()) for one in parse_blocks_contents(rule.content, True, True))


def _without_unread(rules: Iterable[_Rule], read: Set[str]) -> Iterator[_Rule]:
    for rule in rules:
        left = tuple(one for one in rule.declarations if not one[0].startswith("--") or one[0] in read)
        inner = tuple(_without_unread(rule.rules, read))
        if left or inner:
            yield _Rule(rule.head, left, inner)


def _parts(tokens: Nodes) -> list[list[Any]]:
    """A list cut at its commas."""
    parts: list[list[Any]] = [[]]
    for token in tokens:
        if token == ",":  # noqa: S105 (not a password)
            parts.append([])
        else:
            parts[-1].append(token)
    return parts


def _usable(selector: Nodes, words: Set[str]) -> bool:
    """Whether every class, identifier and attribute of a selector stands in our words."""
    return all(_known(token, before, words) for before, token in zip([None, *selector], selector, strict=False))


def _known(token: Any, before: Any, words: Set[str]) -> bool:
    if token.type == "ident" and before is not None and before == ".":
        return token.value in words
    if token.type == "hash":
        return token.value in words
    if token.type == "[] block":
        return all(one.value in words for one in token.content if one.type in ("ident", "string"))
    if token.type == "function" and token.lower_name in _ANY_OF:
        return any(_usable(part, words) for part in _parts(token.arguments))
    return True


def _text(tokens: Nodes) -> str:
    return str(serialize(tokens))
