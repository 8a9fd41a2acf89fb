import csv
import json
import zipfile
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from click.testing import CliRunner

from jalin.bibliographic.evaluation import (
    best_threshold,
    evaluate,
    labelled_pairs,
    recall_at,
    reliability,
    scores,
)
from jalin.cli.model import command


def record(key: str, title: str, person: str, year: int) -> dict[str, Any]:
    def field(tag: str, *subfields: tuple[str, str]) -> dict[str, Any]:
        parts = [{code: text} for code, text in subfields]
        return {tag: {"ind1": "1", "ind2": "0", "subfields": parts}}

    return {
        "leader": "00000nam a2200000 a 4500",
        "fields": [
            {"001": key},
            {"008": f"880719s{year}    mau           00010 eng d"},
            field("100", ("a", person)),
            field("245", ("a", f"{title} /"), ("c", f"by {person}.")),
            field("260", ("a", "Boston :"), ("b", "Otis,"), ("c", f"{year}.")),
            field("300", ("a", "284 p.")),
            field("CID", ("a", "a tag that MARC does not know")),
        ],
    }


@pytest.fixture
def files(tmp_path: Path) -> tuple[Path, Path]:
    records = [
        record("a", "Inquiries concerning the powers", "Abercrombie, John", 1839),
        record("b", "Inquiries concerning the powers", "Abercrombie, J.", 1839),
        record("c", "The life of birds", "Thomson, Arthur", 1902),
    ]
    with zipfile.ZipFile(tmp_path / "records.json.zip", "w") as archive:
        archive.writestr("records.json", "\n".join(json.dumps(one) for one in records))
    labels = tmp_path / "labels.csv"
    with labels.open("w", newline="") as out:
        pairs = [("id1", "id2", "label"), ("a", "b", 1), ("a", "c", 0), ("b", "lost", 1)]
        csv.writer(out).writerows(pairs)
    return tmp_path / "records.json.zip", labels


def test_labelled_pairs(files: tuple[Path, Path]) -> None:
    pairs = labelled_pairs(*files)
    assert pairs.records["control_number"].to_pylist() == ["a", "b", "c"]
    assert pairs.records["persons"].to_pylist()[0] == ["Abercrombie, John"]
    assert (pairs.left.tolist(), pairs.right.tolist()) == ([0, 0], [1, 2])
    assert (pairs.label.tolist(), pairs.unread.tolist()) == ([1, 0], [1])


def test_a_pair_with_a_missing_record_counts_as_called_different(
    files: tuple[Path, Path],
) -> None:
    assert evaluate(*files) == {
        "pairs": 3,
        "precision": 1.0,
        "recall": 0.5,
        "f1": pytest.approx(2 / 3),
        "recall_at_precision_997": 0.5,
        "reliability": [
            (pytest.approx(0, abs=0.1), 0.5, 2),
            (pytest.approx(1, abs=0.1), 1.0, 1),
        ],
    }


def test_the_command_prints_figures_for_machines_and_for_people(
    files: tuple[Path, Path],
) -> None:
    arguments = ["evaluate", *map(str, files)]
    machine = CliRunner().invoke(command, [*arguments, "--json"])
    assert json.loads(machine.output)["precision"] == 1.0
    people = CliRunner().invoke(command, arguments)
    lines = people.output.splitlines()
    assert lines[0] == "3 pairs"
    assert [line.split()[1:] for line in lines[-2:]] == [["0.5000", "2"], ["1.0000", "1"]]


PROBABILITY = np.array([0.9, 0.8, 0.8, 0.4, 0.1])
LABEL = np.array([1, 1, 0, 1, 0])


def test_figures() -> None:
    assert scores(PROBABILITY, LABEL, threshold=0.8) == pytest.approx(
        {"precision": 2 / 3, "recall": 2 / 3, "f1": 2 / 3}
    )
    assert scores(PROBABILITY, LABEL, threshold=1.1) == {"precision": 0, "recall": 0, "f1": 0}


def test_pairs_of_equal_probability_are_called_together() -> None:
    assert recall_at(PROBABILITY, LABEL, 1.0) == pytest.approx(1 / 3)
    assert recall_at(PROBABILITY, LABEL, 0.75) == 1
    assert recall_at(PROBABILITY, np.zeros(5), 0.5) == 0


def test_the_best_threshold() -> None:
    assert best_threshold(PROBABILITY, LABEL) == 0.4


def test_reliability_sets_what_is_said_beside_what_is_true() -> None:
    assert reliability(PROBABILITY, LABEL, bins=2) == [
        (pytest.approx(0.25), 0.5, 2),
        (pytest.approx(2.5 / 3), pytest.approx(2 / 3), 3),
    ]
