"""Level 1 keys without the endings of names in bulk, as `jalin.script.persons` gives one by one."""

import polars as pl

from jalin.script.bulk.readings import where
from jalin.script.persons import SHORTEST

# `persons.without_ending`, whose expression looks behind itself.
_ENDING = (
    r"(?:(?:ov|ev)(?:a|ic|na|s)?|in(?:a|e|s)?|(s)k(?:i|aia|a|oi)|(n)(?:i|aia)|uli|kizi|aia|oi)$"
)


def without_endings(keys: pl.Series) -> pl.Series:
    """The keys without the ending of a surname or patronymic, at least three letters long."""
    return where(_ENDING, keys, _stems)


def _stems(keys: pl.Series) -> pl.Series:
    stems = keys.str.replace(_ENDING, "${1}${2}")
    length = stems.str.len_chars()
    hard = stems.str.ends_with("i") & (length > SHORTEST)
    return stems.str.head(-1).zip_with(hard, stems).zip_with(length >= SHORTEST, keys)
