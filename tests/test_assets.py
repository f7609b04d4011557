"""Assets: the digest in each name, the references that follow, the rules of the theme that no page can use."""

import re

import pytest
from toolkit.assets.pipeline import fingerprint
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


FILES = {
    "assets/js/list.js": b'import { fold } from "./shared/fold.js";\nimport "./day.js";\n',
    "assets/js/shared/fold.js": b'import { today } from "../day.js";\nexport const fold = 1;\n',
    "assets/js/day.js": b"export const today = 1;\n",
    "assets/js/site.js": b'/** @param {import("./list.js").List} list */\nopen(() => import("./list.js"));\n',
    "assets/css/site.css": b"a{background:url(../img/a.svg)}b{background:url(data:,)}",
    "assets/img/a.svg": b"<svg/>",
}


def test_names_change_with_the_content_and_references_follow() -> None:
    before = fingerprint(FILES)
    after = fingerprint({**FILES, "assets/js/day.js": b"export const today = 2;\n"})
    changed = {name for name in FILES if before[name].path != after[name].path}
    assert changed == {"assets/js/day.js", "assets/js/shared/fold.js", "assets/js/list.js", "assets/js/site.js"}
    paths = {name: asset.path.rpartition("/")[2] for name, asset in before.items()}
    assert before["assets/js/list.js"].content.decode() == (
        f'import {{ fold }} from "./shared/{paths["assets/js/shared/fold.js"]}";\nimport "./{paths["assets/js/day.js"]}";\n'
    )
    assert before["assets/js/shared/fold.js"].content.startswith(b'import { today } from "../day.')
    assert before["assets/css/site.css"].content.decode() == (
        f"a{{background:url(../img/{paths['assets/img/a.svg']})}}b{{background:url(data:,)}}"
    )


def test_a_page_preloads_what_its_script_imports_at_once() -> None:
    assets = fingerprint(FILES)
    imported = {assets["assets/js/shared/fold.js"].path, assets["assets/js/day.js"].path}
    assert set(assets["assets/js/list.js"].preloads) == imported
    assert assets["assets/js/site.js"].preloads == ()


def test_a_type_in_a_comment_is_not_an_import() -> None:
    content = fingerprint(FILES)["assets/js/site.js"].content
    assert b'{import("./list.js").List}' in content
    assert b'=> import("./list.js")' not in content


@pytest.mark.parametrize(
    ("files", "message"),
    [
        ({"a.js": b'import "./b.js";\n'}, "b.js does not exist: a.js"),
        ({"a.js": b'import "./b.js";\n', "b.js": b'import "./a.js";\n'}, "a.js imports itself: a.js > b.js"),
    ],
)
def test_a_script_that_could_not_run_is_refused(files: dict[str, bytes], message: str) -> None:
    with pytest.raises(ValueError, match=re.escape(message)):
        fingerprint(files)
