"""Settings of a build that come from the configuration of the site generator rather than from the data."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Settings:
    """Where the site is published and its pages are edited: addresses that end with a slash.

    `licence` is that of the open data, empty if none is granted.
    """

    site_url: str
    edit_base: str = ""
    licence: str = ""
    preview: bool = False
