"""A tree of YAML nodes to a model: every fault pydantic finds becomes a problem on its line."""

from collections.abc import Iterable, Mapping
from types import UnionType
from typing import Any, TypeVar, Union, get_args, get_origin

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from toolkit import LANGUAGES
from toolkit.models.base import shown
from toolkit.problems.problem import Problem, problem
from toolkit.problems.suggestions import nearest
from toolkit.sources.yaml_nodes import Node, Path, dotted, find, key_place, locate, plain

M = TypeVar("M", bound=BaseModel)


def validate(
    file: str, tree: Node, model: type[M], known: Mapping[str, Iterable[str]], already: Iterable[Problem] = ()
) -> tuple[M | None, list[Problem]]:
    """Validate a tree against a model. `known` lists, by kind, the identifiers references may name.

    A value that is `already` a problem is not reported again.
    """
    try:
        return model.model_validate(plain(tree), context=dict(known)), []
    except ValidationError as error:
        reported = {(fault.line, fault.column, fault.path) for fault in already if fault.file == file}
        problems = [_problem(file, tree, model, detail) for detail in error.errors(include_url=False)]
        return None, [fault for fault in problems if (fault.line, fault.column, fault.path) not in reported]


def _problem(file: str, tree: Node, model: type[BaseModel], error: ErrorDetails) -> Problem:
    context = error.get("ctx", {})
    path = _real_path(tree, (*error["loc"], *_steps(str(context.get("at", "")))))
    code, details = _translate(model, path, error)
    node = find(tree, path)
    line, column = key_place(node) if node and code == "unknown-key" else locate(tree, path)
    if code in ("unknown-key", "missing-language", "missing-key"):
        details["key"] = str(path[-1])
    return problem(file, code, line, column, dotted(path), **details)


def _steps(at: str) -> Path:
    return tuple(int(step) if step.isdigit() else step for step in at.split(".") if step)


def _real_path(tree: Node, path: Path) -> Path:
    """The path without the steps pydantic adds for validators and unions, which are not in the file."""
    steps: list[str | int] = []
    node: Node | None = tree
    for position, step in enumerate(path):
        value = node.value if node else None
        if isinstance(value, dict) and isinstance(step, str):
            node = value.get(step)
        elif isinstance(value, list) and isinstance(step, int) and step < len(value):
            node = value[step]
        elif position < len(path) - 1 or value is None:
            continue
        steps.append(step)
    return tuple(steps)


def _translate(model: type[BaseModel], path: Path, error: ErrorDetails) -> tuple[str, dict[str, object]]:
    """Our code and the details of its message, for one pydantic error."""
    kind, context, value = error["type"], dict(error.get("ctx", {})), error["input"]
    if kind == "missing":
        return ("missing-language" if path[-1] in LANGUAGES else "missing-key"), {}
    if kind == "extra_forbidden":
        return "unknown-key", {"near": nearest(str(path[-1]), _fields(model, path[:-1]))}
    if value is None:
        return "empty-value", {}
    if kind == "string_type":
        return "not-text", {"value": shown(value)}
    if kind in _WRONG_TYPES:
        return _WRONG_TYPES[kind], {"value": shown(value)}
    if kind in _BOUNDS:
        code, limit = _BOUNDS[kind]
        return code, {"limit": context[limit], "found": context.get("actual_length", _length(value))}
    if kind == "literal_error":
        return "not-one-of", {"value": shown(value), "expected": _choices(context["expected"])}
    if kind == "string_pattern_mismatch":
        return "identifier-form", {"value": value}
    if "code" in context:
        return kind, {key: item for key, item in context.items() if key not in ("at", "code")}
    return "wrong-value", {"value": shown(value), "reason": error["msg"]}


_WRONG_TYPES = {
    "bool_type": "not-boolean",
    "int_type": "not-number",
    "int_from_float": "not-number",
    "float_type": "not-number",
    "list_type": "not-list",
    "dict_type": "not-record",
    "model_type": "not-record",
    "model_attributes_type": "not-record",
}
_BOUNDS = {
    "string_too_long": ("text-too-long", "max_length"),
    "string_too_short": ("text-too-short", "min_length"),
    "too_long": ("list-too-long", "max_length"),
    "too_short": ("list-too-short", "min_length"),
    "greater_than_equal": ("number-too-small", "ge"),
    "less_than_equal": ("number-too-large", "le"),
}


def _choices(expected: str) -> str:
    """pydantic says `'a', 'b' or 'c'`, in English."""
    return expected.replace(" or ", ", ").replace("'", "")


def _length(value: Any) -> object:
    """Length of a stripped string or of a collection; a number is returned unchanged."""
    counted = value.strip() if isinstance(value, str) else value
    return len(counted) if hasattr(counted, "__len__") else counted


def _fields(model: type[BaseModel], path: Path) -> list[str]:
    """Names of the keys allowed at a path of a model."""
    current: Any = model
    for step in path:
        current = _inside(current)
        if isinstance(step, str) and isinstance(current, type) and issubclass(current, BaseModel):
            field = current.model_fields.get(step)
            current = field.annotation if field else None
    current = _inside(current)
    return list(current.model_fields) if isinstance(current, type) and issubclass(current, BaseModel) else []


def _inside(annotation: Any) -> Any:
    """The model inside `list[...]`, `X | None` and `Annotated[...]`."""
    while get_origin(annotation) is not None:
        options = [option for option in get_args(annotation) if option is not type(None)]
        if get_origin(annotation) not in (list, Union, UnionType) and not hasattr(annotation, "__metadata__"):
            break
        annotation = options[0]
    return annotation
