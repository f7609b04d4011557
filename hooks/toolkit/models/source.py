"""Where a fact comes from."""

from typing import Annotated

from toolkit.models.base import Model, text
from toolkit.models.values import SomeDate, WebAddress


class Source(Model):
    """A publication: its publisher or title as printed, its address when it has one, the date it appeared."""

    name: Annotated[str, text(120)]
    url: WebAddress | None = None
    date: SomeDate | None = None
