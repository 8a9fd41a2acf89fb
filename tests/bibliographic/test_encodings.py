"""Encodings found from bytes: long records by themselves, short ones by their neighbours."""

import pytest

from jalin.bibliographic.chunk import ENCODINGS
from jalin.bibliographic.encodings import Detector, Evidence, decode, named
from jalin.bibliographic.reading import read_bytes
from tests.bibliographic.iso2709_records import (
    MARC21,
    RUSSIAN,
    UNIMARC,
    all_texts,
    encoded,
    iso2709,
)

MARC8_LEADER = b"00000nam  2200000 a 4500"
UTF8_LEADER = b"00000nam a2200000 a 4500"
TITLES = (
    "Психология и педагогика ненасилия в образовании",
    "ВОПРОСЫ ИСТОРИИ СРЕДНЕЙ АЗИИ",
    "Абай Құнанбаев: өлеңдер мен поэмалар".replace("Қ", "К")
    .replace("ұ", "у")
    .replace("ө", "о")
    .replace("ң", "н"),
    "2-е изд., испр. и доп. — М. : Наука, 1978. — 320 с. : ил. ; 20 см",
)


def detect(data: bytes, leader: bytes = MARC8_LEADER) -> str:
    return Detector("marc21").detect([Evidence(data, leader)])[0]


@pytest.mark.parametrize("title", TITLES)
@pytest.mark.parametrize("encoding", ["utf-8", "cp1251", "cp866", "koi8-r"])
@pytest.mark.parametrize("leader", [MARC8_LEADER, UTF8_LEADER])
def test_russian_whatever_the_leader_says(title: str, encoding: str, leader: bytes) -> None:
    if encoding == "koi8-r":
        title = title.replace("—", "-")
    data = title.encode(encoding, "replace")
    assert detect(data, leader) == encoding
    assert decode(data, encoding) == (data.decode(encoding), 0)


def test_kazakh_in_its_own_code_page() -> None:
    text = "Қазақ әдебиетінің тарихы: өлеңдер, ғылыми зерттеулер, ұлттық кітапхана үшін"
    data = text.encode("kz1048")
    assert detect(data) == "kz-1048"
    assert decode(data, "kz-1048") == (text, 0)


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (b"th\xe2e\xe3atre Genevi\xe1eve Id\xe2ees", "théâtre Geneviève Idées"),
        (b"\xe8Ubersetzung f\xe8ur M\xe8unchen", "Übersetzung für München"),
        (b"zhizn\xa7 i tvorchestvo", "zhiznʹ i tvorchestvo"),
        (b"\x1b(3YhOI\x1b(B", "عودة"),
        (b"Rio &#x0495; \xe2e", "Rio ҕ é"),
    ],
)
def test_marc8(data: bytes, text: str) -> None:
    assert detect(data) == "marc-8"
    assert decode(data, "marc-8") == (text, 0)


def test_references_are_of_marc8_only_where_the_leader_says_so() -> None:
    fields = [("001", b"1"), ("245", b"10\x1fa&#x041C;&#x044B;")]
    old = iso2709(fields, "00000nam  2200000 a 4500")
    assert all_texts(old)[0][1] == ("245", "10\x1faМы")
    assert all_texts(iso2709(fields))[0][1] == ("245", "10\x1fa&#x041C;&#x044B;")


def test_latin1_where_marc8_makes_no_sense() -> None:
    text = "Société française d'été, à côté du théâtre où l'on fête Noël"
    assert detect(text.encode("latin-1"), UTF8_LEADER) == "iso-8859-1"
    assert detect(text.encode("latin-1"), MARC8_LEADER) == "iso-8859-1"


def test_pure_ascii_is_utf8() -> None:
    assert detect(b"Laskar pelangi") == "utf-8"


def test_some_broken_bytes_leave_utf8_what_it_is() -> None:
    data = "Қазақ тілінің сөздігі".encode() + b"\xff\xfe"
    assert detect(data) == "utf-8"
    assert decode(data, "utf-8") == ("Қазақ тілінің сөздігі\ufffd\ufffd", 2)


def test_bytes_that_no_encoding_explains_are_unknown() -> None:
    iso5426 = b"Soci\xc2et\xc2e fran\xd0caise de th\xc2e\xc3atre, Jos\xc2e Mart\xc2i"
    assert detect(iso5426) == "unknown"
    text, undecoded = decode(iso5426, "unknown")
    assert (text[:9], undecoded) == ("Soci\ufffdet\ufffde", 7)


def test_what_short_records_are_their_neighbours_say() -> None:
    short = [("001", "1"), ("200", "1 \x1faМы"), ("801", " 0\x1faRU")]
    for encoding in ("cp1251", "cp866", "koi8-r"):
        long_ = iso2709(encoded(RUSSIAN, encoding), UNIMARC)
        data = iso2709(encoded(short, encoding), UNIMARC) + long_ * 5
        (chunk,) = read_bytes(data)
        assert {ENCODINGS[code] for code in chunk.encoding.tolist()} == {encoding}


def test_one_file_may_mix_encodings() -> None:
    data = b"".join(
        iso2709(encoded(RUSSIAN, encoding), UNIMARC)
        for encoding in ("utf-8", "cp1251", "koi8-r", "cp866")
    )
    (chunk,) = read_bytes(data)
    assert [ENCODINGS[code] for code in chunk.encoding.tolist()] == [
        "utf-8",
        "cp1251",
        "koi8-r",
        "cp866",
    ]


@pytest.mark.parametrize("escape", [b"\x1b", b"\x1b,", b"\x1b(", b"\x1b$", b"\x1b(\x01", b"\x1bt"])
def test_bad_escapes_of_marc8_are_told_and_lose_nothing_else(escape: bytes) -> None:
    fields = [("001", b"1"), ("245", b"10\x1faSoci\xe2et" + escape), ("500", b"  \x1fa\xe2e")]
    (chunk,) = read_bytes(iso2709(fields, MARC21))
    assert ENCODINGS[chunk.encoding[0]] == "marc-8"
    assert chunk.text.count("Sociét".encode()) == 1
    assert [(fault.code, fault.field) for fault in chunk.faults] == [("undecoded", "245")]


@pytest.mark.parametrize(
    ("given", "name"),
    [
        ("UTF8", "utf-8"),
        ("Windows-1251", "cp1251"),
        ("CP866", "cp866"),
        ("KOI8_R", "koi8-r"),
        ("latin1", "iso-8859-1"),
        ("klingon", None),
        ("unknown", None),
    ],
)
def test_names_of_encodings(given: str, name: str | None) -> None:
    assert named(given) == name
