"""A tree of YAML values that know their line and column, and the paths that lead to them."""

from collections.abc import Iterator
from typing import Any, NamedTuple

Path = tuple[str | int, ...]


class Node(NamedTuple):
    """A value (scalar, list of nodes, or dict of key to node) with the place where it starts, and its key's."""

    value: Any
    line: int
    column: int
    key_line: int = 0
    key_column: int = 0


def plain(node: Node) -> Any:
    """The tree without its places: dicts, lists and scalars."""
    if isinstance(node.value, dict):
        return {key: plain(child) for key, child in node.value.items()}
    if isinstance(node.value, list):
        return [plain(child) for child in node.value]
    return node.value


def walk(node: Node, path: Path = ()) -> Iterator[tuple[Path, Node]]:
    """Every node of a tree with its path, the outermost first."""
    waiting = [(path, node)]
    while waiting:
        path, node = waiting.pop()
        yield path, node
        if isinstance(node.value, (dict, list)):
            children: Any = node.value.items() if isinstance(node.value, dict) else enumerate(node.value)
            waiting += [((*path, step), child) for step, child in children][::-1]


def find(tree: Node, path: Path) -> Node | None:
    """The node at a path."""
    node: Node | None = tree
    for step in path:
        value = node.value if node else None
        if isinstance(value, list) and isinstance(step, int):
            node = value[step] if step < len(value) else None
        else:
            node = value.get(step) if isinstance(value, dict) else None
    return node


def locate(tree: Node, path: Path) -> tuple[int, int]:
    """Line and column of the value at a path; where there is none, of the key it would stand under."""
    if node := find(tree, path):
        return node.line, node.column
    while not node:
        path = path[:-1]
        node = find(tree, path)
    return key_place(node)


def key_place(node: Node) -> tuple[int, int]:
    """Line and column of the key of a node, or of the node itself in a list."""
    return node.key_line or node.line, node.key_column or node.column


def dotted(path: Path) -> str:
    """A path as editors read it: `processes[3].title.nl`."""
    text = "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in path)
    return text.removeprefix(".")
