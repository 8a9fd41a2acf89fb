"""Records of ISO 2709 built byte by byte, sound ones and broken ones."""

from collections.abc import Iterator, Sequence

from jalin.bibliographic.chunk import Chunk
from jalin.bibliographic.reading import read_bytes

Fields = Sequence[tuple[str, bytes]]

MARC21 = "00000nam a2200000 a 4500"
UNIMARC = "00000nam0 2200000 i 450 "

RUSSIAN = (
    ("001", "RU-1"),
    ("100", "  \x1fa20030716d1997    u  y0rusy0189    ca"),
    ("101", "0 \x1farus"),
    ("200", "1 \x1faЗадачи и этюды\x1feсборник статей\x1ffпод редакцией В. Н. Барсукова"),
    ("210", "  \x1faМосква\x1fcНаука\x1fd1997"),
    ("801", " 0\x1faRU\x1fbNLR"),
)
SIMPLE = (
    ("001", b"42"),
    ("008", b"051116s2005    io a                ind  "),
    ("245", b"10\x1faLaskar pelangi /\x1fcAndrea Hirata."),
    ("260", b"  \x1faYogyakarta :\x1fbBentang,\x1fc2005."),
)


def iso2709(fields: Fields, leader: str = MARC21) -> bytes:
    """A sound record."""
    directory, data = b"", b""
    for tag, content in fields:
        directory += b"%b%04d%05d" % (tag.encode(), len(content) + 1, len(data))
        data += content + b"\x1e"
    base = 24 + len(directory) + 1
    length = base + len(data) + 1
    label = leader.encode()
    label = b"%05d" % length + label[5:12] + b"%05d" % base + label[17:24]
    return label + directory + b"\x1e" + data + b"\x1d"


def encoded(fields: Sequence[tuple[str, str]], encoding: str) -> list[tuple[str, bytes]]:
    return [(tag, content.encode(encoding)) for tag, content in fields]


def simple(number: int) -> bytes:
    """A sound record with its own control number."""
    return iso2709([("001", str(number).encode()), *SIMPLE[1:]])


def texts(chunk: Chunk) -> Iterator[list[tuple[str, str]]]:
    """Tags and decoded contents of each record; an unreadable one has none."""
    records: list[list[tuple[str, str]]] = [[] for _ in range(len(chunk))]
    columns = (chunk.field_record, chunk.field_tag, chunk.field_start, chunk.field_end)
    for record, code, start, end in zip(*(column.tolist() for column in columns), strict=True):
        tag = bytes((code >> 16, code >> 8 & 255, code & 255)).decode("ascii")
        records[record].append((tag, chunk.text[start:end].decode("utf-8")))
    yield from records


def all_texts(data: bytes, **options: object) -> list[list[tuple[str, str]]]:
    """The records of bytes in memory, over all chunks."""
    chunks = read_bytes(data, **options)  # type: ignore[arg-type]
    return [record for chunk in chunks for record in texts(chunk)]


def as_text(fields: Fields) -> list[tuple[str, str]]:
    return [(tag, content.decode("utf-8")) for tag, content in fields]


def check_shape(chunk: Chunk) -> None:
    """What every consumer of a chunk relies on."""
    count = len(chunk)
    for column in (chunk.record_start, chunk.readable, chunk.encoding, chunk.leader_start):
        assert len(column) == count
    chunk.text.decode("utf-8")
    ends = chunk.record_start + chunk.record_length
    assert (chunk.record_start[1:] >= ends[:-1]).all()
    assert (ends <= len(chunk.supplied)).all()
    assert (chunk.field_record[1:] >= chunk.field_record[:-1]).all()
    assert sorted(set(chunk.field_record.tolist())) == chunk.readable.nonzero()[0].tolist()
    for start in chunk.leader_start.tolist():
        assert len(chunk.text[start : start + 24].decode("ascii")) == 24
    for record in texts(chunk):
        for tag, content in record:
            assert not {"\x1d", "\x1e"} & set(content)
            assert tag.startswith("00") or content[2:3] == "\x1f"
    fatal = {fault.offset for fault in chunk.faults if fault.fatal}
    assert fatal == set(chunk.record_offset[~chunk.readable].tolist())
    assert all(fault.text() for fault in chunk.faults)
