"""The participation toolkit: data, rules, templates and checks of the site.

Nothing in this package imports the site generator; `hooks/events.py` is the only file that does.
"""

LANGUAGES = ("fr", "nl")
