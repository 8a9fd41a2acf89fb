"""Which pairs of records are worth comparing.

Each rule gives a record some keys; records of the two sides that share one are candidates. A block
(all records under one key) whose pairs are more than the cap is divided by year, then by volume and
extent, and dropped when it is too large even so: what it holds is generic, and other rules find its
true pairs. Keys are hashes of folded words (level 2), so that they are alike in every script.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import polars as pl
import pyarrow as pa
from numpy.typing import NDArray

from jalin.bibliographic.folding import fold_column

CAP = 400  # pairs in one block
RAREST = 4  # words of a title that make keys
MOST_TITLES = 4
MOST_PERSONS = 3
_SEED = 20210427


@dataclass(frozen=True, slots=True)
class Keys:
    """The keys of both sides under one rule: `row`, `key`, and finer `by_year`, `by_volume`."""

    rule: str
    ours: pl.DataFrame
    theirs: pl.DataFrame


def candidates(ours: pa.Table, theirs: pa.Table, *, cap: int = CAP) -> NDArray[np.int64]:
    """Every pair of rows that shares a key, once, ascending: an array of pairs x 2."""
    codes = [_pairs(keys, cap) for keys in rules(ours, theirs)]
    distinct = np.unique(np.concatenate(codes)) if codes else np.zeros(0, np.uint64)
    return np.stack([distinct >> np.uint64(32), distinct & np.uint64(0xFFFFFFFF)], axis=1).astype(
        np.int64
    )


def rules(ours: pa.Table, theirs: pa.Table) -> Iterator[Keys]:
    """The keys of both sides, rule by rule."""
    sides = [_Side(ours), _Side(theirs)]
    rarity = pl.concat([side.titles.select("row", "words").unique() for side in sides])
    frequency = rarity.explode("words").group_by("words").len("frequency")
    for side in sides:
        side.rank(frequency)
    for rule in _RULES:
        yield Keys(rule, *(side.keys(rule) for side in sides))


def _pairs(keys: Keys, cap: int) -> NDArray[np.uint64]:
    """The pairs under one rule as `left << 32 | right`, large blocks divided or dropped."""
    found: list[pl.Series] = []
    ours, theirs = keys.ours, keys.theirs
    for finer in ("by_year", "by_volume", None):
        sizes = (
            ours.group_by("key")
            .len("n")
            .join(theirs.group_by("key").len("m"), on="key")
            .with_columns(small=pl.col("n").cast(pl.UInt64) * pl.col("m") <= cap)
        )
        small = sizes.filter(pl.col("small")).select("key")
        joined = ours.join(small, on="key", how="semi").join(theirs, on="key")
        found.append(joined.select(pl.col("row") * 2**32 | pl.col("row_right")).to_series())
        large = sizes.filter(~pl.col("small")).select("key")
        if finer is None or large.is_empty():
            break
        ours, theirs = (
            side.join(large, on="key", how="semi").with_columns(
                key=pl.struct("key", finer).hash(_SEED)
            )
            for side in (ours, theirs)
        )
    return pl.concat(found).unique().to_numpy()


class _Side:
    """One catalogue as words: what its keys are made of."""

    def __init__(self, table: pa.Table) -> None:
        frame = pl.DataFrame(pl.from_arrow(table)).with_row_index("row")
        self.frame = frame.with_columns(pl.col("row").cast(pl.UInt64))
        self.titles = self._titles()
        self.persons = self._persons()

    def _titles(self) -> pl.DataFrame:
        """One row per form of a title: `row`, `words` (level 2, none twice, in order)."""
        single = pl.concat_list("title", "vernacular_title", "uniform_title")
        forms = (
            self.frame.select(
                "row",
                title=pl.concat_list(single, "parallel_titles", "variant_titles")
                .list.drop_nulls()
                .list.unique(maintain_order=True)
                .list.head(MOST_TITLES),
            )
            .explode("title")
            .drop_nulls()
        )
        words = fold_column(forms["title"], level=2)
        return forms.select("row", words=words.list.unique(maintain_order=True)).filter(
            pl.col("words").list.len() > 0
        )

    def _persons(self) -> pl.DataFrame:
        persons = (
            self.frame.select("row", person=pl.col("persons").list.head(MOST_PERSONS))
            .explode("person")
            .drop_nulls()
        )
        surname = persons["person"].str.splitn(",", 2).struct.field("field_0")
        folded = fold_column(surname, level=2, person=True).list.join(" ")
        return persons.select("row", surname=folded).filter(pl.col("surname") != "").unique()

    def rank(self, frequency: pl.DataFrame) -> None:
        """Order each title's words from the rarest in both catalogues to the commonest."""
        self.rarest = (
            self.titles.with_row_index("form")
            .explode("words")
            .join(frequency, on="words", how="left")
            .sort("form", "frequency", "words")
            .group_by("form", maintain_order=True)
            .agg(pl.col("row").first(), rare=pl.col("words").head(RAREST))
            .select("row", "rare")
        )

    def keys(self, rule: str) -> pl.DataFrame:
        """`row`, `key` and the finer keys, each pair of row and key once."""
        found: pl.DataFrame = getattr(self, f"_{rule}")()
        about = self.frame.select(
            "row",
            by_year=pl.col("year"),
            by_volume=pl.struct("volume", "pages", "extent"),
        )
        return found.drop_nulls().unique().join(about, on="row", how="left")

    def _isbn(self) -> pl.DataFrame:
        return self._hashed(self.frame.select("row", word="isbns").explode("word"), "word")

    def _title(self) -> pl.DataFrame:
        """The same words in any order."""
        joined = self.titles.select("row", word=pl.col("words").list.sort().list.join(" "))
        return self._hashed(joined, "word")

    def _title_start(self) -> pl.DataFrame:
        """The same first letters, however they are divided into words."""
        start = self.titles.select("row", word=pl.col("words").list.join("").str.head(14))
        return self._hashed(start, "word")

    def _title_words_year(self) -> pl.DataFrame:
        """The first two words, and a year not more than one apart."""
        start = self.titles.select("row", word=pl.col("words").list.head(2).list.join(" "))
        return self._with_years(start)

    def _rare_words(self) -> pl.DataFrame:
        """Two of the rarest words of the title."""
        parts = []
        for i in range(RAREST):
            for j in range(i + 1, RAREST):
                one, two = (pl.col("rare").list.get(k, null_on_oob=True) for k in (i, j))
                pair = self.rarest.select("row", one=one, two=two).drop_nulls()
                parts.append(
                    pair.select(
                        "row",
                        word=pl.min_horizontal("one", "two")
                        + " "
                        + pl.max_horizontal("one", "two"),
                    )
                )
        return self._hashed(pl.concat(parts), "word")

    def _rare_word_year(self) -> pl.DataFrame:
        """One of the two rarest words, and a year not more than one apart."""
        words = self.rarest.select("row", word=pl.col("rare").list.head(2)).explode("word")
        return self._with_years(words)

    def _person_title(self) -> pl.DataFrame:
        """A surname and one of the two rarest words of the title."""
        words = self.rarest.select("row", word=pl.col("rare").list.head(2)).explode("word")
        return self._hashed(self.persons.join(words, on="row"), "surname", "word")

    def _person_year_pages(self) -> pl.DataFrame:
        about = self.frame.select("row", "year", "pages")
        return self._hashed(self.persons.join(about, on="row"), "surname", "year", "pages")

    def _publication(self) -> pl.DataFrame:
        """Year, pages and the first letter of the title."""
        first = self.titles.select("row", letter=pl.col("words").list.first().str.head(1))
        about = self.frame.select("row", "year", "pages")
        return self._hashed(first.join(about, on="row"), "letter", "year", "pages")

    def _with_years(self, frame: pl.DataFrame) -> pl.DataFrame:
        """Keys of two overlapping pairs of years, so that neighbours always share one."""
        dated = frame.join(self.frame.select("row", "year"), on="row").drop_nulls()
        even = dated.with_columns(half=pl.col("year") // 2 * 2)
        odd = dated.with_columns(half=(pl.col("year") + 1) // 2 * 2 - 1)
        return self._hashed(pl.concat([even, odd]), "word", "half")

    @staticmethod
    def _hashed(frame: pl.DataFrame, *columns: str) -> pl.DataFrame:
        return frame.drop_nulls().select("row", key=pl.struct(columns).hash(_SEED))


_RULES = (
    "isbn",
    "title",
    "title_start",
    "title_words_year",
    "rare_words",
    "rare_word_year",
    "person_title",
    "person_year_pages",
    "publication",
)
