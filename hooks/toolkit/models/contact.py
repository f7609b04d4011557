"""Contacts of public services, which texts may name."""

from typing import Annotated

from toolkit.models.base import Bilingual, Model, Sentence, text
from toolkit.models.values import WebAddress


class PublicContact(Model):
    """A contact that a public service publishes itself."""

    value: Annotated[str, text(80)]
    service: Bilingual[Sentence]
    source: WebAddress


class ContactsFile(Model):
    """`data/contacts.yaml`."""

    contacts: list[PublicContact]
