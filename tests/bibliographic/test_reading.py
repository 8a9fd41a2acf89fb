"""Whole files: what they are, and what is refused with which words."""

import gzip
import random
import tracemalloc
from pathlib import Path

import pytest

from jalin.bibliographic import errors, streams
from jalin.bibliographic.chunk import Format
from jalin.bibliographic.reading import Sniffed, encodings_of, read, read_bytes, sniff
from tests.bibliographic.iso2709_records import (
    RUSSIAN,
    SIMPLE,
    UNIMARC,
    all_texts,
    encoded,
    iso2709,
    simple,
)

CATALOGUE = b"".join(simple(i) for i in range(300))
RUSMARC = iso2709(encoded(RUSSIAN, "koi8-r"), UNIMARC)


def write(tmp_path: Path, data: bytes) -> Path:
    path = tmp_path / "file"
    path.write_bytes(data)
    return path


def test_sniff(tmp_path: Path) -> None:
    path = write(tmp_path, CATALOGUE)
    assert sniff(path) == Sniffed("iso2709", "marc21", "utf-8", compressed=False)
    path = write(tmp_path, gzip.compress(RUSMARC))
    assert sniff(path) == Sniffed("iso2709", "unimarc", "koi8-r", compressed=True)


def test_format_may_be_overruled() -> None:
    formats: tuple[Format, ...] = ("marc21", "unimarc")
    for format_ in formats:
        (chunk,) = read_bytes(CATALOGUE, format=format_)
        assert chunk.format == format_


def test_gzip_of_several_members(tmp_path: Path) -> None:
    path = write(tmp_path, gzip.compress(CATALOGUE) + gzip.compress(CATALOGUE))
    offsets = [offset for chunk in read(path) for offset in chunk.record_offset.tolist()]
    assert len(offsets) == 600
    assert offsets[300] == len(CATALOGUE)


def test_truncated_gzip_gives_the_records_before_the_place(tmp_path: Path) -> None:
    noise = random.Random(1).randbytes(60_000).hex().encode()
    data = CATALOGUE + iso2709([("001", b"1"), *[("500", b"  \x1fa" + noise[:9000])] * 9])
    path = write(tmp_path, gzip.compress(data)[:-3000])
    seen: list[bool] = []
    with pytest.raises(errors.TruncatedGzip) as caught:
        seen.extend(readable for chunk in read(path) for readable in chunk.readable.tolist())
    assert sum(seen) == 300
    assert len(CATALOGUE) <= int(str(caught.value.params["offset"])) < len(data)


def test_gzip_that_grows_beyond_measure_is_not_read_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(streams, "MOST_SIZE", 30 << 20)
    path = write(tmp_path, gzip.compress(CATALOGUE + b"x" * (80 << 20)))
    seen: list[int] = []
    tracemalloc.start()
    with pytest.raises(errors.GrowsBeyondMeasure, match=r"30 MiB and more than 200 times"):
        seen.extend(int(chunk.readable.sum()) for chunk in read(path, chunk_bytes=1 << 20))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert sum(seen) == 300
    assert peak < 75 << 20


def test_what_compresses_well_is_read_to_its_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(streams, "MOST_SIZE", 1 << 10)
    path = write(tmp_path, gzip.compress(CATALOGUE * 4, 6))
    assert path.stat().st_size * 50 < len(CATALOGUE) * 4 < path.stat().st_size * 200
    assert sum(len(chunk) for chunk in read(path)) == 1200


@pytest.mark.parametrize("compressed", [True, False])
def test_whether_a_file_is_within_a_size(tmp_path: Path, compressed: bool) -> None:
    data = random.Random(3).randbytes(3 << 20)
    path = write(tmp_path, gzip.compress(data, 1) if compressed else data)
    sizes = (len(data) - 1, len(data), len(data) + 1, len(data) << 10)
    assert [streams.is_within(path, size) for size in sizes] == [False, True, True, True]


def test_looking_for_the_size_can_be_stopped(tmp_path: Path) -> None:
    path = write(tmp_path, gzip.compress(bytes(9 << 20)))
    blocks = []

    def check() -> None:
        blocks.append(1)
        if len(blocks) == 3:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        streams.is_within(path, 8 << 20, check=check)
    assert len(blocks) == 3


PDF = b"%PDF-1.7\n" + random.Random(2).randbytes(5000)
REFUSED = {
    "empty": (b"", errors.EmptyFile),
    "empty lines": (b"\n\n\n", errors.EmptyFile),
    "zeros": (bytes(5000), errors.OnlyZeros),
    "zeros in gzip": (gzip.compress(bytes(3 << 20)), errors.OnlyZeros),
    "pdf": (PDF, errors.NotACatalogue),
    "zip": (b"PK\x03\x04" + bytes(100), errors.NotACatalogue),
    "picture": (b"\x89PNG\r\n\x1a\n" + bytes(100), errors.NotACatalogue),
    "word": (b"\xd0\xcf\x11\xe0" + bytes(100), errors.NotACatalogue),
    "text": (b"Dear colleague,\nhere is our catalogue.\n" * 20, errors.NotACatalogue),
    "json": (b'{"records": []}', errors.NotACatalogue),
    "web page": (b"<!DOCTYPE html><html><body/></html>", errors.NotACatalogue),
    "other xml": (b"<?xml version='1.0'?><mods/>", errors.NotACatalogue),
    "noise": (random.Random(3).randbytes(200_000), errors.NotACatalogue),
    "bad gzip": (b"\x1f\x8b\x08\x00nothing", errors.TruncatedGzip),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_no_catalogue_is_refused_in_words(name: str, tmp_path: Path) -> None:
    data, error = REFUSED[name]
    path = write(tmp_path, data)
    with pytest.raises(error) as caught:
        list(read(path))
    assert all(caught.value.parts())
    assert str(path) in caught.value.parts()[0]
    with pytest.raises(error):
        sniff(path)


def test_folders_and_missing_files(tmp_path: Path) -> None:
    with pytest.raises(errors.IsDirectory):
        list(read(tmp_path))
    with pytest.raises(errors.FileUnavailable):
        list(read(tmp_path / "none.mrc"))


def test_unknown_names_are_refused(tmp_path: Path) -> None:
    path = write(tmp_path, CATALOGUE)
    with pytest.raises(errors.UnknownEncoding) as caught:
        list(read(path, encoding="klingon"))
    assert "utf-8, marc-8, cp1251" in caught.value.parts()[2]
    with pytest.raises(errors.UnknownFormat):
        list(read(path, format="pica"))  # type: ignore[arg-type]


def test_the_kind_of_a_file_is_named_in_the_language_of_the_reader() -> None:
    error = errors.NotACatalogue(file="f", looks_like="a PDF document")
    words = {"a PDF document": "sebuah PDF"}
    assert error.parts(lambda text: words.get(text, text))[0].endswith("sebuah PDF.")


@pytest.mark.parametrize("fill", [b"\x00", b"x"])
def test_memory_does_not_grow_with_what_is_no_record(fill: bytes, tmp_path: Path) -> None:
    path = write(tmp_path, gzip.compress(CATALOGUE + fill * (80 << 20) + CATALOGUE, 1))
    tracemalloc.start()
    readable = sum(int(chunk.readable.sum()) for chunk in read(path, chunk_bytes=1 << 20))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert readable == 600
    assert peak < 75 << 20


def test_encodings_of_counts_ascii_apart() -> None:
    (chunk,) = read_bytes(iso2709(SIMPLE) + iso2709(encoded(RUSSIAN, "utf-8"), UNIMARC) * 2)
    assert encodings_of(chunk) == {"ascii": 1, "utf-8": 2}


def test_bytes_and_files_give_the_same(tmp_path: Path) -> None:
    path = write(tmp_path, CATALOGUE + RUSMARC)
    parts = [chunk.text for chunk in read(path, chunk_bytes=1000)]
    assert len(parts) > 10
    assert len(all_texts(CATALOGUE + RUSMARC, chunk_bytes=1000)) == 301
