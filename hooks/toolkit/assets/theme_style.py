"""Material's style sheet without the rules that no page of ours can use.

Most of the sheet styles a header, a search and widgets that the site does not have. A rule is left out when one of its
classes, identifiers or attributes is a word of none of our sources; a variable, when no rule reads it.
tests/browser/test_theme_style.py compares the look of each page type under the whole and the cut sheet.
"""

import re
from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import dataclass
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path
from typing import Any

from tinycss2.parser import parse_blocks_contents, parse_rule_list, parse_stylesheet
from tinycss2.serializer import serialize

from toolkit.file_cache import cached_file, short_digest

NOTICE = "/* From Material for MkDocs, Copyright (c) Martin Donath, MIT License; rules we do not use are left out. */\n"
# The kinds of boxes of the editors' guide, and what Python-Markdown writes around them.
_FROM_MARKDOWN = {"admonition", "admonition-title", "note", "tip", "warning", "example"}
_WORD = re.compile(r"[A-Za-z][\w-]*")
_VARIABLE = re.compile(r"var\(\s*(--[\w-]+)")
_MATCHES_ANY = ("is", "where", "matches", "-webkit-any", "-moz-any")
_GROUPS = ("media", "supports")  # and @page; no page uses an animation of the theme
Tokens = Sequence[Any]


def cached_theme_style(overrides: Path, styles: str, cache: Path) -> str:
    """Return the cut sheet, by way of a file in `cache`. `styles` are our own style sheets."""
    written = (path for path in sorted(overrides.rglob("*")) if path.suffix in (".html", ".js", ".svg"))
    code = sorted(Path(__file__).parents[1].rglob("*.py"))
    sources = [path.read_text(encoding="utf-8") for path in (*written, *code)]
    folder: Any = files("material") / "templates" / "assets" / "stylesheets"
    sheet = "".join(path.read_text("utf-8") for path in folder.glob("main.*.min.css"))
    key = short_digest(sheet, sources, styles, version("tinycss2"))
    return cached_file(cache / f"theme-{key}.css", lambda: theme_style(sheet, sources, styles).encode()).decode()


def theme_style(sheet: str, sources: Iterable[str], styles: str) -> str:
    """Keep the rules of `sheet` that can apply to what `sources` (templates, scripts, Python) write.

    `styles` are other style sheets, which read some of its variables. Raises ValueError when `sheet` is empty: the
    theme has moved it, and the site would lose its look without a word.
    """
    if not sheet:
        raise ValueError("the style sheet of the theme was not found (theme_style.py)")
    words = _FROM_MARKDOWN | {word for text in sources for word in _WORD.findall(text)}
    rules = tuple(_usable_rules(parse_stylesheet(sheet, skip_comments=True, skip_whitespace=True), words))
    return NOTICE + _text(_without_unread_variables(rules, set(_VARIABLE.findall(styles))))


@dataclass(frozen=True)
class _Rule:
    """A rule of a style sheet: what precedes the brace; within it, (name, text) of declarations, or other rules."""

    head: str
    declarations: tuple[tuple[str, str], ...] = ()
    rules: tuple["_Rule", ...] = ()

    def __str__(self) -> str:
        return f"{self.head}{{{';'.join(text for _, text in self.declarations)}{_text(self.rules)}}}"


def _text(rules: Iterable[_Rule]) -> str:
    return "".join(map(str, rules))


def _usable_rules(rules: Tokens, words: Set[str]) -> Iterator[_Rule]:
    """Keep the rules, and of each the selectors, that can match an element of a page."""
    for rule in rules:
        if rule.type == "qualified-rule":
            selectors = [selector for selector in _split_at_commas(rule.prelude) if _usable(selector, words)]
            if selectors:
                yield _Rule(",".join(map(serialize, selectors)), _declarations(rule))
        elif rule.type == "at-rule" and rule.lower_at_keyword == "page":
            yield _Rule(f"@page{serialize(rule.prelude)}", _declarations(rule))
        elif rule.type == "at-rule" and rule.lower_at_keyword in _GROUPS:
            inner = tuple(_usable_rules(parse_rule_list(rule.content, True, True), words))
            if inner:
                yield _Rule(f"@{rule.lower_at_keyword}{serialize(rule.prelude)}", rules=inner)


def _declarations(rule: Any) -> tuple[tuple[str, str], ...]:
    return tuple((item.name, item.serialize()) for item in parse_blocks_contents(rule.content, True, True))


def _split_at_commas(tokens: Tokens) -> list[list[Any]]:
    lists: list[list[Any]] = [[]]
    for token in tokens:
        if token == ",":  # noqa: S105 (not a password)
            lists.append([])
        else:
            lists[-1].append(token)
    return lists


def _usable(selector: Tokens, words: Set[str]) -> bool:
    """Return whether every class, identifier and attribute of a selector is in `words`."""
    return all(_matches(token, before, words) for before, token in zip([None, *selector], selector, strict=False))


def _matches(token: Any, before: Any, words: Set[str]) -> bool:
    """Tell whether a token of a selector can match; `before` is the token on its left, a dot before a class."""
    if token.type == "hash" or (token.type == "ident" and before is not None and before == "."):
        return token.value in words
    if token.type == "[] block":
        return all(part.value in words for part in token.content if part.type in ("ident", "string"))
    if token.type == "function" and token.lower_name in _MATCHES_ANY:
        return any(_usable(selector, words) for selector in _split_at_commas(token.arguments))
    return True


def _without_unread_variables(rules: Sequence[_Rule], read_elsewhere: Set[str]) -> Sequence[_Rule]:
    """Remove custom properties that are not used, until none is left: one may be used only by another that is not."""
    while True:
        shorter = tuple(_reading(rules, read_elsewhere | set(_VARIABLE.findall(_text(rules)))))
        if shorter == rules:
            return rules
        rules = shorter


def _reading(rules: Iterable[_Rule], read: Set[str]) -> Iterator[_Rule]:
    for rule in rules:
        declarations = tuple((name, text) for name, text in rule.declarations if name[:2] != "--" or name in read)
        inner = tuple(_reading(rule.rules, read))
        if declarations or inner:
            yield _Rule(rule.head, declarations, inner)
