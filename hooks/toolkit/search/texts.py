"""The light HTML of an entry as Pagefind reads it: words in their order, with the weight of where they stand."""

import re
from dataclasses import dataclass
from html import unescape

from toolkit.search.postings import WHOLE

_BLOCK = re.compile(r'<(h[1-6]|p)(?: id="([^"]*)")?>((?:[^<]+|<(?!/\1>))*)</\1>')
# A sentence that ends with one of these gets a full stop, as in Pagefind (`SENTENCE_CHARS` of its `parser.rs`).
_UNFINISHED = "_'\")$*"  # or a letter, or a figure
# In Pagefind a word of the text weighs 1, one of a first heading 7, of a second 6 and so on.
WEIGHTS = {"p": WHOLE, **{f"h{level}": (8 - level) * WHOLE for level in range(1, 7)}}


@dataclass(frozen=True)
class Anchor:
    """A heading a result can lead to, under the keys of Pagefind; `location` is the number of words before it."""

    element: str
    id: str
    text: str
    location: int


@dataclass(frozen=True)
class Text:
    """`content` is all sentences, their words one space apart; `spans` the weight and number of words of each."""

    title: str
    content: str
    spans: tuple[tuple[int, int], ...]
    anchors: tuple[Anchor, ...]

    @property
    def length(self) -> int:
        """Number of words."""
        return sum(length for _, length in self.spans)


def read_text(body: str) -> Text:
    """Headings and paragraphs (what `stubs` makes) as one text."""
    title, sentences, spans, anchors = "", [], [], []
    place = 0
    for tag, identifier, html in _BLOCK.findall(body):
        written = unescape(html).strip()
        if not (words := written.split()):
            continue
        sentence = " ".join(words)
        if tag == "h1" and not title:
            title = written
        if identifier:
            anchors.append(Anchor(tag, unescape(identifier), written, place))
        place += len(words)
        spans.append((WEIGHTS[tag], len(words)))
        last = sentence[-1]
        sentences.append(f"{sentence}." if last.isalnum() or last in _UNFINISHED else sentence)
    return Text(title, " ".join(sentences), tuple(spans), tuple(anchors))
