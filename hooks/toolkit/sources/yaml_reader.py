"""Parse YAML text into nodes that know their line and column (`yaml_nodes.py`).

Read from libyaml's events, so that aliases, tags and duplicate keys, which PyYAML accepts in silence, are refused
with their place. Scalars follow YAML 1.2 (only null, true/false and decimal numbers are not text); what YAML 1.1
programs would read otherwise (`no`, `12:30`, `0470`) must be quoted.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import yaml
from yaml.events import AliasEvent, MappingStartEvent, ScalarEvent, SequenceStartEvent

from toolkit.problems.problem import Problem, problem
from toolkit.sources.text import FORBIDDEN, TextError, decode, position
from toolkit.sources.yaml_nodes import Node, dotted, key_place, walk

MAX_DEPTH = 30
NULLS = {"", "~", "null", "Null", "NULL"}
BOOLEANS = {"true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False}
INTEGER = re.compile(r"[-+]?(0|[1-9][0-9]{0,17})")
DECIMAL = re.compile(r"[-+]?[0-9]{1,17}\.[0-9]{1,17}")
# https://yaml.org/type/: booleans, sexagesimal, octal, hexadecimal and grouped numbers of YAML 1.1.
AMBIGUOUS = re.compile(
    r"(?i)y|n|yes|no|on|off|[-+]?[0-9]+(:[0-5]?[0-9])+|[-+]?0[0-9_]+|0[xob][0-9a-f_]+|[0-9]+(_[0-9]+)+"
)


class _DocumentError(Exception):
    def __init__(self, code: str, line: int, column: int, **details: Any) -> None:
        super().__init__(code)
        self.code, self.line, self.column, self.details = code, line, column, details


def read_yaml(file: str, data: bytes, first_line: int = 0) -> tuple[Node | None, list[Problem]]:
    """Read one YAML document. Returns its tree, or None with the problems that prevent reading it."""
    faults: list[Problem] = []
    text = ""
    try:
        text = decode(data)
        events = yaml.parse(text, Loader=yaml.CSafeLoader)
        tree = _Composer(file, iter(events), first_line, faults).document()
    except _DocumentError as fault:
        return None, [*faults, problem(file, fault.code, fault.line + first_line, fault.column, **fault.details)]
    except TextError as fault:
        return None, [problem(file, fault.code, fault.line + first_line, fault.column, **fault.details)]
    except yaml.MarkedYAMLError as error:
        return None, [*faults, _syntax_problem(file, text, error, first_line)]
    return tree, _with_paths(faults, tree)


def _with_paths(faults: list[Problem], tree: Node) -> list[Problem]:
    """The faults, with the path of the value or of the key they stand on."""
    paths = {}
    for path, node in walk(tree) if faults else ():
        paths[(node.line, node.column)] = paths[key_place(node)] = dotted(path)
    return [replace(fault, path=paths.get((fault.line, fault.column), "")) for fault in faults]


def _syntax_problem(file: str, text: str, error: yaml.MarkedYAMLError, first_line: int) -> Problem:
    reason = f"{error.problem} {error.context}"
    known = next((code for words, code in _SYNTAX if words in reason), "yaml-syntax")
    # libyaml reports what is not closed further down; the place to mend is where it starts.
    mark = error.context_mark if known in _NOT_CLOSED else error.problem_mark
    # At the end of the text, libyaml reports a line after the last.
    end = position(text, len(text.rstrip()))
    line, column = min((mark.line + 1, mark.column + 1), end) if mark else end
    return problem(file, known, line + first_line, column, reason=error.problem)


_SYNTAX = (
    ("found character that cannot start any token", "yaml-tab"),
    ("mapping values are not allowed", "yaml-colon"),
    ("could not find expected ':'", "yaml-missing-colon"),
    ("did not find expected key", "yaml-indent"),
    ("did not find expected '-' indicator", "yaml-indent"),
    ("did not find expected ',' or ']'", "yaml-bracket"),
    ("did not find expected ',' or '}'", "yaml-bracket"),
    ("found unexpected end of stream", "yaml-quote"),
    ("while scanning an alias", "yaml-alias"),
)
_NOT_CLOSED = ("yaml-missing-colon", "yaml-bracket", "yaml-quote")


class _Composer:
    """Builds nodes out of events; one instance reads one document."""

    def __init__(self, file: str, events: Iterator[Any], first_line: int, faults: list[Problem]) -> None:
        self.file, self.events, self.first_line, self.faults = file, events, first_line, faults

    def document(self) -> Node:
        next(self.events)  # stream start
        if isinstance(next(self.events), yaml.StreamEndEvent):
            raise _DocumentError("empty-file", 1, 1)
        tree = self.node(next(self.events), 0)
        next(self.events)  # document end
        if not isinstance(event := next(self.events), yaml.StreamEndEvent):
            raise _DocumentError("several-documents", *_place(event))
        return tree

    def node(self, event: Any, depth: int, key_line: int = 0, key_column: int = 0) -> Node:
        line, column = _place(event)
        if depth > MAX_DEPTH:
            raise _DocumentError("too-deep", line, column, depth=MAX_DEPTH)
        if event.anchor or event.tag:  # an alias has an anchor
            self.refuse_indirection(event)
        if isinstance(event, ScalarEvent):
            value = self.scalar(event)
        elif isinstance(event, MappingStartEvent):
            value = self.mapping(depth + 1)
        else:
            value = self.sequence(depth + 1) if isinstance(event, SequenceStartEvent) else None
        return Node(value, line + self.first_line, column, key_line, key_column)

    def mapping(self, depth: int) -> dict[str, Node]:
        entries: dict[str, Node] = {}
        while not isinstance(event := next(self.events), yaml.MappingEndEvent):
            line, column = _place(event)
            name = self.key(event, depth)
            child = self.node(next(self.events), depth, line + self.first_line, column)
            if name is None:
                raise _DocumentError("key-not-text", line, column)
            if name in entries:
                self.report("duplicate-key", line, column, key=name, first=entries[name].key_line)
            entries[name] = child
        return entries

    def key(self, event: Any, depth: int) -> str | None:
        """A key as it is written; None when it is not text."""
        value = self.node(event, depth).value
        if isinstance(value, str):
            return value
        return event.value if isinstance(event, ScalarEvent) else None

    def sequence(self, depth: int) -> list[Node]:
        items = []
        while not isinstance(event := next(self.events), yaml.SequenceEndEvent):
            items.append(self.node(event, depth))
        return items

    def scalar(self, event: ScalarEvent) -> Any:
        text: str = event.value
        # Written as an escape; the text of the file has none.
        if event.style == '"' and (match := FORBIDDEN.search(text)):
            self.report("control-character", *_place(event), character=f"U+{ord(match[0]):04X}")
        if event.style:  # quoted or block: always text
            return text
        if text in NULLS:
            return None
        if text in BOOLEANS:
            return BOOLEANS[text]
        if INTEGER.fullmatch(text):
            return int(text)
        if DECIMAL.fullmatch(text):
            return float(text)
        if AMBIGUOUS.fullmatch(text):
            self.report("ambiguous-value", *_place(event), value=text)
        return text

    def refuse_indirection(self, event: Any) -> None:
        if isinstance(event, AliasEvent):
            self.report("yaml-alias", *_place(event), name=event.anchor)
        elif event.anchor:
            self.report("yaml-anchor", *_place(event), name=event.anchor)
        else:
            self.report("yaml-tag", *_place(event), name=event.tag.replace("tag:yaml.org,2002:", "!!"))

    def report(self, code: str, line: int, column: int, **details: Any) -> None:
        self.faults.append(problem(self.file, code, line + self.first_line, column, **details))


def _place(event: Any) -> tuple[int, int]:
    mark = event.start_mark
    return mark.line + 1, mark.column + 1
