"""What a build is told from outside the project's data."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Settings:
    """Where the site is published and its pages are edited: addresses that end with a slash.

    `licence` of the open data, empty if none.
    """

    site_url: str
    edit_base: str = ""
    licence: str = ""
    preview: bool = False
