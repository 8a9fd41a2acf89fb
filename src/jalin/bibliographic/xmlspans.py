"""Where the records of an XML file stand: found by their tags in the bytes, block by block."""

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass

from jalin.bibliographic.errors import XmlRefused

NAME = rb"(?:[A-Za-z_][\w.\-]*:)?"
_TAGS = (  # one literal "<" in front lets the search run from one to the next
    rb"<(?:(?P<comment>!--)|(?P<cdata>!\[CDATA\[)|(?P<dtd>!(?:DOCTYPE|ENTITY))"
    rb"|(?P<start>" + NAME + rb"record(?=[\s>/]))|(?P<end>/" + NAME + rb"record\s*>)"
)
MARKUP = re.compile(_TAGS + rb")")
MARC = re.compile(rb"<" + NAME + rb"(?:leader|controlfield|datafield)[\s>]")
_ROOT = re.compile(
    rb"\s*+(?:(?><\?.*?\?>|<!--.*?-->)\s*+)*+<([A-Za-z_][\w.\-]*(?::[\w.\-]+)?)(?=[\s>])",
    re.DOTALL,
)
_REST_OF_EMPTY_TAG = re.compile(rb"""(?:[^<>"']|"[^"]*"|'[^']*')*/>""")
_CLOSING = {"comment": b"-->", "cdata": b"]]>"}


@dataclass(frozen=True, slots=True)
class Span:
    """A record in a block of bytes; `whole` when its end tag is there."""

    start: int
    end: int
    whole: bool


class Spans:
    """Finds the records of one file, innermost where they are nested (OAI-PMH).

    Keeps from block to block what is open: the element around all records, and how many records
    around records.
    """

    def __init__(self, file: str, head: bytes) -> None:
        """`head` is where the file begins."""
        self._file = file
        self._markup, self._within_root, self._around = MARKUP, False, 0
        self._cut = False
        found = _ROOT.match(head.removeprefix(codecs.BOM_UTF8))
        if found is not None and found[1].rpartition(b":")[2] != b"record":
            name = re.escape(found[1])
            root = rb"|(?P<root>" + name + rb"(?=[\s>]))|(?P<root_end>/" + name + rb"\s*>))"
            self._markup, self._within_root = re.compile(_TAGS + root), True

    @property
    def broken_off(self) -> bool:
        """Behind the last block: whether the file ends where it should not, outside a record."""
        return self._within_root or self._around > 0 or self._cut

    def find(self, data: bytes, *, final: bool) -> tuple[list[Span], int]:
        """The records in a block, and where in it the next one has to begin. Raises `XmlRefused`.

        With `final` nothing comes behind the block, and its last record ends with it.
        """
        spans: list[Span] = []
        open_, on, self._cut = -1, len(data), False
        for kind, start, end in self._tags(data):
            if kind in ("start", "empty") and open_ >= 0:
                self._begun_within(data, open_, start, spans)
            if kind == "start":
                open_ = start
            elif kind == "empty" or (kind == "end" and open_ >= 0):
                spans.append(Span(start if kind == "empty" else open_, end, whole=True))
                open_ = -1
            elif kind == "end":
                self._around = max(self._around - 1, 0)
            elif kind == "cut":
                self._cut, on = True, start
            else:
                self._within_root = kind == "root"
        if not final:
            return spans, open_ if open_ >= 0 else on
        if open_ >= 0:
            spans.append(Span(open_, len(data), whole=False))
        return spans, len(data)

    def _tags(self, data: bytes) -> Iterator[tuple[str, int, int]]:
        """The tags that count: their kind, and where they begin and end."""
        at = 0
        while match := self._markup.search(data, at):
            kind, start, at = str(match.lastgroup), match.start(), match.end()
            if kind == "dtd":
                raise XmlRefused(file=self._file, declaration=line(data, start))
            if kind in _CLOSING:
                closing = data.find(_CLOSING[kind], at)
                if closing < 0:
                    yield "cut", start, len(data)
                    return
                at = closing + 3
                continue
            if kind == "start" and (rest := _REST_OF_EMPTY_TAG.match(data, at)):
                kind, at = "empty", rest.end()
            yield kind, start, at
        last = data.rfind(b"<", at)
        if last >= 0 and data.find(b">", last) < 0:
            yield "cut", last, len(data)

    def _begun_within(self, data: bytes, open_: int, start: int, spans: list[Span]) -> None:
        """A record begins where another is open: that lacks its end tag, or is around this."""
        if MARC.search(data, open_, start):
            spans.append(Span(open_, start, whole=False))
        else:
            self._around += 1


def line(data: bytes, start: int) -> str:
    """The beginning of a declaration, to be shown."""
    return data[start : start + 60].split(b"\n")[0].decode("ascii", "replace")
