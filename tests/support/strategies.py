"""Hypothesis strategies: texts and trees that a hostile or clumsy editor could write."""

import copy
from collections.abc import Sequence
from typing import Any

from hypothesis import strategies as st

SCHEMES = [
    *("https://example.org/", "HTTP://example.org/", "mailto:a@example.org", "//example.org/", "/", "#x", "", "?"),
    *("javascript:alert%281%29", "JaVaScRiPt:alert", "java&#115;cript:alert", "javascript&colon;alert"),
    *("java\tscript:alert", "\x01javascript:alert", " javascript:alert", "vbscript:x", "data:text/html,<script>"),
    *(
        "process:market-square",
        "PROCESS:market-square",
        "process:nothing",
        "<process:market-square>",
        "pro cess:bourse",
        "method:",
        "term:%00",
    ),
    *("lot:lot-1", "facilitator:x", "fr:index.md", "nl:../nl/index.md", "index.md#x", "https://[", "https://a@b/"),
]
ATTACKS = [
    *("<script>alert(1)</script>", "</script><script>alert(1)</script>", "<img src=x onerror=alert(1)>"),
    *('" onmouseover="alert(1)', "' onfocus='alert(1)", "</title><svg/onload=alert(1)>", "<a href='javascript:x'>"),
    *("<!-- data: lots -->", "@@data_lots@@", "@@title@@", "{{ 7 * 7 }}", "{% raw %}", "{count}", "{", "{0.__class__}"),
    *(
        "**a*b__c_",
        "1. a\n- b\n  - c",
        "```\n# x",
        "---",
        "# x",
        "a\n===",
        "[a]\n\n[a]: javascript:x",
        "[a]\n\n[a]:\n java&#115;cript:x",
    ),
    *(
        "\u202e",
        "\0",
        "\x85",
        "\u2028",
        "\ufeff",
        "\r",
        "é",
        "\U0001f600",
        "&amp;&#60;",
        "%s",
        "no",
        "12:30",
        "0470123456",
    ),
    *(
        "2026-02-30",
        "2026-11-23",
        "٢٠٢٦",
        "*a",
        "&a",
        "!!python/object:os.system",
        "a: b",
        "[",
        "{a: ",
        "\t",
        "? ",
        "- ",
    ),
]
# Keys of texts of any form, and of those that have one.
FREE = {"fr", "nl", "name", "url", "link", "website", "email", "phone"}
FORMAL = {"slug", "origin"}
links = st.builds("[{}]({}{})".format, st.text(max_size=5), st.sampled_from(SCHEMES), st.text(max_size=5))
texts = st.one_of(
    st.text(max_size=40),
    st.sampled_from(ATTACKS + SCHEMES),
    links,
    st.lists(st.one_of(links, st.sampled_from(ATTACKS), st.text(max_size=8)), max_size=4).map(" ".join),
    st.sampled_from(ATTACKS).map(lambda text: text * 200),
)
scalars = st.one_of(texts, st.none(), st.booleans(), st.integers(), st.integers(-3, 7), st.floats(), st.dates())
trees = st.recursive(
    scalars,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(texts | scalars, inner, max_size=4),
    max_leaves=8,
)


@st.composite
def altered(draw: st.DrawFn, data: Any, values: st.SearchStrategy[Any] = trees) -> Any:
    """A copy of a tree with a hostile value at a place of its own, or a hostile key."""
    result = copy.deepcopy(data)
    holder, key = draw(st.sampled_from(_places(result)))
    value = draw(values)
    if isinstance(holder, dict) and draw(st.integers(0, 4)) == 0:
        del holder[key]
        key = draw(texts)
    holder[key] = value
    return result


@st.composite
def with_hostile_texts(draw: st.DrawFn, data: Any) -> Any:
    """A copy of a tree with hostile texts where editors write freely."""
    result = copy.deepcopy(data)
    free = [(holder, key) for holder, key in _places(result) if key in FREE and isinstance(holder[key], str)]
    for holder, key in draw(st.lists(st.sampled_from(free), min_size=1, max_size=2)):
        holder[key] = draw(texts)
    return result


def _places(data: Any) -> Sequence[tuple[Any, Any]]:
    """Places of a tree: the dict or list that holds each, and its key or index there."""
    found: list[tuple[Any, Any]] = []
    keys = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    for key, child in list(keys):
        found += [(data, key), *(_places(child) if key not in FORMAL else ())]
    return found
