"""Styles and scripts put together at build: rules no page can use go, modules that travel together become one file."""

import pytest
from toolkit.assets.scripts import bundles
from toolkit.assets.theme_style import NOTICE, theme_style

SHEET = """@charset "UTF-8";:root{--used:1px;--unused:url("data:,");--deep:var(--used)}
p,.gone>p{margin:var(--deep)}.kept.gone{top:0}.kept:not(.gone){top:1px}:is(.gone,.kept) a{top:2px}:is(.gone) b{top:3px}
[dir=ltr] p{left:0}[dir=rtl] p{right:0}#gone{top:4px}@media print{.gone{top:5px}}@media print{.kept:after{content:".gone"}}
.admonition.tip{top:6px}@page{margin:1cm}@keyframes gone{to{top:0}}"""


def test_rules_of_the_theme_that_no_page_can_use_go() -> None:
    assert theme_style(SHEET, ['<html dir="ltr"><p class="kept">'], "") == NOTICE + (
        ":root{--used:1px;--deep:var(--used)}p{margin:var(--deep)}.kept:not(.gone){top:1px}:is(.gone,.kept) a{top:2px}"
        '[dir=ltr] p{left:0}@media print{.kept:after{content:".gone"}}.admonition.tip{top:6px}@page{margin:1cm}'
    )


def test_a_variable_of_the_theme_that_our_own_rules_read_stays() -> None:
    assert '--unused:url("data:,")' in theme_style(SHEET, [], "a { background: var( --unused ) }")


MODULES = {
    "assets/js/page.js": 'import { all } from "./list.js";\nexport function start() { return all(); }\n',
    "assets/js/list.js": 'import { one as first } from "./deep/item.js";\nexport const all = () => [first];\n',
    "assets/js/deep/item.js": "export const one = 1;\n",
    "assets/js/day.js": "export class Day {}\n",
    "assets/js/a.js": 'import { Day } from "./day.js";\n',
    "assets/js/b.js": 'import { Day } from "./day.js";\nimport("./later.js");\n',
    "assets/js/c.js": 'import "./later.js";\n',
    "assets/js/later.js": "run();\n",
}


def test_a_module_goes_into_the_file_that_needs_it() -> None:
    files = bundles(MODULES, [])
    assert {"assets/js/list.js", "assets/js/deep/item.js"}.isdisjoint(files)
    assert files["assets/js/page.js"] == (
        "export const $deep_item = (() => {\nconst one = 1;\nreturn { one };\n})();\n"
        "export const $list = (() => {\nconst { one: first } = $deep_item;\nconst all = () => [first];\nreturn { all };\n})();\n"
        "const { all } = $list;\nexport function start() { return all(); }\n"
    )


def test_a_module_that_two_files_need_stays_one_and_runs_once() -> None:
    files = bundles(MODULES, [])
    assert files["assets/js/day.js"] == MODULES["assets/js/day.js"]
    for name in ("assets/js/a.js", "assets/js/b.js"):
        assert files[name].startswith('import * as $day from "./day.js";\nconst { Day } = $day;\n')


def test_a_module_that_is_linked_or_loaded_later_stays_a_file() -> None:
    assert "assets/js/later.js" in bundles(MODULES, [])
    linked = bundles(MODULES, ["assets/js/list.js"])
    assert linked["assets/js/page.js"].startswith('import * as $list from "./list.js";\n')
    assert "$deep_item" in linked["assets/js/list.js"]


def test_a_module_goes_where_the_other_files_that_need_it_look_anyway() -> None:
    modules = {
        "assets/js/route.js": 'import { read } from "./amount.js";\n',
        "assets/js/amount.js": "export function read() {}\n",
        "assets/js/draft.js": 'import { read } from "./amount.js";\nimport "./route.js";\n',
    }
    files = bundles(modules, ["assets/js/route.js"])
    assert set(files) == {"assets/js/route.js", "assets/js/draft.js"}
    assert 'import { $amount } from "./route.js";' in files["assets/js/draft.js"]


@pytest.mark.parametrize(
    "line",
    [
        'import a from "./day.js";',
        'import * as a from "./day.js";',
        "export default 1;",
        "export let a = 1;",
        "export { a };",
    ],
)
def test_a_form_that_cannot_be_put_together_is_refused(line: str) -> None:
    with pytest.raises(ValueError, match=r"assets/js/x\.js"):
        bundles({**MODULES, "assets/js/x.js": f"{line}\n"}, [])


def test_modules_that_need_each_other_are_refused() -> None:
    with pytest.raises(ValueError, match=r"a\.js needs itself"):
        bundles({"a.js": 'import "./b.js";\n', "b.js": 'import "./a.js";\n'}, [])
