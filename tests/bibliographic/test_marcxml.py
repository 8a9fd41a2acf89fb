"""MARCXML: with and without a namespace, broken in the middle, hostile, in other encodings."""

import random
from contextlib import suppress

import pytest

from jalin.bibliographic.chunk import ENCODINGS, Chunk
from jalin.bibliographic.errors import CatalogueFileError, UnknownEncoding, XmlRefused
from jalin.bibliographic.reading import read_bytes
from tests.bibliographic.iso2709_records import all_texts, check_shape, texts

LEADER = "00000nam a2200000 a 4500"


def record(number: int, title: str = "Мың бір түн", prefix: str = "") -> str:
    p = prefix
    return (
        f"<{p}record>\n <{p}leader>{LEADER}</{p}leader>\n"
        f' <{p}controlfield tag="001">{number}</{p}controlfield>\n'
        f' <{p}datafield tag="245" ind1="1" ind2=" ">\n'
        f'  <{p}subfield code="a">{title}</{p}subfield>\n </{p}datafield>\n</{p}record>'
    )


def collection(*records: str, head: str = "<collection>", foot: str = "</collection>") -> bytes:
    return ('<?xml version="1.0"?>\n' + head + "\n".join(records) + foot).encode()


def expected(number: int, title: str = "Мың бір түн") -> list[tuple[str, str]]:
    return [("001", str(number)), ("245", f"1 \x1fa{title}")]


def one_chunk(data: bytes) -> Chunk:
    (chunk,) = read_bytes(data, file="f.xml")
    check_shape(chunk)
    return chunk


def test_records_are_kept_as_supplied() -> None:
    data = collection(record(1), record(2))
    chunk = one_chunk(data)
    assert list(texts(chunk)) == [expected(1), expected(2)]
    place, length = int(chunk.record_offset[1]), int(chunk.record_length[1])
    assert data[place : place + length].decode() == record(2)
    assert chunk.text[chunk.leader_start[1] :][:24].decode() == LEADER


@pytest.mark.parametrize(
    ("head", "prefix", "foot"),
    [
        ('<collection xmlns="http://www.loc.gov/MARC21/slim">', "", "</collection>"),
        ('<m:collection xmlns:m="http://www.loc.gov/MARC21/slim">', "m:", "</m:collection>"),
        ("<marc:collection>", "marc:", "</marc:collection>"),
        ("", "", ""),
    ],
)
def test_any_namespace_or_none(head: str, prefix: str, foot: str) -> None:
    data = collection(record(1, prefix=prefix), head=head, foot=foot)
    assert all_texts(data) == [expected(1)]


def test_records_within_records_of_oai() -> None:
    deleted = '<record><header status="deleted"><identifier>x</identifier></header></record>'
    harvested = f"<record><header/><metadata>{record(5)}</metadata></record>"
    ends = "</ListRecords></OAI-PMH>"
    data = collection(deleted, harvested, head="<OAI-PMH><ListRecords>", foot=ends)
    chunk = one_chunk(data)
    assert list(texts(chunk)) == [expected(5)]
    assert chunk.faults == ()


def test_comments_and_character_data_hold_no_records() -> None:
    data = collection(
        f"<!-- {record(9)} -->", record(1, "A &amp; B <![CDATA[<record> & </record>]]>")
    )
    assert all_texts(data) == [expected(1, "A & B <record> & </record>")]


def test_broken_in_the_middle() -> None:
    broken = record(2).replace("</subfield>", "")
    data = collection(record(1), broken, record(3))
    chunk = one_chunk(data)
    assert list(texts(chunk)) == [expected(1), [], expected(3)]
    (fault,) = chunk.faults
    assert (fault.offset, fault.identifier, fault.fatal) == (data.index(broken.encode()), "2", True)


def test_a_record_without_end_does_not_swallow_the_next() -> None:
    chunk = one_chunk(collection(record(1).removesuffix("</record>"), record(2)))
    assert list(texts(chunk)) == [[], expected(2)]


def test_a_file_that_breaks_off() -> None:
    data = collection(record(1), record(2))[:-60]
    chunk = one_chunk(data)
    assert chunk.readable.tolist() == [True, False]
    assert [fault.identifier for fault in chunk.faults] == ["2"]


HEAD, WHOLE = "<collection>", record(1)


@pytest.mark.parametrize(
    ("data", "readable", "place", "code", "fatal"),
    [
        # in a record that had hardly begun
        (f"{HEAD}{WHOLE}<record>", [True, False], len(HEAD + WHOLE), "broken_xml", True),
        (f"{HEAD}{WHOLE}<record><lead", [True, False], len(HEAD + WHOLE), "broken_xml", True),
        (f"{HEAD}<record>", [False], len(HEAD), "broken_xml", True),
        ("<record>", [False], 0, "broken_xml", True),
        # records in records, none of them closed, none with a field
        (f"{HEAD}{'<record>' * 50_000}", [False], len(HEAD) + 8 * 49_999, "broken_xml", True),
        # behind a record
        (f"{HEAD}{WHOLE}", [True], len(HEAD + WHOLE), "broken_off", False),
        (f"{HEAD}{WHOLE}\n</collec", [True], len(HEAD + WHOLE) + 9, "broken_off", False),
        (f"{WHOLE}\n<rec", [True], len(WHOLE) + 5, "broken_off", False),
        (f"<x:a>{WHOLE}</a>", [True], len(WHOLE) + 9, "broken_off", False),
        (f"{HEAD}<record>{WHOLE}</collection>", [True], len(WHOLE) + 33, "broken_off", False),
        # a comment, or character data, that swallow the rest
        (f"{HEAD}<!-- {WHOLE}</collection>", [], len(WHOLE) + 30, "broken_off", False),
        (f"{HEAD}{WHOLE}<![CDATA[{WHOLE}", [True], 21 + 2 * len(WHOLE), "broken_off", False),
    ],
)
def test_what_is_not_closed_is_a_fault(
    data: str, readable: list[bool], place: int, code: str, fatal: bool
) -> None:
    chunk = one_chunk(data.encode())
    assert chunk.readable.tolist() == readable
    shift = len(data[:place].encode()) - place  # letters of more than one byte
    (fault,) = chunk.faults
    assert (fault.offset, fault.code, fault.fatal) == (place + shift, code, fatal)


def test_an_empty_element_is_closed() -> None:
    chunk = one_chunk(collection(record(1), '<record type="a>b"/>', record(2)))
    assert chunk.readable.tolist() == [True, False, True]
    assert [fault.code for fault in chunk.faults] == ["no_fields"]


@pytest.mark.parametrize("depth", [300, 30_000])
def test_elements_in_elements_to_any_depth(depth: int) -> None:
    deep = record(2).replace("Мың", "<datafield>" * depth + "</datafield>" * depth)
    chunk = one_chunk(collection(record(1), deep, record(3)))
    assert list(texts(chunk)) == [expected(1), [], expected(3)]
    assert [fault.code for fault in chunk.faults] == ["broken_xml"]


@pytest.mark.parametrize("chunk_bytes", [64, 200, 1 << 20])
def test_it_is_told_once_in_blocks_of_any_size(chunk_bytes: int) -> None:
    records = "".join(f"<record><x/>{record(i)}</record>" for i in range(5))
    whole = f"<collection>{records}<!-- {record(9)} --></collection >\n<!-- end -->\n".encode()
    cut = whole[: whole.index(b"</collection")]
    for data, faults in ((whole, []), (cut, [(len(cut), "broken_off")])):
        chunks = list(read_bytes(data, chunk_bytes=chunk_bytes))
        assert sum(len(chunk) for chunk in chunks) == 5
        assert [(f.offset, f.code) for chunk in chunks for f in chunk.faults] == faults


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("AT&T", "AT&T"),
        ("caf&eacute;", "café"),
        ("a\x1bb", "ab"),
        ("a&#x1F;b", "ab"),
    ],
)
def test_common_mistakes_are_repaired_and_told(written: str, read: str) -> None:
    chunk = one_chunk(collection(record(1, written), record(2)))
    assert list(texts(chunk)) == [expected(1, read), expected(2)]
    assert [(fault.code, fault.fatal) for fault in chunk.faults] == [("repaired_xml", False)]


def test_tags_indicators_and_codes_that_are_none() -> None:
    data = collection(
        f'<record><leader>{LEADER}</leader><datafield tag="42" ind1="#" ind2="xx">'
        '<subfield code="">T</subfield></datafield>'
        '<datafield tag="24-5"><subfield code="a">T</subfield></datafield></record>'
    )
    chunk = one_chunk(data)
    assert list(texts(chunk)) == [[("042", "  \x1f T")]]
    found = [fault.code for fault in chunk.faults]
    assert found == ["short_tag", "no_subfield_code", "bad_indicators", "bad_tag"]


@pytest.mark.parametrize(
    "declaration",
    [
        '<!DOCTYPE c [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>',
        '<!DOCTYPE c SYSTEM "file:///etc/passwd">',
        '<!ENTITY x SYSTEM "file:///etc/passwd">',
    ],
)
def test_what_declares_entities_is_refused(declaration: str) -> None:
    data = collection(record(1, "&b;"), head=declaration + "<collection>")
    with pytest.raises(XmlRefused):
        list(read_bytes(data))
    with pytest.raises(XmlRefused):
        list(read_bytes(collection(record(1), declaration, record(2))))


def test_declared_encodings() -> None:
    body = record(1, "Москва").encode("cp1251")
    data = b'<?xml version="1.0" encoding="windows-1251"?><collection>' + body + b"</collection>"
    chunk = one_chunk(data)
    assert list(texts(chunk)) == [expected(1, "Москва")]
    assert ENCODINGS[chunk.encoding[0]] == "cp1251"
    with pytest.raises(UnknownEncoding):
        list(read_bytes(data.replace(b"windows-1251", b"klingon")))


def test_a_declaration_that_lies() -> None:
    body = record(1, "Психология и педагогика").encode("cp1251")
    chunk = one_chunk(b'<?xml version="1.0" encoding="UTF-8"?><collection>' + body)
    assert list(texts(chunk)) == [expected(1, "Психология и педагогика")]
    assert ENCODINGS[chunk.encoding[0]] == "cp1251"


def test_utf16() -> None:
    text = collection(record(1), record(2)).decode().replace("1.0", '1.0" encoding="UTF-16')
    assert all_texts(text.encode("utf-16")) == [expected(1), expected(2)]


@pytest.mark.parametrize("chunk_bytes", [40, 300, 1000])
def test_chunks_of_any_size_hold_the_same(chunk_bytes: int) -> None:
    data = collection(*(record(i) for i in range(30)), "<!-- <record> -->")
    assert all_texts(data, chunk_bytes=chunk_bytes) == [expected(i) for i in range(30)]


@pytest.mark.parametrize("seed", range(6))
def test_no_damage_breaks_the_reading(seed: int) -> None:
    chance = random.Random(seed)
    pieces = [b"<record>", b"</record>", b"<!--", b"]]>", b"&", b"\x00", b"\xff", b"<![CDATA["]
    for _ in range(30):
        data = bytearray(collection(record(1), record(2), record(3)))
        for _ in range(chance.choice([1, 3, 10])):
            at = chance.randrange(len(data))
            data[at : at + chance.choice([0, 1, 20])] = chance.choice(pieces)
        with suppress(CatalogueFileError):
            for chunk in read_bytes(bytes(data), chunk_bytes=chance.choice([100, 1 << 20])):
                check_shape(chunk)
