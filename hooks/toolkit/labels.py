"""The words of the interface, in both languages (`labels.yaml`)."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Self

from pydantic import StringConstraints, model_validator

from toolkit.model.base import Bilingual, Model, fault
from toolkit.nearest import nearest
from toolkit.problems import Problem, problem
from toolkit.text_source import place

_BLANK = re.compile(r"\{\w+\}")
# `t("key")` and `map("t_of", "key")`; a key made of pieces is not seen.
_ASKED = re.compile(r"""\b(?:t\(|t_of["'],)\s*["'](\w+)["']\s*[,)]""")


# Not trimmed: the colon of French begins with a no-break space.
Words = Annotated[str, StringConstraints(min_length=1, max_length=400)]


class Label(Bilingual[Words]):
    """A word or sentence, with `{blanks}` the program fills."""

    @model_validator(mode="after")
    def _same_blanks(self) -> Self:
        french, dutch = (set(_BLANK.findall(text)) for text in (self.fr, self.nl))
        if french != dutch:
            raise fault("blanks-differ", blanks=", ".join(sorted(french ^ dutch)))
        return self


class LabelsFile(Model):
    """`labels.yaml`: templates name each by its key."""

    labels: dict[str, Label]


def missing_labels(root: Path, table: LabelsFile) -> Iterator[Problem]:
    """Labels that templates ask for and that do not exist, where they are asked for."""
    for path in sorted((root / "overrides").rglob("*.html")):
        text = path.read_text(encoding="utf-8")
        for match in _ASKED.finditer(text):
            if (key := match[1]) not in table.labels:
                file, spot = path.relative_to(root).as_posix(), place(text, match.start(1))
                yield problem(file, "label-missing", *spot, key=key, near=nearest(key, table.labels))
