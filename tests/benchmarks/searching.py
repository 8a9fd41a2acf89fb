"""A thousand real queries with facets, against SQLite's full-text search side by side.

The queries are built from the records themselves, the same in every run: words of titles, names of
persons, subjects, numbers, words respelled in another script, with and without filters. SQLite's
FTS5 answers the plain words of each (no facets, no other scripts) over the same keys.
"""

import random
import sqlite3
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from itertools import cycle, islice
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from jalin.bibliographic.documents import documents
from jalin.bibliographic.folding import fold_column
from jalin.bibliographic.pipeline import process
from jalin.engines.search import Query, SearchIndex, open_index
from jalin.script import keys, tokens
from tests.benchmarks import corpus

QUERIES = 1_000
_SAMPLED = 100  # records of each part of the file that lend their words to queries
_CYRILLIC = str.maketrans("abvwgdeziklmnopqrstufhcyj", "абввгдезиклмнопкрстуфхцый")


def main() -> Iterator[str]:
    """Lines for `make bench`."""
    with tempfile.TemporaryDirectory(dir=corpus.FOLDER) as folder:
        index = open_index(Path(folder) / "index", writable=True)
        peer = sqlite3.connect(Path(folder) / "peer.sqlite")
        sample = _fill(index, peer)
        queries = list(islice(_distinct(_queries(sample)), QUERIES))
        misspelt = list(islice(_distinct(_misspelt(sample)), QUERIES))
        ours = _times(index.search, queries)
        near = _times(index.search, misspelt)
        suggested = _times(lambda query: index.suggest(query.text), queries)
        theirs = _times(lambda query: _peer_search(peer, query), queries)
        found = sum(index.search(query).total > 0 for query in queries)
        yield f"{index.count():,} records; {found:,} of {len(queries):,} queries find something"
        yield _line("search with facets", ours) + " (p99 at most 25)"
        yield _line("surnames with a slip", near)
        yield _line("suggestions", suggested)
        yield _line("SQLite FTS5, without facets", theirs)
        yield f"ratio of p99, FTS5 to ours: {_percentile(theirs, 99) / _percentile(ours, 99):.1f}"
        index.close()
        peer.close()


def _fill(index: SearchIndex, peer: sqlite3.Connection) -> list[dict[str, Any]]:
    """Index every record in both; some records to build queries from."""
    peer.execute("CREATE VIRTUAL TABLE docs USING fts5(title, person, subject, other, content='')")
    chance, sample, done = random.Random(1), list[dict[str, Any]](), 0
    for part in process([corpus.books()]):
        rows = part.columns.num_rows
        made = documents(
            part.columns,
            publication=range(done, done + rows),
            institution=pa.array(["A", "B"]).take(pa.array([n % 2 for n in range(rows)])),
        )
        index.add(made)
        texts = (_folded(made[name]) for name in ("title", "person", "heading", "other"))
        peer.executemany(
            "INSERT INTO docs(rowid, title, person, subject, other) VALUES (?, ?, ?, ?, ?)",
            zip(made["publication"].to_pylist(), *texts, strict=True),
        )
        chosen = pa.array(sorted(chance.sample(range(rows), min(rows, _SAMPLED))))
        sample += pc.take(part.columns, chosen).to_pylist()
        done += rows
    index.commit()
    peer.commit()
    return sample


def _folded(texts: pa.ListArray) -> list[str]:
    """The keys of each list of texts, parted by spaces."""
    folded = fold_column(pc.binary_join(texts, " "))
    return list(folded.list.join(" "))


def _queries(sample: list[dict[str, Any]]) -> Iterator[Query]:
    """Queries without end, of every kind in turn; a third of them with filters."""
    chance = random.Random(2)
    for kind in cycle((_title_words, _phrase, _person, _subject, _number, _respelled)):
        record = chance.choice(sample)
        if text := kind(record, chance):
            yield Query(text, filters=_filters(record) if chance.random() < 1 / 3 else {})


def _misspelt(sample: list[dict[str, Any]]) -> Iterator[Query]:
    """Surnames with a vowel in the place of some letter: many are found as near spellings."""
    chance = random.Random(3)
    while True:
        surname = _person(chance.choice(sample), chance).partition(",")[0]
        if len(surname) > 4:
            slip = chance.randrange(1, len(surname) - 1)
            yield Query(surname[:slip] + chance.choice("aeiou") + surname[slip + 1 :])


def _distinct(queries: Iterator[Query]) -> Iterator[Query]:
    """Each query once, so that no counts of facets are remembered from the same one before."""
    asked = set[tuple[str, frozenset[str]]]()
    for query in queries:
        key = (query.text, frozenset(query.filters))
        if key not in asked:
            asked.add(key)
            yield query


def _title_words(record: dict[str, Any], chance: random.Random) -> str:
    words = tokens(record["title"] or "")
    return " ".join(chance.sample(words, min(len(words), chance.randint(1, 3))))


def _phrase(record: dict[str, Any], chance: random.Random) -> str:
    words = tokens(record["title"] or "")
    return f'"{" ".join(words[:3])}"' if len(words) > 1 else ""


def _person(record: dict[str, Any], chance: random.Random) -> str:
    return chance.choice(record["persons"]) if record["persons"] else ""


def _subject(record: dict[str, Any], chance: random.Random) -> str:
    return chance.choice(record["subjects"]).partition(" -- ")[0] if record["subjects"] else ""


def _number(record: dict[str, Any], chance: random.Random) -> str:
    return record["isbns"][0] if record["isbns"] else record["control_number"] or ""


def _respelled(record: dict[str, Any], chance: random.Random) -> str:
    """The surname in Cyrillic, letter by letter, as one types what one has heard."""
    surname = _person(record, chance).partition(",")[0]
    return surname.lower().translate(_CYRILLIC)


def _filters(record: dict[str, Any]) -> dict[str, tuple[str, ...]]:
    languages = tuple(record["languages"][:1])
    return {"language": languages} if languages else {"institution": ("A",)}


def _peer_search(peer: sqlite3.Connection, query: Query) -> None:
    words = " ".join(f'"{keys(token, 1)[0]}"' for token in tokens(query.text))
    if words:
        found = "SELECT rowid FROM docs WHERE docs MATCH ? ORDER BY rank LIMIT 20"
        peer.execute(found, (words,)).fetchall()
        peer.execute("SELECT count(*) FROM docs WHERE docs MATCH ?", (words,)).fetchone()


def _times(ask: Callable[[Query], object], queries: list[Query]) -> list[float]:
    """Milliseconds of each query."""
    times = []
    for query in queries:
        began = time.perf_counter()
        ask(query)
        times.append(1000 * (time.perf_counter() - began))
    return times


def _percentile(times: list[float], percent: int) -> float:
    return statistics.quantiles(times, n=100)[percent - 1]


def _line(name: str, times: list[float]) -> str:
    p50, p99 = (_percentile(times, percent) for percent in (50, 99))
    return f"{name:28} p50 {p50:7.2f} ms, p99 {p99:7.2f} ms"
