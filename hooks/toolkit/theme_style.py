"""Material's style sheet without the rules no page of ours can use.

Of its 138 KB, 23 KB compressed, most styles a header, a search and widgets that we do not have. A rule goes when one of
its classes or attributes stands in none of our sources, a variable when no rule reads it. What is left looks the same:
tests/browser/test_theme_style.py compares each page type under both sheets.
"""

import re
from collections.abc import Iterable, Iterator, Sequence, Set
from typing import Any

from tinycss2.parser import parse_blocks_contents, parse_rule_list, parse_stylesheet
from tinycss2.serializer import serialize

NOTICE = "/* From Material for MkDocs, Copyright (c) Martin Donath, MIT License; rules we do not use are left out. */\n"
# The kinds of boxes of CONTRIBUTING.md, and what Python-Markdown writes around them.
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


def _cut(sheet: str, words: Set[str], read_elsewhere: Set[str]) -> str:
    rules = parse_stylesheet(sheet, skip_comments=True, skip_whitespace=True)
    kept = "".join(_kept(rules, words))
    while True:
        read = read_elsewhere | set(_VARIABLE.findall(kept))
        shorter = "".join(_without_unread(parse_stylesheet(kept), read))
        if shorter == kept:
            return kept
        kept = shorter


def _kept(rules: Nodes, words: Set[str]) -> Iterator[str]:
    for rule in rules:
        if rule.type == "qualified-rule":
            selectors = [one for one in _parts(rule.prelude) if _usable(one, words)]
            if selectors:
                yield f"{','.join(_text(one) for one in selectors)}{{{_text(rule.content)}}}"
        elif rule.type == "at-rule" and rule.lower_at_keyword == "page":
            yield rule.serialize()
        elif rule.type == "at-rule" and rule.lower_at_keyword in _GROUPS:
            inner = "".join(_kept(parse_rule_list(rule.content, True, True), words))
            if inner:
                yield f"@{rule.lower_at_keyword}{_text(rule.prelude)}{{{inner}}}"


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


def _without_unread(rules: Nodes, read: Set[str]) -> Iterator[str]:
    for rule in rules:
        if rule.type == "at-rule" and rule.lower_at_keyword == "page":
            yield rule.serialize()
            continue
        if rule.type == "at-rule":
            inner = "".join(_without_unread(parse_rule_list(rule.content), read))
            yield f"@{rule.lower_at_keyword}{_text(rule.prelude)}{{{inner}}}" if inner else ""
            continue
        declarations = parse_blocks_contents(rule.content, True, True)
        texts = [one.serialize() for one in declarations if not one.name.startswith("--") or one.name in read]
        yield f"{_text(rule.prelude)}{{{';'.join(texts)}}}" if texts else ""


def _text(tokens: Nodes) -> str:
    return str(serialize(tokens))
