"""One record as supplied, decoded: for the record page and for export."""

from collections.abc import Iterator
from dataclasses import dataclass

from jalin.bibliographic.chunk import Chunk

DELIMITER = b"\x1f"


@dataclass(frozen=True, slots=True)
class Field:
    """A field; a control field has no indicators, and one subfield with the code ""."""

    tag: str
    ind1: str
    ind2: str
    subfields: list[tuple[str, str]]

    @property
    def is_control(self) -> bool:
        return self.tag.startswith("00")


def leader_of(chunk: Chunk, i: int) -> str:
    """The 24 characters of the leader of record `i`."""
    start = int(chunk.leader_start[i])
    return chunk.text[start : start + 24].decode("utf-8", "replace")


def fields_of(chunk: Chunk, i: int) -> list[Field]:
    """The fields of record `i`, in the order of the record."""
    return list(_fields(chunk, i))


def _fields(chunk: Chunk, i: int) -> Iterator[Field]:
    low, high = (int(at) for at in chunk.field_record.searchsorted([i, i + 1]))
    for at in range(low, high):
        tag = int(chunk.field_tag[at]).to_bytes(3, "big").decode("ascii", "replace")
        content = chunk.text[int(chunk.field_start[at]) : int(chunk.field_end[at])]
        yield _control(tag, content) if tag.startswith("00") else _data(tag, content)


def _control(tag: str, content: bytes) -> Field:
    return Field(tag, "", "", [("", content.decode("utf-8", "replace"))])


def _data(tag: str, content: bytes) -> Field:
    indicators, *parts = content.split(DELIMITER)
    ind = indicators.decode("utf-8", "replace").ljust(2)
    texts = (part.decode("utf-8", "replace") for part in parts)
    return Field(tag, ind[0], ind[1], [(text[:1], text[1:]) for text in texts if text])
