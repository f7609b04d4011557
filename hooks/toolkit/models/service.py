"""What the public service publishes about itself: contacts that texts may name, the accessibility statement.

The statement follows the model of Commission Implementing Decision (EU) 2018/1523.
"""

from typing import Annotated, Literal

from pydantic import Field

from toolkit.models.base import Bilingual, Model, RichText, Sentence, text
from toolkit.models.values import Email, FullDate, Phone, WebAddress


class PublicContact(Model):
    """A contact that a public service publishes itself."""

    value: Annotated[str, text(80)]
    service: Bilingual[Sentence]
    source: WebAddress


class ContactsFile(Model):
    """`data/contacts.yaml`."""

    contacts: list[PublicContact]


class FeedbackContact(Model):
    """Where readers report an obstacle, and within how many days they are answered."""

    email: Email
    phone: Phone | None = None
    days: Annotated[int, Field(ge=1, le=60)]


class Statement(Model):
    """What the publisher declares. `compliance` and `basis` use the three answers the decision allows for each."""

    compliance: Literal["full", "partial", "none"]
    basis: Literal["self_assessment", "third_party"]
    method: Bilingual[RichText]
    to_check: list[Bilingual[Sentence]]
    not_accessible: list[Bilingual[RichText]]
    out_of_scope: list[Bilingual[RichText]]
    prepared: FullDate
    reviewed: FullDate
    contact: FeedbackContact | None = None
    appeal: Bilingual[RichText] | None = None


class AccessibilityFile(Model):
    """`data/accessibility.yaml`."""

    statement: Statement
