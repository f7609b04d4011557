"""The real project with thousands of processes: invented ones are real ones taken apart and put together again."""

import json
import random
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from toolkit import LANGUAGES
from toolkit.domain.region import middle
from toolkit.domain.urls import slug
from toolkit.models.process import Process
from toolkit.project import Project, load

ROOT = Path(__file__).resolve().parent.parent
APART = (".*", "site", "dist", "build", "tests", "__pycache__", "bench*")
SEED = 20261123
TITLE_WORDS = 6


def write(number: int, root: Path) -> None:
    """Write the project, with a number of processes, into a folder that does not exist. (JSON is YAML.)"""
    project, problems = load(ROOT)
    if project is None:
        raise SystemExit(f"{len(problems)} problems; run make check")
    shutil.copytree(ROOT, root, ignore=shutil.ignore_patterns(*APART))
    records = [*map(_plain, project.catalogue.processes.values())]
    records += invented(project, number - len(records))
    (root / "data/processes.yaml").write_text(json.dumps({"processes": records}, ensure_ascii=False), encoding="utf-8")


def invented(project: Project, number: int) -> Iterator[dict[str, Any]]:
    """So many records, all different, the same at each run."""
    source, real = random.Random(SEED), [*map(_plain, project.catalogue.processes.values())]  # noqa: S311 (no secret)
    texts = {one: _Texts(source, one, real) for one in LANGUAGES}
    for at in range(number):
        titles = {one: texts[one].title() for one in LANGUAGES}
        yield {
            "id": f"invented-{at}",
            "slug": {one: slug(title)[:70].rstrip("-") for one, title in titles.items()},
            "title": titles,
            "summary": {one: texts[one].summary() for one in LANGUAGES},
            **_facts(source, project, real),
        }


class _Texts:
    """Titles and summaries in a language, out of the words and the sentences of the real ones."""

    def __init__(self, source: random.Random, language: str, real: list[dict[str, Any]]) -> None:
        self._source = source
        self._words = [word for one in real for word in one["title"][language].split()]
        self._sentences = [part for one in real for part in one["summary"][language].rstrip(".").split(". ")]
        self._seen: set[str] = set()

    def title(self) -> str:
        """A title whose slug was not given yet."""
        while (short := slug(made := self._shuffled())[:70].rstrip("-")) in self._seen:
            continue
        self._seen.add(short)
        return made

    def summary(self) -> str:
        return ". ".join(self._source.sample(self._sentences, 4)) + "."

    def _shuffled(self) -> str:
        return " ".join(self._source.sample(self._words, TITLE_WORDS)).strip(":,;").capitalize()[:125]


def _facts(source: random.Random, project: Project, real: list[dict[str, Any]]) -> dict[str, Any]:
    words, year = project.catalogue.words, source.randint(2008, 2026)
    start, end = f"{year}-{source.randint(1, 12):02}-10", f"{year + source.randint(1, 3)}-0{source.randint(1, 9)}"
    made = {key: source.choice(real)[key] for key in ("level", "sources", "last_checked")}
    municipalities = source.sample([*words["municipalities"]], source.choice([1, 1, 1, 1, 2, 3]))
    made["organiser"] = source.choice([*words["organisers"]])
    made["place"] = {"region_wide": True} if source.random() < 0.15 else {"municipalities": sorted(municipalities)}
    if len(municipalities) == 1 and not made["place"].get("region_wide") and source.random() < 0.3:
        longitude, latitude = middle(municipalities[0])
        made["place"]["point"] = {"latitude": latitude, "longitude": longitude}
    made["themes"] = source.sample([*words["themes"]], source.choice([1, 2, 2, 3]))
    made["methods"] = source.sample([*project.catalogue.methods], source.choice([0, 1, 1, 2]))
    made["dates"] = source.choice(_PERIODS)(start, end)
    made["follow_up"] = [_promise(source, real, end) for _ in range(source.choice([0, 0, 0, 1, 2]))]
    return made


_PERIODS: tuple[Callable[[str, str], dict[str, Any]], ...] = (
    lambda start, end: {"start": start, "end": end},
    lambda start, end: {"start": start[:7], "end": end},
    lambda start, end: {"start": start, "end": end, "open_from": start, "open_until": end},
    lambda start, end: {"start": start, "permanent": True},
    lambda start, end: {"start": start[:4]},
)


def _promise(source: random.Random, real: list[dict[str, Any]], day: str) -> dict[str, Any]:
    entry = dict(source.choice([entry for one in real for entry in one.get("follow_up", [])]))
    for key in ("promised", "answered"):
        if key in entry:
            entry[key] = f"{day}-{source.randint(1, 28):02}"
    return entry


def _plain(process: Process) -> dict[str, Any]:
    plain: dict[str, Any] = process.model_dump(mode="json", exclude_none=True)
    return plain
