"""The corpus as a project of ours: the real code, templates and vocabularies, with generated pages and records."""

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from bench.corpus import LANGUAGES, Corpus, Item, markdown

ROOT = Path(__file__).resolve().parent.parent
KEPT = (
    "hooks",
    "overrides",
    "data",
    "config",
    "mkdocs.yml",
)
# Pages the templates and the data need; their texts are as short as the checks allow.
FIXED = {
    "index.md": {},
    "processes/index.md": {"marker": "processes"},
    "processes/record.md": {"records": "processes"},
    "facilitators/index.md": {"marker": "directory"},
    "facilitators/record.md": {"records": "facilitators"},
    "procurement/index.md": {"marker": "lots"},
    "procurement/lot.md": {"records": "lots"},
    "about/index.md": {},
    "about/glossary.md": {"marker": "glossary"},
    "about/site-plan.md": {"marker": "site-plan"},
    "search.md": {"marker": "search"},
    "processes/open-data.md": {"marker": "downloads"},
    "processes/ledger.md": {"marker": "follow-up"},
    "procurement/route.md": {"marker": "route"},
    # Named by the templates or by the reminders of data/lots.yaml.
    **dict.fromkeys(
        (
            "framing/index.md",
            "framing/legal-frame.md",
            "framing/go-no-go.md",
            "support/index.md",
            "issues/index.md",
            "paths/index.md",
            "helpers/index.md",
            "helpers/choose-a-method.md",
            "about/easy-to-read.md",
            "social-housing/index.md",
            "social-housing/purchasing-centre.md",
            "processes/add.md",
            "procurement/order.md",
            "procurement/call-off.md",
            "procurement/who-can-join.md",
        ),
        {},
    ),
}
PER_SECTION = 25


def write(corpus: Corpus, root: Path) -> None:
    """Write the project into an empty folder."""
    (root / "forms").mkdir()
    for name in KEPT:
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, root / name, ignore=shutil.ignore_patterns("__pycache__"))
        elif source.is_file():
            shutil.copy(source, root / name)
    _write_lots(corpus, root)
    _dump(root / "data/methods.yaml", {"methods": []})
    _dump(root / "facilitators.yaml", {"facilitators": [_facilitator(one) for one in corpus.facilitators]})
    _dump(root / "data/processes.yaml", {"processes": [_process(one) for one in corpus.processes]})
    _write_pages(corpus, root)


def _dump(path: Path, value: Any) -> None:
    path.write_text("\n".join(_block(value)) + "\n", encoding="utf-8")


def _block(value: Any) -> Iterator[str]:
    """A value as the block YAML editors write; quoted as in JSON, which is YAML. (PyYAML takes minutes at L.)"""
    for key, item in value.items() if isinstance(value, dict) else ():
        if isinstance(item, (dict, list)) and item:
            yield f"{key}:"
            yield from (f"  {line}" for line in _block(item))
        else:
            yield f"{key}: {json.dumps(item, ensure_ascii=False)}"
    for item in value if isinstance(value, list) else ():
        first, *rest = _block(item) if isinstance(item, (dict, list)) else [json.dumps(item, ensure_ascii=False)]
        yield f"- {first}"
        yield from (f"  {line}" for line in rest)


def _write_lots(corpus: Corpus, root: Path) -> None:
    text = (ROOT / "data/lots.yaml").read_text(encoding="utf-8")
    per_lot = len(corpus.facilitators) // 6
    (root / "data/lots.yaml").write_text(
        text.replace("contractors_per_lot: 6", f"contractors_per_lot: {per_lot}"), encoding="utf-8"
    )


def _texts(item: Item, field: str) -> dict[str, str]:
    return {one: getattr(item.texts[one], field) for one in LANGUAGES}


def _body(item: Item) -> dict[str, str]:
    return {one: " ".join(item.texts[one].sections[0][1]) for one in LANGUAGES}


def _facilitator(item: Item) -> dict[str, Any]:
    lot = item.number % 6 + 1
    place: dict[str, Any] = {"lot": f"lot-{lot}"}
    if lot > 2:
        place["rank"] = (item.number - (lot - 1 or 6)) // 6 + 1 if lot > 1 else 1
    return {
        "id": f"demo-{item.number}",
        "demonstration": True,
        "name": item.texts["fr"].title,
        "kind": "company",
        "description": _body(item),
        "lots": [place],
        "languages": ["fr", "nl"],
        "expertise": ["facilitation"],
        "region_wide": True,
        "contact": {"email": f"team-{item.number}@example.org"},
        "last_checked": "2026-01-01",
    }


def _process(item: Item) -> dict[str, Any]:
    return {
        "id": f"process-{item.number}",
        "slug": {"fr": f"processus-{item.number}", "nl": f"proces-{item.number}"},
        "title": _texts(item, "title"),
        "summary": _body(item),
        "organiser": "city-of-brussels",
        "place": {"municipalities": [f"210{item.number % 19 + 1:02}"]},
        "themes": ["public-space", "mobility"],
        "level": "involve",
        "dates": {"start": f"{2010 + item.number % 15}-03-01", "end": f"{2010 + item.number % 15}-09-30"},
        "sources": [{"name": "example.org", "url": f"https://example.org/{item.number}"}],
        "last_checked": "2026-01-01",
    }


def _write_pages(corpus: Corpus, root: Path) -> None:
    folders = [f"section-{number:02}" for number in range((len(corpus.pages) - 1) // PER_SECTION + 1)]
    for language in LANGUAGES:
        for path, extra in FIXED.items():
            _page(
                root,
                language,
                path,
                f"{path} {language}",
                f"Fixed page {path}, which the templates need ({language}).",
                extra,
            )
        for folder in folders:
            description = f"Landing page of {folder}, which lists its pages ({language})."
            _page(root, language, f"{folder}/index.md", f"{folder} {language}", description, {})
        for item in corpus.pages:
            text = item.texts[language]
            _page(root, language, _path(item), text.title, text.description, {}, markdown(text))
    sections = [
        {"page": f"{folder}/index.md", "pages": [_path(one) for one in corpus.pages if _path(one).startswith(folder)]}
        for folder in folders
    ]
    _dump(root / "config/navigation.yaml", _navigation(sections))
    segments = {Path(path).stem for path in (*FIXED, *map(_path, corpus.pages))} | set(folders)
    segments |= {Path(path).parent.name for path in FIXED} - {""}
    _dump(root / "config/urls.yaml", {"segments": {one: {"fr": one, "nl": f"{one}-nl"} for one in sorted(segments)}})


def _path(item: Item) -> str:
    return f"section-{(item.number - 1) // PER_SECTION:02}/guide-{item.number:04}.md"


def _navigation(sections: list[dict[str, Any]]) -> dict[str, Any]:
    kinds = (
        "framing",
        "support",
        "issues",
        "paths",
        "helpers",
        "social-housing",
        "processes",
        "facilitators",
        "procurement",
    )
    main = [{"page": f"{kind}/index.md", "pages": _named(kind)} for kind in kinds]
    around = {"page": "about/index.md", "pages": ["search.md", *_named("about")]}
    toolkit = {"page": sections[0]["page"], "pages": sections[0]["pages"], "sections": [*sections[1:], *main[:6]]}
    return {"home": "index.md", "main": [toolkit, *main[6:]], "around": around}


def _named(kind: str) -> list[str]:
    """Fixed pages of a section, without its landing page and the models of records."""
    paths = (path for path, extra in FIXED.items() if path.startswith(kind) and "records" not in extra)
    return [path for path in paths if not path.endswith("index.md")]


def _page(
    root: Path, language: str, path: str, title: str, description: str, extra: dict[str, str], body: str = "Texte.\n"
) -> None:
    lines = [
        "---",
        f"title: {json.dumps(title[:85], ensure_ascii=False)}",
        f"description: {json.dumps(description, ensure_ascii=False)}",
    ]
    lines += [f"records: {extra['records']}"] if "records" in extra else []
    lines += ["---", f"<!-- data: {extra['marker']} -->" if "marker" in extra else "", body]
    target = root / "docs" / language / path
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text("\n".join(lines), encoding="utf-8")
