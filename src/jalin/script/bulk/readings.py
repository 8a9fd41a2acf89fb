"""Columns of readings: what each of many words is read as."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from re import Pattern

import numpy as np
import polars as pl
from numpy.typing import NDArray

from jalin.script.bulk import lines

Rows = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Readings:
    """The readings of n words: the first of each, and what further ones some have.

    `further` stand in the order of their words, which `rows` number from 0.
    """

    first: pl.Series
    rows: Rows
    further: pl.Series

    def map(self, change: Callable[[pl.Series], pl.Series]) -> "Readings":
        """All readings changed in the same way."""
        changed = change(pl.concat([self.first, self.further]))
        return Readings(changed.head(len(self.first)), self.rows, changed.slice(len(self.first)))


#: Readings of some words, and the row of each; a row may stand several times, in order.
Group = tuple[Rows, pl.Series]


def group(pattern: str, words: pl.Series, read: Callable[[pl.Series], pl.Series]) -> Group:
    """What the words in which `pattern` is found are read as besides."""
    rows = words.str.contains(pattern).arg_true()
    return rows.to_numpy(), read(words[rows]) if len(rows) else words.head(0)


def readings(first: pl.Series, further: Iterable[Group]) -> Readings:
    """First readings, and further ones in groups."""
    groups = [(np.zeros(0, np.int64), first.head(0)), *further]
    rows, columns = zip(*groups, strict=True)
    row = np.concatenate(rows).astype(np.int64)
    order = np.argsort(row, kind="stable")
    return Readings(first, row[order], pl.concat(columns)[order])


def readings_of_groups(count: int, groups: Iterable[Group]) -> Readings:
    """Readings of `count` words in groups, the likeliest before; "" for what no group has."""
    first = pl.Series([""], dtype=pl.String).new_from_index(0, count)
    found = readings(first, groups)
    likeliest = np.diff(found.rows, prepend=-1) > 0
    first = first.scatter(found.rows[likeliest], found.further.filter(pl.Series(likeliest)))
    return Readings(first, found.rows[~likeliest], found.further.filter(pl.Series(~likeliest)))


def where(pattern: str, words: pl.Series, change: Callable[[pl.Series], pl.Series]) -> pl.Series:
    """The words, those changed in which `pattern` is found."""
    rows = words.str.contains(pattern).arg_true()
    return words.clone().scatter(rows, change(words[rows])) if len(rows) else words


def by_lines(change: Callable[[str], str]) -> Callable[[pl.Series], pl.Series]:
    """A change of a text that has a word in each line, as one of a column of words."""
    return lambda words: lines.strings_of_text(change(lines.text(words)))


def replaced(pattern: Pattern[str], value: str) -> Callable[[pl.Series], pl.Series]:
    """For expressions that look behind or ahead, which those of polars cannot."""
    return by_lines(lambda text: pattern.sub(value, text))
