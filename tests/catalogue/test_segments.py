"""Segments: what was synced is there, what a crash left is not."""

from pathlib import Path

import pytest

from jalin.catalogue.segments import SegmentDamaged, SegmentWriter, read


def write(path: Path, *parts: bytes, length: int = 0) -> list[int]:
    with SegmentWriter(path, length) as segment:
        offsets = segment.append(parts)
        segment.sync()
        return offsets


def test_parts_lie_one_after_the_other(tmp_path: Path) -> None:
    path = tmp_path / "000" / "1.segment"
    assert write(path, b"one", b"", b"three") == [0, 3, 3]
    assert [read(path, 0, 3), read(path, 3, 0), read(path, 3, 5)] == [b"one", b"", b"three"]


def test_what_does_not_count_is_cut_off(tmp_path: Path) -> None:
    path = tmp_path / "1.segment"
    write(path, b"counts", b"torn in the middle")
    assert write(path, b"more", length=6) == [6]
    assert path.read_bytes() == b"countsmore"


def test_a_segment_that_lost_bytes_is_not_written_to(tmp_path: Path) -> None:
    path = tmp_path / "1.segment"
    write(path, b"short")
    with pytest.raises(SegmentDamaged):
        SegmentWriter(path, 10)


@pytest.mark.parametrize(("offset", "length"), [(0, 6), (5, 1), (9, 1)])
def test_reading_behind_the_end_is_damage(tmp_path: Path, offset: int, length: int) -> None:
    path = tmp_path / "1.segment"
    write(path, b"short")
    with pytest.raises(SegmentDamaged):
        read(path, offset, length)


def test_a_missing_segment_is_damage(tmp_path: Path) -> None:
    with pytest.raises(SegmentDamaged):
        read(tmp_path / "none", 0, 1)
