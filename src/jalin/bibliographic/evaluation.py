"""How good a model is on labelled pairs: precision, recall, F1, and recall at a demanded precision.

The pairs come as Goldfinch has them (cdlib/marc-ai): a zip of MARC-in-JSON, one record a line,
and a CSV of `id1,id2,label`, where an id is the record's control number (001).
"""

import csv
import json
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pymarc
from numpy.typing import NDArray

from jalin.bibliographic.columns import SCHEMA
from jalin.bibliographic.evidence import evidence
from jalin.bibliographic.features import features
from jalin.bibliographic.model import Model, shipped
from jalin.bibliographic.normalise import normalise
from jalin.bibliographic.reading import read_bytes

DEMANDED_PRECISION = 0.997


@dataclass(frozen=True, slots=True)
class LabelledPairs:
    """Normalised records and pairs of their rows, label 1 for the same publication."""

    records: pa.Table
    left: NDArray[np.int64]
    right: NDArray[np.int64]
    label: NDArray[np.int8]
    unread: NDArray[np.int8]  # the labels of pairs of which a record is missing


def labelled_pairs(records_zip: Path, labels_csv: Path) -> LabelledPairs:
    """Read labelled pairs; of those of which a record is missing the labels are in `unread`."""
    table = records(records_zip)
    row = {key: i for i, key in enumerate(table["control_number"].to_pylist())}
    with labels_csv.open(encoding="utf-8", newline="") as lines:
        labels = [(one["id1"], one["id2"], int(one["label"])) for one in csv.DictReader(lines)]
    known = [(row[a], row[b], label) for a, b, label in labels if a in row and b in row]
    rows = np.array(known, np.int64).reshape(-1, 3)
    unread = [label for a, b, label in labels if a not in row or b not in row]
    return LabelledPairs(
        table, rows[:, 0], rows[:, 1], rows[:, 2].astype(np.int8), np.array(unread, np.int8)
    )


def records(records_zip: Path) -> pa.Table:
    """The records of a zip of MARC-in-JSON as normalised columns, each control number once."""
    seen: dict[str, bytes] = {}
    for document in _documents(records_zip):
        record = _record(document)
        seen.setdefault(str(record["001"].data), record.as_marc())
    batches = [normalise(chunk) for chunk in read_bytes(b"".join(seen.values()))]
    return pa.Table.from_batches(batches, schema=SCHEMA)


def _documents(records_zip: Path) -> Iterator[dict[str, Any]]:
    with zipfile.ZipFile(records_zip) as archive:
        for name in archive.namelist():
            with archive.open(name) as lines:
                yield from (json.loads(line) for line in lines if line.strip())


def _record(document: dict[str, Any]) -> pymarc.Record:
    """A record of MARC-in-JSON; tags that MARC 21 does not know are left out."""
    fields: list[pymarc.Field] = []
    for field in document["fields"]:
        for tag, content in field.items():
            if isinstance(content, str):
                fields.append(pymarc.Field(tag=tag, data=content))
            elif tag.isdigit():
                subfields = [
                    pymarc.Subfield(code, text)
                    for one in content["subfields"]
                    for code, text in one.items()
                ]
                indicators = pymarc.Indicators(content["ind1"], content["ind2"])
                fields.append(pymarc.Field(tag=tag, indicators=indicators, subfields=subfields))
    leader = f"{document['leader']:<24}"[:24]
    return pymarc.Record(fields=fields, leader=leader, force_utf8=True)


def evaluate(records_zip: Path, labels_csv: Path, *, model: Model | None = None) -> dict[str, Any]:
    """What the model reaches on labelled pairs at its own threshold of the band "same".

    Pairs with an unreadable record count as called different. Under "reliability": see there.
    """
    pairs = labelled_pairs(records_zip, labels_csv)
    chosen = model or shipped()
    side = evidence(pairs.records)
    known = chosen.probability(chosen.chosen(features(side, side, pairs.left, pairs.right)))
    probability = np.concatenate([known, np.zeros(len(pairs.unread), np.float32)])
    label = np.concatenate([pairs.label, pairs.unread])
    return {
        "pairs": len(label),
        **scores(probability, label, threshold=chosen.threshold),
        "recall_at_precision_997": recall_at(probability, label, DEMANDED_PRECISION),
        "reliability": reliability(probability, label),
    }


def scores(probability: NDArray[Any], label: NDArray[Any], *, threshold: float) -> dict[str, float]:
    """Precision, recall and F1 of calling the same what is as probable as the threshold."""
    called = probability >= threshold
    right = float((called & (label == 1)).sum())
    precision = right / max(int(called.sum()), 1)
    recall = right / max(int((label == 1).sum()), 1)
    total = precision + recall
    return {
        "precision": precision,
        "recall": recall,
        "f1": 2 * precision * recall / total if total else 0.0,
    }


def best_threshold(probability: NDArray[Any], label: NDArray[Any]) -> float:
    """The probability from which calling pairs the same gives the best F1."""
    order = np.argsort(-probability, kind="stable")
    right = np.cumsum(label[order] == 1)
    f1 = 2 * right / (np.arange(1, len(order) + 1) + (label == 1).sum())
    return float(probability[order][np.argmax(f1)])


def recall_at(probability: NDArray[Any], label: NDArray[Any], precision: float) -> float:
    """The greatest recall that some threshold reaches with at least this precision."""
    order = np.argsort(-probability, kind="stable")
    sorted_probability = probability[order]
    right = np.cumsum(label[order] == 1)
    called = np.arange(1, len(order) + 1)
    # A threshold takes all pairs of equal probability or none.
    last = np.r_[sorted_probability[1:] != sorted_probability[:-1], True]
    enough = last & (right / called >= precision)
    return float(right[enough].max() / max((label == 1).sum(), 1)) if enough.any() else 0.0


def reliability(
    probability: NDArray[Any], label: NDArray[Any], bins: int = 10
) -> list[tuple[float, float, int]]:
    """For each bin of probability: the mean probability, the share that is the same, the pairs."""
    place = np.minimum((probability * bins).astype(int), bins - 1)
    rows = []
    for i in range(bins):
        inside = place == i
        if inside.any():
            rows.append(
                (float(probability[inside].mean()), float(label[inside].mean()), int(inside.sum()))
            )
    return rows
