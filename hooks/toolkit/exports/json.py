"""JSON with everything, in both languages, and the JSON Schema of the same models."""

import datetime
from typing import Annotated

from pydantic import Field

from toolkit import LANGUAGES
from toolkit.domain.context import Context
from toolkit.domain.process_list import in_order
from toolkit.exports.base import FOLDER, dump
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


def json_file(context: Context) -> bytes:
    """Return all processes, as in `data/processes.yaml`; empty fields are left out."""
    catalog = context.project.catalog
    words = {name: {id: entry.label for id, entry in catalog.words[name].items()} for name in VOCABULARIES}
    content = PublishedProcesses.model_construct(
        generated=context.project.today,
        words=words | {"methods": {id: method.name for id, method in catalog.methods.items()}},
        processes=[_published(context, process) for process in in_order(catalog)],
    )
    return dump({"$schema": _schema_address(context), **content.model_dump(mode="json", exclude_none=True)})


def schema_file(context: Context) -> bytes:
    """Return the schema of that file."""
    schema = PublishedProcesses.model_json_schema(mode="serialization")
    schema["properties"]["$schema"] = {"type": "string", "format": "uri"}
    return dump({"$schema": "https://json-schema.org/draft/2020-12/schema", "$id": _schema_address(context), **schema})


def _schema_address(context: Context) -> str:
    return context.link(f"{FOLDER}/{SCHEMA}")


def _published(context: Context, process: Process) -> PublishedProcess:
    project = context.project
    pages = {code: context.link(project.record_address("processes", process.id, code)) for code in LANGUAGES}
    status = process.status(project.today)
    return PublishedProcess.model_construct(**dict(process), page=Bilingual[str](**pages), status_then=status)
