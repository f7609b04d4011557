"""A hostile page is refused with located problems, or shown without anything that runs."""

from functools import cache

from hypothesis import given
from hypothesis import strategies as st
from support.html_safety import assert_harmless
from support.projects import RENDERER, sample, sample_root
from support.record_checks import KNOWN, assert_located
from support.strategies import texts
from toolkit.build.data_markers import PageFiller, protect_markers
from toolkit.build.dependencies import Recorder
from toolkit.checks.links import link_problems
from toolkit.problems.problem import Problem
from toolkit.project import Project
from toolkit.render.markdown import convert
from toolkit.settings import Settings
from toolkit.sources.data_files import Reading
from toolkit.sources.pages import Page, read_page

HEAD = """---
title: Une page
description: Une page dont le texte est écrit par quelqu’un qui nous veut du mal.
related: {methods: [walk]}
---
"""
# The page whose place it takes.
FILE = "docs/fr/about/easy-to-read.md"
BLOCKS = [
    "- [ ] ",
    "- ",
    "1. ",
    "> ",
    "## ",
    "| a | b |\n| --- | --- |\n| ",
    "!!! note\n    ",
    "    ",
    "```\n",
    "~~~ ",
    "[a]: ",
]
lines = st.builds("{}{}".format, st.sampled_from(["", "", "", *BLOCKS]), texts)
bodies = st.lists(lines, max_size=6).flatmap(
    lambda parts: st.sampled_from(["\n", "\n\n"]).map(lambda end: end.join(parts))
)


@cache
def project() -> Project:
    return sample()


@cache
def filler() -> PageFiller:
    return PageFiller(project(), RENDERER, Settings("https://site.example.org/"), Recorder())


def checked(data: bytes) -> tuple[Page, list[Problem]]:
    """A page, and all that its own checks say of it."""
    document, found = read_page(FILE, data, KNOWN)
    pages = {**project().pages, ("fr", "about/easy-to-read.md"): document}
    links = link_problems(sample_root(), Reading({}, {}, (), KNOWN), pages)
    return document, [*found, *(one for one in links if one.file == FILE)]


def shown(text: str, document: Page) -> str:
    """HTML of the page."""
    return filler().fill(convert(protect_markers(text), "Tableau").html, document)


@given(st.one_of(st.binary(max_size=200), bodies.map(str.encode), bodies.map(lambda body: ("---\n" + body).encode())))
def test_any_bytes_as_a_page_are_told_or_read(data: bytes) -> None:
    document, found = checked(data)
    assert document.whole or found
    assert_located(found, data)


def test_an_accepted_page_runs_nothing() -> None:
    accepted = []

    @given(bodies)
    def harmless(body: str) -> None:
        data = (HEAD + body + "\n").encode()
        document, found = checked(data)
        assert_located(found, data)
        if not found:
            accepted.append(body)
        # Even a page that is refused: what was not seen as a fault must not run.
        assert_harmless(shown(body.replace("\r\n", "\n").replace("\r", "\n"), document))

    harmless()
    assert len(accepted) >= 30
