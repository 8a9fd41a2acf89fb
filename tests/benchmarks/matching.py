"""Matching: two catalogues of 125,000 with a planted overlap, and the labelled pairs of Goldfinch.

The planted copies are records in another hand (`scripts.planting`: fields left out, names
shortened, slips of the pen, another script), so that what is truly the same is known. What the
catalogue itself holds twice counts as an error here, though it is none: precision is told too low
rather than too high. The Goldfinch figures come from models that have seen no record of the pairs
they judge.
"""

import json
import os
import random
import resource
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
import pyarrow as pa
import pyarrow.compute as pc

from jalin.bibliographic.blocking import candidates
from jalin.bibliographic.columns import SCHEMA
from jalin.bibliographic.evaluation import (
    DEMANDED_PRECISION,
    best_threshold,
    labelled_pairs,
    recall_at,
    reliability,
    scores,
)
from jalin.bibliographic.features import NAMES
from jalin.bibliographic.matching import match
from jalin.bibliographic.normalise import normalise
from jalin.bibliographic.reading import read
from jalin.bibliographic.training import WEIGHTS, out_of_fold
from scripts.planting import copy
from scripts.train_matching import TABLE
from tests.benchmarks.corpus import books

RECORDS = 125_000
OVERLAP = 20_000
SEED = 7  # not the seed of the training


def main() -> Iterator[str]:
    yield from _planted()
    yield from _goldfinch()
    yield from _blocking()


def _planted() -> Iterator[str]:
    """In a process of its own, so that its peak of memory is seen."""
    program = "from tests.benchmarks.matching import measure; measure()"
    told = subprocess.run(
        [sys.executable, "-c", program], check=True, capture_output=True, text=True
    ).stdout
    m: dict[str, Any] = json.loads(told.splitlines()[-1])
    yield (
        f"{m['ours']:,} against {m['theirs']:,} records, {m['planted']:,} planted: "
        f"{m['pairs']:,} pairs compared in {m['seconds']:.1f} s, peak {m['peak'] / 1e9:.2f} GB"
    )
    yield f"  blocking finds {m['blocked']:.4f} of the planted copies"
    for name in ("same", "same_or_review"):
        band = m[name]
        yield (
            f"  {name.replace('_', ' ')}: precision {band['precision']:.4f}, "
            f"recall {band['recall']:.4f}, F1 {band['f1']:.4f}"
        )


def measure(records: int = RECORDS, overlap: int = OVERLAP) -> None:
    """Print what one run of matching takes and finds, as JSON."""
    ours, theirs, truth = planted(records, overlap)
    before = _peak()
    told: list[tuple[int, int]] = [(0, 0)]
    begin = time.perf_counter()
    found = match(ours, theirs, progress=lambda *done: told.append(done))
    seconds = time.perf_counter() - begin
    peak = _peak()
    blocked = set(map(tuple, candidates(ours, theirs).tolist()))
    figures = {
        "ours": ours.num_rows,
        "theirs": theirs.num_rows,
        "planted": len(truth),
        "pairs": told[-1][1],
        "seconds": seconds,
        "peak": peak,
        "before": before,
        "blocked": len(truth & blocked) / len(truth),
        "same": _found(found, truth, ["same"]),
        "same_or_review": _found(found, truth, ["same", "review"]),
    }
    print(json.dumps(figures))


def planted(records: int, overlap: int) -> tuple[pa.Table, pa.Table, set[tuple[int, int]]]:
    """Two catalogues of so many records, the second with copies of the first's; the equal rows."""
    table = _corpus(2 * records - overlap)
    ours, rest = table.slice(0, records), table.slice(records)
    chance = random.Random(SEED)
    chosen = sorted(chance.sample(range(records), overlap))
    copies = [copy(row, chance) for row in ours.take(chosen).to_pylist()]
    theirs = pa.concat_tables([rest, pa.Table.from_pylist(copies, schema=SCHEMA)])
    truth = {(row, rest.num_rows + i) for i, row in enumerate(chosen)}
    return ours, theirs, truth


def _corpus(records: int) -> pa.Table:
    """Records from all over the file, mixed, so that both halves are alike."""
    table = pa.Table.from_batches((normalise(chunk) for chunk in read(books())), schema=SCHEMA)
    order = np.random.default_rng(SEED).permutation(table.num_rows)[:records]
    return table.take(order)


def _found(pairs: pa.Table, truth: set[tuple[int, int]], bands: list[str]) -> dict[str, float]:
    chosen = pairs.filter(pc.is_in(pairs["band"], pa.array(bands)))
    called = set(zip(chosen["left"].to_pylist(), chosen["right"].to_pylist(), strict=True))
    right = len(called & truth)
    precision, recall = right / max(len(called), 1), right / len(truth)
    return {
        "precision": precision,
        "recall": recall,
        "f1": 2 * precision * recall / max(precision + recall, 1e-9),
    }


def _peak() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


def _goldfinch() -> Iterator[str]:
    """Five folds by connected components; each threshold is chosen where it is not judged."""
    table = pl.read_parquet(TABLE)
    values = table.select(pl.col(NAMES).cast(pl.Float32).fill_null(np.nan)).to_numpy()
    label, fold = table["label"].to_numpy(), table["fold"].to_numpy()
    of_libraries = (table["source"] == "goldfinch").to_numpy()
    weight = table["source"].replace_strict(WEIGHTS, default=1.0).to_numpy()
    log_odds = out_of_fold(values, label, fold, weight)
    probability = 1 / (1 + np.exp(-log_odds.astype(np.float64)))
    called = np.zeros(len(label))
    for one in np.unique(fold):
        others = of_libraries & (fold != one)
        threshold = best_threshold(probability[others], label[others])
        called[fold == one] = probability[fold == one] >= threshold
    reached = scores(called[of_libraries], label[of_libraries], threshold=0.5)
    at = recall_at(probability[of_libraries], label[of_libraries], DEMANDED_PRECISION)
    yield (
        f"Goldfinch, {of_libraries.sum():,} pairs in five folds: F1 {reached['f1']:.4f}, "
        f"precision {reached['precision']:.4f}, recall {reached['recall']:.4f}; "
        f"recall at precision {DEMANDED_PRECISION}: {at:.4f}"
    )
    yield f"reliability on all {len(label):,} labelled pairs (said, true, pairs)"
    for said, true, pairs in reliability(probability, label):
        yield f"  {said:.3f}  {true:.3f}  {pairs:6,}"


def _blocking() -> Iterator[str]:
    folder = Path(os.environ.get("JALIN_GOLDFINCH", "../shared/data/matching"))
    zips = sorted(folder.glob("*.json.zip"))
    if not zips:
        yield "blocking on Goldfinch: set JALIN_GOLDFINCH to the folder of its records"
        return
    pairs = labelled_pairs(zips[0], next(folder.glob("*_labels.csv")))
    true = pairs.label == 1
    truth = np.sort(np.stack([pairs.left[true], pairs.right[true]], axis=1), axis=1)
    found = candidates(pairs.records, pairs.records)
    size = pairs.records.num_rows
    hit = np.isin(truth[:, 0] * size + truth[:, 1], found[:, 0] * size + found[:, 1])
    yield f"blocking finds {hit.mean():.4f} of the {len(hit):,} true pairs of Goldfinch"
