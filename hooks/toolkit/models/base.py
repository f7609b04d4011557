"""What all models share: strict types, no unknown key, frozen records, texts in both languages."""

from typing import Annotated, Generic, TypeVar

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints
from pydantic_core import PydanticCustomError

from toolkit.models.rich_text import markup_faults

T = TypeVar("T")


class Model(BaseModel):
    """Base of every model."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)


class Bilingual(Model, Generic[T]):
    """The same text in French and in Dutch; `text[language]` reads one."""

    fr: T
    nl: T

    def __getitem__(self, language: str) -> T:
        value: T = getattr(self, language)
        return value


def fault(code: str, at: str = "", **details: object) -> PydanticCustomError:
    """A rule broken, by its code in `messages.yaml`; `at` names the key of the record to point at."""
    return PydanticCustomError(code, "{code}", {"code": code, "at": at, **{k: shown(v) for k, v in details.items()}})


def shown(value: object) -> str:
    """A value as messages print it."""
    if isinstance(value, bool):
        return str(value).lower()
    return "{…}" if isinstance(value, dict) else "[…]" if isinstance(value, list) else str(value)


def _safe_markup(text: str) -> str:
    for code, details in markup_faults(text):
        raise fault(code, **details)
    return text


def text(limit: int, least: int = 1) -> StringConstraints:
    """Constraints of a text: trimmed, between `least` and `limit` characters."""
    return StringConstraints(strip_whitespace=True, min_length=least, max_length=limit)


Label = Annotated[str, text(60)]
Title = Annotated[str, text(130)]
Sentence = Annotated[str, text(400)]
RichText = Annotated[
    str, text(2000), AfterValidator(_safe_markup), Field(description="Emphasis, links and lists only.")
]
Identifier = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+([_-][a-z0-9]+)*$", max_length=60)]
Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=70)]
