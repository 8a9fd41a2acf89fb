"""The bundled samples compared: what was derived from one record is found, and little else."""

import csv
import gzip
import json
import re
from collections.abc import Iterator
from pathlib import Path

import pymarc
import pytest
from click.testing import CliRunner

from jalin import samples
from jalin.cli import main

DERIVED = re.compile(r"Derived by Jalin from Library of Congress record (\S+);")


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("samples") / "out"
    paths = [str(sample.path) for sample in (samples.JAKARTA, samples.ASTANA)]
    result = CliRunner().invoke(main, ["compare", *paths, "--out", str(folder)])
    assert result.exit_code == 0, result.output
    return folder


def records(sample: samples.Sample) -> Iterator[pymarc.Record]:
    with gzip.open(sample.path) as file:
        yield from (record for record in pymarc.MARCReader(file.read()) if record is not None)


def derived_pairs() -> set[tuple[str, str]]:
    """001 of ours and of the record of theirs that was derived from the same one."""
    ours = {
        field["a"].removeprefix("(DLC)"): record["001"].data
        for record in records(samples.JAKARTA)
        for field in record.get_fields("035")
        if field["a"].startswith("(DLC)")
    }
    return {
        (ours[source[1]], record["001"].data)
        for record in records(samples.ASTANA)
        for field in record.get_fields("588")
        if (source := DERIVED.search(field["a"])) and source[1] in ours
    }


def listed(path: Path) -> set[tuple[str, str]]:
    """Control numbers of ours and theirs, of each publication of a list."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        return {
            (row["ours_control_number"], row["theirs_control_number"])
            for row in csv.DictReader(file)
        }


def test_what_was_derived_is_found_in_any_script(out: Path) -> None:
    derived = derived_pairs()
    both, review = listed(out / "both.csv"), listed(out / "to_review.csv")
    assert len(derived) > 300
    assert len(derived & both) / len(derived) > 0.8
    assert len(derived & (both | review)) / len(derived) > 0.97


def test_what_was_not_derived_is_hardly_ever_in_both(out: Path) -> None:
    both = {pair for pair in listed(out / "both.csv") if all(pair)}
    assert len(both & derived_pairs()) / len(both) > 0.98


def test_the_numbers_agree_with_each_other(out: Path) -> None:
    summary = json.loads((out / "comparison.json").read_text("utf-8"))
    assert summary["ours"] == summary["both"] + summary["only_ours"]
    assert summary["theirs"] == summary["both"] + summary["only_theirs"]
    assert summary["to_review"] == len(listed(out / "to_review.csv"))
    jakarta = summary["catalogues"]["ours"]
    assert jakarta["records"] == sum(1 for _ in records(samples.JAKARTA))
    written = (out / "only_ours.mrc").read_bytes().count(b"\x1d")
    assert written + (out / "both_ours.mrc").read_bytes().count(b"\x1d") == jakarta["records"]
