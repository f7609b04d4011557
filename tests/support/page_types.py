"""One page of each type, in both languages, found through the addresses of the project itself."""

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
        "guidance": "framing/why.md",
        "checklist": "framing/go-no-go.md",
        "path": "paths/square.md",
        "methods": "methods/index.md",
        "method": "methods/world-cafe.md",
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
        "process": ("processes", "climate-assembly-consumption"),
        "facilitator": ("facilitators", next(iter(site.catalogue.facilitators))),
        "lot": ("lots", "lot-3"),
    }
    found = {"root": "", "lost-root": "404.html"}
    for language in LANGUAGES:
        found |= {f"{name}-{language}": site.address(path, language) for name, path in pages.items()}
        found |= {f"{name}-{language}": site.record_address(*record, language) for name, record in records.items()}
        found[f"lost-{language}"] = f"{language}/404.html"
    return found


PAGES = page_types()
