"""The browser of `tests/browser`, for what it makes and another program must open."""

from browser.conftest import *  # noqa: F403
