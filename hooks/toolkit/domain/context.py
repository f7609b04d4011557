"""The context of templates: words, links, dates and texts, in one language and for one page."""

import datetime
import json
import re
from collections.abc import Callable, Iterable, Mapping
from functools import cached_property, lru_cache
from typing import Any
from unicodedata import normalize

from babel.dates import format_date, format_skeleton
from babel.lists import format_list
from babel.numbers import format_decimal
from markupsafe import Markup
from pydantic_core import to_json

from toolkit.domain import urls
from toolkit.domain.project import Project
from toolkit.kinds import BY_SCHEME, KINDS
from toolkit.models import rich_text
from toolkit.models.rich_text import SAFE_SCHEMES, scheme_of
from toolkit.models.values import PartialDate
from toolkit.problems.problem import ProblemsError, problem
from toolkit.problems.suggestions import nearest
from toolkit.sources.pages import Page

# Belgian usage: 30.000 in Dutch, 30 000 in French.
LOCALES = {"fr": "fr_BE", "nl": "nl_BE"}
_BLANK = re.compile(r"\{(\w+)\}")
# French counts the first day of a month only, which Babel does not know.
FIRST_DAYS = {"fr": "1er", "nl": "1"}


class Context:
    """A language, and the address of a page (relative to the root). `link` turns an address into what it prints."""

    def __init__(self, project: Project, language: str, address: str, link: Callable[[str], str] | None = None) -> None:
        self.project, self.language, self.address = project, language, address
        self.link = link or (lambda target: urls.relative(target, address))

    def t(self, key: str, **values: object) -> str:
        """A word of the interface, its `{blanks}` filled."""
        try:
            sentence: str = self.project.catalog.labels[key][self.language]
        except KeyError:  # asked for by Python, or by a name made of parts, which `checks/templates.py` does not see
            near = nearest(key, self.project.catalog.labels)
            raise ProblemsError(problem("config/labels.yaml", "label-missing", key=key, near=near)) from None
        return _BLANK.sub(lambda match: str(values.get(match[1], match[0])), sentence) if values else sentence

    def in_language(self, language: str, key: str, **values: object) -> str:
        """A word of the interface in another language."""
        return Context(self.project, language, self.address).t(key, **values)

    def date_in(self, language: str, value: PartialDate | datetime.date) -> str:
        """A date in the words of another language."""
        return Context(self.project, language, self.address).date(value)

    def page_in(self, language: str, path: str) -> str:
        """Link to a page in another language."""
        return self.link(self.project.address(path, language))

    def word(self, vocabulary: str, identifier: str) -> str:
        """Label of an entry of a vocabulary."""
        label: str = self.project.catalog.words[vocabulary][identifier].label[self.language]
        return label

    def description(self, vocabulary: str, identifier: str) -> str:
        """Description of an entry of a vocabulary."""
        text: str = self.project.catalog.words[vocabulary][identifier].description[self.language]
        return text

    def kinds(self) -> dict[str, str]:
        """Names of the kinds of search results, by their value of the facet `kind`."""
        labels = {kind.scheme: kind.label for kind in KINDS.values()}
        return {
            value: self.t(key) for value, key in ({"guidance": "kind_guidance", "path": "kind_path"} | labels).items()
        }

    def page(self, path: str) -> str:
        """Link to a page by its neutral path; an anchor may follow."""
        name, mark, anchor = path.partition("#")
        return self.link(self.project.address(name, self.language) + mark + anchor)

    def record(self, kind: str, identifier: str) -> str:
        """Link to a record."""
        return self.link(self.project.record_address(kind, identifier, self.language))

    def page_at(self, path: str) -> Page:
        """The page at a neutral path, in the reader's language."""
        return self.project.pages[(self.language, path)]

    def has(self, path: str) -> bool:
        """Whether a page exists in the reader's language."""
        return (self.language, path) in self.project.pages

    def resolve(self, target: str) -> str:
        """A link as written in Markdown (`process:bourse`, `nl:framing/why.md`, `https://...`) to what is printed."""
        scheme, _, rest = target.partition(":")
        kind = BY_SCHEME.get(scheme.lower())
        if kind and rest in self.project.catalog.records(kind.name):
            return self.record(kind.name, rest)
        if (scheme, rest.partition("#")[0]) in self.project.pages:
            name, mark, anchor = rest.partition("#")
            return self.link(self.project.address(name, scheme) + mark + anchor)
        # Validation refuses the rest. If some slips through: an unknown record is left for the checks of the finished
        # HTML, anything else must not run.
        return target if scheme_of(target) in ("", *SAFE_SCHEMES, *BY_SCHEME) else "#"

    def rich(self, text: str) -> Markup:
        """HTML of a text that may use the small subset of Markdown."""
        return rich_text.to_html(text, self.resolve)

    def inline(self, text: str) -> Markup:
        """The same without a paragraph around it."""
        return rich_text.to_html(text, self.resolve, inline=True)

    def mentions(self, kind: str, identifier: str) -> list[Page]:
        """Pages in the reader's language that send readers to a record."""
        paths = self.project.relations.mentions.get((kind, identifier), ())
        return [self.page_at(path) for path in paths if self.has(path)]

    def plain(self, text: str) -> str:
        """The words of such a text, without marks."""
        return rich_text.to_text(text)

    def short(self, text: str, limit: int = 155) -> str:
        """The beginning of a text, cut after a word; long enough for a list or a search engine."""
        words = self.plain(text)
        return words if len(words) <= limit else words[:limit].rsplit(" ", 1)[0].rstrip(",;:. ") + "…"

    def date(self, value: PartialDate | datetime.date) -> str:
        """A date in words, as precise as it is: `2023`, `octobre 2023`, `21 octobre 2023`."""
        return _date_in_words(value, self.language)

    def number(self, value: int) -> str:
        """A number with the thousands separator of the language."""
        # French typography wants a no-break space; Babel's is the narrow one, absent from many fonts.
        return format_decimal(value, locale=LOCALES[self.language]).replace("\N{NARROW NO-BREAK SPACE}", "\xa0")

    def joined(self, items: Iterable[str]) -> str:
        """A list in a sentence: `a, b et c`."""
        return format_list(list(items), locale=LOCALES[self.language])

    def quoted(self, text: str) -> str:
        """A text between the quotation marks of the language."""
        return self.t("quoted", text=text)

    def sorting(self, text: str) -> str:
        """Sort key of a text, without accents and capitals."""
        return normalize("NFKD", text.casefold())

    def changes(self, vocabulary: str, coming: Iterable[tuple[str, str]]) -> str:
        """Changes still to come (see `timeline.py`) for a data attribute: day, identifier, label."""
        return json.dumps([[day, key, self.word(vocabulary, key)] for day, key in coming], ensure_ascii=False)

    def json(self, value: Mapping[str, Any]) -> Markup:
        """JSON for a data block of a page; `<` is escaped so that no text can close the block."""
        text = to_json(value).decode()
        return Markup(text.replace("<", "\\u003c"))  # noqa: S704

    @cached_property
    def other(self) -> str:
        """The other language."""
        return next(language for language in LOCALES if language != self.language)


@lru_cache(maxsize=20_000)
def _date_in_words(value: PartialDate | datetime.date, language: str) -> str:
    """A site prints few different dates, many times, and Babel is slow."""
    locale = LOCALES[language]
    if isinstance(value, PartialDate) and len(value.parts) == 1:
        return value
    if isinstance(value, PartialDate) and len(value.parts) == 2:
        return format_skeleton("yMMMM", value.first, locale=locale)
    day = value.first if isinstance(value, PartialDate) else value
    words = format_date(day, "long", locale=locale)
    return FIRST_DAYS[language] + words[1:] if day.day == 1 else words
