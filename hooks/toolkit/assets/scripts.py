"""Modules that always travel together become one file, so that a page asks for few.

The sources stay small ES modules, one a concern. A module goes into the file of the one that needs it, as a function
that gives its exports. When several files need it, it goes into the one that the others load anyway, else it stays a
file of its own, as does any module that a page links or a script loads later: on a page, no module runs twice.
"""

import re
from collections.abc import Collection, Iterator, Mapping
from posixpath import dirname, join, normpath, relpath

_IMPORT = re.compile(r"^import (?:\{([^}]*)\} from )?\"(\.[^\"]+)\";$", re.MULTILINE)
_EXPORT = re.compile(r"^export (?=(?:async )?(?:function\*?|const|class) +([\w$]+))", re.MULTILINE)
_LATER = re.compile(r"(?<!\{)\bimport\(\"(\.[^\"]+)\"\)")  # not the `{import("./a.js").Type}` of a comment
_OTHER_FORM = re.compile(r"^(?:import\b(?!\()|export (?!(?:async )?(?:function|const|class)\b)).*", re.MULTILINE)
Needs = Mapping[str, list[str]]


def bundles(modules: Mapping[str, str], linked: Collection[str]) -> dict[str, str]:
    """Text of each file by its path, the modules that travel with it inside. `linked` are the paths that pages name.

    A file also exports each module it holds, as `$` and its name: `$search_engine`. Raises ValueError for a form of
    import or export that this cannot put together, and for modules that need each other.
    """
    for name, text in modules.items():
        _refuse_other_forms(name, text)
    needs = {name: [_target(name, path) for _, path in _IMPORT.findall(text)] for name, text in modules.items()}
    later = {_target(name, path) for name, text in modules.items() for path in _LATER.findall(text)}
    owners = _owners(needs, {*linked, *later})
    return {name: "".join(_bundle(name, modules, needs, owners)) for name in modules if owners[name] == name}


def _refuse_other_forms(name: str, text: str) -> None:
    if other := _OTHER_FORM.search(_IMPORT.sub("", text)):
        raise ValueError(f'{name}: {other[0]!r}. Write: import {{ a }} from "./b.js"; export function, const or class')


def _target(name: str, path: str) -> str:
    return normpath(join(dirname(name), path))


def _owners(needs: Needs, files: Collection[str]) -> dict[str, str]:
    """The file each module goes into, its own or another."""
    needed = {one for targets in needs.values() for one in targets}
    roots = {name for name in needs if name in files or name not in needed}
    reach = {name: set(_reached(name, needs)) for name in needs}
    while True:
        owners = {name: name if name in roots else _owner(name, roots, reach) for name in needs}
        alone = {name for name, owner in owners.items() if owner == name} - roots
        if not alone:
            return owners
        # First those that none of the others needs: what they need may then go into them.
        roots |= {one for one in alone if not any(one in reach[other] for other in alone)}


def _owner(name: str, roots: Collection[str], reach: Mapping[str, set[str]]) -> str:
    users = sorted(root for root in roots if name in reach[root])
    return next((one for one in users if all(one == other or one in reach[other] for other in users)), name)


def _reached(name: str, needs: Needs) -> list[str]:
    """The modules one needs, and those they need, each after what it needs itself."""
    found: dict[str, None] = {}

    def visit(one: str, above: tuple[str, ...]) -> None:
        for target in needs[one]:
            if target in above:
                raise ValueError(f"{target} needs itself, through {one}")
            if target not in found:
                visit(target, (*above, target))
                found[target] = None

    visit(name, (name,))
    return list(found)


def _bundle(name: str, modules: Mapping[str, str], needs: Needs, owners: Mapping[str, str]) -> Iterator[str]:
    inside = [one for one in _reached(name, needs) if owners[one] == name]
    outside = {target for one in (*inside, name) for target in needs[one] if owners[target] != name}
    for one in sorted(outside):
        what = f"* as {_variable(one)}" if owners[one] == one else f"{{ {_variable(one)} }}"
        link = relpath(owners[one], dirname(name))
        yield f'import {what} from "{link if link.startswith(".") else f"./{link}"}";\n'
    for one in inside:
        text = _with_constants(one, modules[one])
        exports = ", ".join(_EXPORT.findall(text))
        yield f"export const {_variable(one)} = (() => {{\n{_EXPORT.sub('', text)}return {{ {exports} }};\n}})();\n"
    yield _with_constants(name, modules[name])


def _with_constants(name: str, text: str) -> str:
    """A module that takes what it imports from constants."""

    def constant(match: re.Match[str]) -> str:
        if match[1] is None:
            return ""
        return f"const {{{match[1].replace(' as ', ': ')}}} = {_variable(_target(name, match[2]))};"

    return _IMPORT.sub(constant, text)


def _variable(name: str) -> str:
    return "$" + re.sub(r"\W", "_", name.removeprefix("assets/js/").removesuffix(".js"))
