"""One page of each type, in both languages, found through the addresses of the project itself.

Pages that templates name are named here too; for the other types, the first page or record there is.
"""

from pathlib import Path

from toolkit import LANGUAGES
from toolkit.project import Project, load

ROOT = Path(__file__).resolve().parents[2]


def project() -> Project:
    """The real project."""
    loaded, problems = load(ROOT)
    assert loaded, problems
    return loaded


def page_types() -> dict[str, str]:
    """Address of each page type, by a readable name such as `process-fr`."""
    site = project()
    pages = {
        "home": "index.md",
        "toolkit": "toolkit.md",
        "guidance": _first_page(site, "framing/"),
        "checklist": "framing/go-no-go.md",
        "path": _first_page(site, "paths/"),
        "methods": "methods/index.md",
        "cases": "cases/index.md",
        "processes": "processes/index.md",
        "counts": "processes/overview.md",
        "follow-up": "processes/ledger.md",
        "directory": "facilitators/index.md",
        "lots": "procurement/lots.md",
        "call-off": "procurement/call-off.md",
        "glossary": "about/glossary.md",
        "site-plan": "about/site-plan.md",
        "search": "search.md",
        "route": "procurement/route.md",
        "forms": "helpers/templates.md",
        "open-data": "processes/open-data.md",
        "statement": "about/accessibility.md",
        "publishing": "about/publishing.md",
    }
    records = {
        name: (kind, next(iter(site.catalog.records(kind))))
        for name, kind in (
            ("process", "processes"),
            ("facilitator", "facilitators"),
            ("lot", "lots"),
            ("method", "methods"),
            ("case", "cases"),
        )
    }
    found = {"root": "", "lost-root": "404.html"}
    for language in LANGUAGES:
        found |= {f"{name}-{language}": site.address(path, language) for name, path in pages.items()}
        found |= {f"{name}-{language}": site.record_address(*record, language) for name, record in records.items()}
        found[f"lost-{language}"] = f"{language}/404.html"
    return found


def _first_page(site: Project, folder: str) -> str:
    """The first page of a folder in the order of names, other than its index."""
    return min(path for _, path in site.pages if path.startswith(folder) and path != f"{folder}index.md")


PAGES = page_types()
