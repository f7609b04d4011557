"""JSON with everything, in both languages, and the JSON Schema of the same models."""

import datetime
from typing import Annotated

from pydantic import Field

from toolkit.exports.base import Source, dump
from toolkit.models.base import Bilingual, Model
from toolkit.models.process import Process

SCHEMA = "processes.schema.json"
VOCABULARIES = ("themes", "levels", "statuses", "answers", "municipalities", "organisers")


class PublishedProcess(Process):
    """A process, with the address of its page and its status on the day the file was made."""

    page: Bilingual[str]
    status_then: Annotated[str, Field(description="Identifier of the vocabulary `statuses`.")]


class PublishedProcesses(Model):
    """The whole file. `words` gives the labels of the identifiers."""

    generated: datetime.date
    words: dict[str, dict[str, Bilingual[str]]]
    processes: list[PublishedProcess]


def json_file(source: Source) -> bytes:
    """All processes, as in `data/processes.yaml`; empty fields are left out."""
    made = PublishedProcesses.model_construct(
        generated=source.project.today,
        words=_words(source),
        processes=[_published(source, one) for one in source.processes],
    )
    content = made.model_dump(mode="json", exclude_none=True)
    return dump({"$schema": source.file(SCHEMA), **content})


def schema_file(source: Source) -> bytes:
    """Schema of that file."""
    schema = PublishedProcesses.model_json_schema(mode="serialization")
    schema["properties"]["$schema"] = {"type": "string", "format": "uri"}
    return dump({"$schema": "https://json-schema.org/draft/2020-12/schema", "$id": source.file(SCHEMA), **schema})


def _published(source: Source, process: Process) -> PublishedProcess:
    page = Bilingual[str](fr=source.page(process, "fr"), nl=source.page(process, "nl"))
    status = process.status(source.project.today)
    return PublishedProcess.model_construct(**dict(process), page=page, status_then=status)


def _words(source: Source) -> dict[str, dict[str, Bilingual[str]]]:
    catalogue = source.project.catalogue
    words = {name: {id: one.label for id, one in catalogue.words[name].items()} for name in VOCABULARIES}
    return {**words, "methods": {id: one.name for id, one in catalogue.methods.items()}}
