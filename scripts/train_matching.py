"""Train the matching model that the program ships, from the table of features beside this script.

    .venv/bin/python -m scripts.train_matching
        makes `jalin/bibliographic/data/matching.json` again, byte for byte, and prints what it
        reaches
    .venv/bin/python -m scripts.train_matching --goldfinch FOLDER --books FILE --shared-isbns FILE
        makes the table anew first: from the Goldfinch pairs (cdlib/marc-ai, validation part), and
        from the Library of Congress's books, of which copies in another hand and look-alikes are
        planted

The table holds no record: only how alike two records are, whether they are the same publication,
and a digest of their identifiers. Its pairs fall into five folds by connected components of
records.
"""

import argparse
import hashlib
import json
import random
from pathlib import Path

import numpy as np
import polars as pl
import pyarrow as pa
from numpy.typing import NDArray
from scipy.sparse import coo_matrix
from scipy.sparse.csgraph import connected_components

from jalin.bibliographic.blocking import candidates
from jalin.bibliographic.columns import SCHEMA
from jalin.bibliographic.evaluation import labelled_pairs
from jalin.bibliographic.evidence import evidence
from jalin.bibliographic.features import NAMES, features
from jalin.bibliographic.normalise import normalise
from jalin.bibliographic.reading import read
from jalin.bibliographic.training import train
from scripts.planting import copy, look_alikes

TABLE = Path(__file__).parent / "matching-training.parquet"
TARGET = Path(__file__).parents[1] / "src/jalin/bibliographic/data/matching.json"
FOLDS = 5
SEED = 2021
PLANTED = 7_000
NEIGHBOURS = 9_000
LANGUAGES = ("kk", "id", "ru")  # of which there are few: all of them are planted


def table_of(
    source: str,
    values: NDArray[np.float32],
    label: NDArray[np.int8],
    ends: tuple[list[str], list[str]],
) -> pl.DataFrame:
    """Features as rows of the table; `ends` are the identifiers of the two records of each pair."""
    fold, digest = _folds(*ends), [_digest(a, b) for a, b in zip(*ends, strict=True)]
    return pl.DataFrame(
        {"source": [source] * len(label), "fold": fold, "label": label, "pair": digest},
        schema_overrides={"fold": pl.Int8, "label": pl.Int8},
    ).with_columns(
        pl.Series(name, np.round(values[:, i], 4)).fill_nan(None) for i, name in enumerate(NAMES)
    )


def _folds(left: list[str], right: list[str]) -> NDArray[np.int8]:
    """A fold for each pair; pairs that share a record, also through others, fall into one."""
    row = {key: i for i, key in enumerate(sorted({*left, *right}))}
    a, b = [row[key] for key in left], [row[key] for key in right]
    graph = coo_matrix((np.ones(len(a)), (a, b)), (len(row), len(row)))
    count, component = connected_components(graph, directed=False)
    fold = np.random.default_rng(SEED).integers(0, FOLDS, count)
    return np.asarray(fold[component[a]], np.int8)


def _digest(a: str, b: str) -> str:
    return hashlib.sha256(f"{a} {b}".encode()).hexdigest()[:12]


def goldfinch(folder: Path) -> pl.DataFrame:
    pairs = labelled_pairs(next(folder.glob("*.json.zip")), next(folder.glob("*_labels.csv")))
    side = evidence(pairs.records)
    ids = pairs.records["control_number"].to_pylist()
    values = features(side, side, pairs.left, pairs.right)
    ends = [ids[i] for i in pairs.left], [ids[i] for i in pairs.right]
    return table_of("goldfinch", values, pairs.label, ends)


def planted(books: pa.Table) -> list[pl.DataFrame]:
    """Copies in another hand (the same) and look-alikes (not), of books in all languages."""
    chance = random.Random(SEED)  # noqa: S311 - nothing is kept secret
    rows = books.to_pylist()
    copies = [(row["key"], copy(row, chance)) for row in rows]
    strangers = chance.sample(rows, len(rows))
    others = [
        (row["key"], other)
        for row, stranger in zip(rows, strangers, strict=True)
        if row is not stranger
        for other in look_alikes(row, stranger, chance)
    ]
    place = {row["key"]: i for i, row in enumerate(rows)}
    side = evidence(books)
    found = []
    for source, made, label in (("planted", copies, 1), ("look_alike", others, 0)):
        table = pa.Table.from_pylist([row for _, row in made], schema=SCHEMA)
        left = np.array([place[key] for key, _ in made], np.int64)
        values = features(side, evidence(table), left, np.arange(len(made)))
        keys = [key for key, _ in made]
        found.append(table_of(source, values, np.full(len(made), label, np.int8), (keys, keys)))
    return found


def neighbours(books: pa.Table) -> pl.DataFrame:
    """Different books of one catalogue that blocking brings together, mostly those much alike.

    One library seldom has a record twice; pairs that agree in all that matters are left out all the
    same, because they may be such.
    """
    pairs = candidates(books, books)
    pairs = pairs[pairs[:, 0] < pairs[:, 1]]
    side = evidence(books)
    values = features(side, side, pairs[:, 0], pairs[:, 1])
    column = dict(zip(NAMES, values.T, strict=True))
    alike = (column["full_title_words"] >= 0.75) | (column["title_best"] >= 0.8)
    chance = np.random.default_rng(SEED)
    hard = chance.permutation(np.flatnonzero(alike & ~_doubles(column)))[: NEIGHBOURS * 3 // 4]
    easy = chance.permutation(np.flatnonzero(~alike))[: NEIGHBOURS // 4]
    chosen = np.sort(np.concatenate([hard, easy]))
    keys = books["key"].to_pylist()
    ends = [keys[i] for i in pairs[chosen, 0]], [keys[i] for i in pairs[chosen, 1]]
    return table_of("neighbour", values[chosen], np.zeros(len(chosen), np.int8), ends)


def shared_isbns(books: pa.Table, file: Path) -> pl.DataFrame:
    """Records under one ISBN, of sets and series mostly."""
    row = {key.strip(): i for i, key in enumerate(books["control_number"].to_pylist())}
    groups = [[row[k] for k in keys if k in row] for keys in json.loads(file.read_text()).values()]
    pairs = sorted({(a, b) for rows in groups for a in rows for b in rows if a < b})
    concerned, ends = np.unique(np.array(pairs, np.int64), return_inverse=True)
    books, ends = books.take(concerned), ends.reshape(-1, 2)
    side = evidence(books)
    values = features(side, side, ends[:, 0], ends[:, 1])
    kept = np.flatnonzero(~_doubles(dict(zip(NAMES, values.T, strict=True))))
    keys = books["key"].to_pylist()
    names = [keys[i] for i in ends[kept, 0]], [keys[i] for i in ends[kept, 1]]
    return table_of("shared_isbn", values[kept], np.zeros(len(kept), np.int8), names)


def _doubles(column: dict[str, NDArray[np.float32]]) -> NDArray[np.bool_]:
    """Pairs that may well be one book twice in the catalogue."""
    return (
        (column["full_title_words"] >= 0.97)
        & ~(column["year"] > 0)
        & ~(column["pages"] > 0.03)
        & ~(column["surname_found"] == 0)
        & ~(column["volume"] == 0)
        & ~(column["numerals"] < 0.5)
    )


def build(goldfinch_folder: Path, books_file: Path, isbns_file: Path) -> pl.DataFrame:
    books = pa.Table.from_batches([normalise(chunk) for chunk in read(books_file)], schema=SCHEMA)
    chance = np.random.default_rng(SEED)
    languages = pl.Series(values=pl.from_arrow(books["languages"]))
    rare = np.flatnonzero(languages.list.eval(pl.element().is_in(LANGUAGES)).list.any().to_numpy())
    some = chance.permutation(books.num_rows)
    chosen = np.unique(
        np.concatenate([chance.permutation(rare)[: PLANTED // 2], some[: PLANTED // 2]])
    )
    crowd = np.unique(np.concatenate([rare, some[:40_000]]))
    return pl.concat(
        [
            goldfinch(goldfinch_folder),
            *planted(books.take(chosen)),
            neighbours(books.take(crowd)),
            shared_isbns(books, isbns_file),
        ]
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--goldfinch", type=Path)
    parser.add_argument("--books", type=Path)
    parser.add_argument("--shared-isbns", type=Path)
    chosen = parser.parse_args()
    if chosen.goldfinch:
        table = build(chosen.goldfinch, chosen.books, chosen.shared_isbns)
        table.write_parquet(TABLE, compression="zstd", compression_level=19)
    model, report = train(pl.read_parquet(TABLE))
    TARGET.write_text(model.to_json(), encoding="utf-8")
    print("\n".join(report))


if __name__ == "__main__":
    main()
