"""The part of JSON Schema our schemas use. A keyword it does not know is an error, so that none is passed over."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

TYPES: dict[str, tuple[type, ...]] = {
    "object": (dict,),
    "array": (list,),
    "string": (str,),
    "integer": (int,),
    "boolean": (bool,),
    "null": (type(None),),
}
SIZES = {
    "minLength": lambda value, limit: len(value) >= limit,
    "maxLength": lambda value, limit: len(value) <= limit,
    "minItems": lambda value, limit: len(value) >= limit,
    "maxItems": lambda value, limit: len(value) <= limit,
    "minimum": lambda value, limit: value >= limit,
    "maximum": lambda value, limit: value <= limit,
    "pattern": lambda value, pattern: re.search(pattern, value) is not None,
    "enum": lambda value, choices: value in choices,
}
NOTES = {"title", "description", "default", "format", "$defs"}
STRUCTURE = {"$ref", "anyOf", "type", "properties", "required", "additionalProperties", "items"}


def faults(value: Any, schema: Mapping[str, Any], root: Mapping[str, Any], place: str = "") -> Iterator[str]:
    """Where a value does not follow a schema, as `place: keyword`."""
    assert set(schema) <= NOTES | STRUCTURE | set(SIZES), schema
    if "$ref" in schema:
        yield from faults(value, root["$defs"][schema["$ref"].removeprefix("#/$defs/")], root, place)
    if "anyOf" in schema and all(list(faults(value, one, root, place)) for one in schema["anyOf"]):
        yield f"{place}: anyOf"
    if "type" in schema and not _is(value, schema["type"]):
        yield f"{place}: type"
        return
    yield from (f"{place}: {key}" for key, holds in SIZES.items() if key in schema and not holds(value, schema[key]))
    if isinstance(value, dict):
        yield from _of_object(value, schema, root, place)
    for index, item in enumerate(value if isinstance(value, list) and "items" in schema else ()):
        yield from faults(item, schema["items"], root, f"{place}[{index}]")


def _of_object(
    value: Mapping[str, Any], schema: Mapping[str, Any], root: Mapping[str, Any], place: str
) -> Iterator[str]:
    properties, others = schema.get("properties", {}), schema.get("additionalProperties", {})
    yield from (f"{place}.{key}: required" for key in schema.get("required", []) if key not in value)
    for key, item in value.items():
        if key in properties or others:
            yield from faults(item, properties.get(key, others), root, f"{place}.{key}")
        elif others is False:
            yield f"{place}.{key}: additionalProperties"


def _is(value: Any, name: str) -> bool:
    return isinstance(value, TYPES[name]) and (name == "boolean" or not isinstance(value, bool))
