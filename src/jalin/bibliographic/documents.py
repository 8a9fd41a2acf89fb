"""Documents for the search engine: one per publication, from the columns of its records.

Each distinct text of a batch is split into words once and each distinct word folded once; the rest
is joins and gathers, without a Python object per word. A document unites its records: the words of
all of them, the values of all.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import product
from typing import TypeAlias

import numpy as np
import polars as pl
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from jalin.bibliographic.folding import tokens_column
from jalin.engines.search.interface import DOCUMENTS, UNIT_SEPARATOR
from jalin.script import keys

Numbers: TypeAlias = NDArray[np.int64] | Sequence[int] | pa.Array | pa.ChunkedArray
Names: TypeAlias = str | Sequence[str] | pa.Array | pa.ChunkedArray

# The columns whose texts make each part of a document.
_PARTS = {
    "title": ("title",),
    "subtitle": (
        *("other_title_information", "part_number", "part_name", "vernacular_title"),
        *("vernacular_other_title_information", "parallel_titles", "variant_titles"),
        *("uniform_title", "original_title"),
    ),
    "person": ("persons", "bodies"),
    "subject": ("subjects",),
    "other": (
        *("statement_of_responsibility", "vernacular_statement_of_responsibility", "edition"),
        *("places", "publishers", "series", "series_numbers", "volume"),
    ),
}
_FACETS = {
    "language": "languages",
    "script": "scripts",
    "country": "country",
    "subject": "subjects",
}
_WORDS_CACHED = 1 << 16  # distinct words whose keys are kept between batches


def documents(
    columns: pa.Table | pa.RecordBatch, *, publication: Numbers, institution: Names
) -> pa.RecordBatch:
    """The documents (`DOCUMENTS`) of n records, in the order in which publications first appear.

    `publication` is the number of each record's publication, `institution` the code of the library
    that holds it: n values each, or one institution for all. Give all records of a publication at
    once, and some ten thousand records at a time.
    """
    frame = pl.DataFrame(columns).select(
        publication=pl.Series(publication, dtype=pl.Int64),
        institution=_institutions(institution, columns.num_rows),
        years=_list("year").cast(pl.List(pl.Int64)),
        numbers=_list("isbns", "issns", "control_number"),
        **{part: _list(*names) for part, names in _PARTS.items()},
        **{facet: _list(name) for facet, name in _FACETS.items() if facet not in _PARTS},
    )
    frame = _united(frame)
    arrays = _values(frame) | _texts(frame)
    return pa.RecordBatch.from_arrays(
        [_as(arrays[f.name], f.type) for f in DOCUMENTS], schema=DOCUMENTS
    )


def _institutions(institution: Names, rows: int) -> pl.Series:
    if isinstance(institution, str):
        names = pl.Series([institution], dtype=pl.String).new_from_index(0, rows)
    else:
        names = pl.Series(institution, dtype=pl.String)
    return names.reshape((rows, 1)).cast(pl.List(pl.String))


def _list(*names: str) -> pl.Expr:
    """The values of several columns as one list, without what is missing."""
    return pl.concat_list(*names).list.drop_nulls()


def _united(frame: pl.DataFrame) -> pl.DataFrame:
    """One row per publication. Before matching, each record is its own."""
    if frame["publication"].n_unique() == frame.height:
        return frame
    lists = pl.exclude("publication").explode(empty_as_null=False).unique(maintain_order=True)
    return frame.group_by("publication", maintain_order=True).agg(lists)


def _values(frame: pl.DataFrame) -> dict[str, pa.Array]:
    """What is counted, filtered and sorted by."""
    decade = (pl.element() // 10 * 10).cast(pl.String) + "s"
    several = pl.col("institution").list.len() > 1
    held = pl.when(several).then(pl.lit("both")).otherwise(pl.lit("one"))
    values = frame.select(
        "publication",
        "institution",
        "years",
        *_FACETS,
        decade=pl.col("years").list.eval(decade).list.unique(maintain_order=True),
        held=pl.concat_list(held),
    )
    return {name: values[name].to_arrow() for name in values.columns}


def _texts(frame: pl.DataFrame) -> dict[str, pa.Array]:
    """What is found by its words."""
    title, subtitle, subject, other = (
        _Part(frame[name], _word) for name in ("title", "subtitle", "subject", "other")
    )
    person = _Part(frame["person"], _name)
    named = (title, subtitle, person)
    return {
        "title_keys": _beside(title.keys(), subtitle.keys()),
        "person_keys": person.keys(),
        "subject_keys": subject.keys(),
        "other_keys": other.keys(),
        "exact_words": _beside(*(part.words() for part in named)),
        "candidate_keys": _beside(*(part.candidates() for part in named)),
        "identifiers": _identifiers(frame["numbers"]),
        "sort_title": title.first_heading(),
        "suggestions": _headings(person, subject),
    }


@dataclass(frozen=True, slots=True)
class _Word:
    """What is indexed of one word: keys of level 1, and pairs for the search of near spellings."""

    first: str  # the first reading: a text's first readings stand in order, so phrases are found
    others: str  # the second reading, and keys of a name without endings; often ""
    candidates: str  # "level2/level1", parted by spaces


@lru_cache(maxsize=_WORDS_CACHED)
def _word(token: str) -> _Word:
    readings = keys(token, 1) or (token,)
    return _Word(readings[0], " ".join(readings[1:]), _pairs(token, readings))


@lru_cache(maxsize=_WORDS_CACHED)
def _name(token: str) -> _Word:
    readings = keys(token, 1) or (token,)
    more = [key for key in keys(token, 1, person=True) if key != readings[0]]
    return _Word(readings[0], " ".join(more), _pairs(token, readings))


def _pairs(token: str, readings: tuple[str, ...]) -> str:
    near = keys(token, 2)
    pairs = (
        zip(near, readings, strict=True) if len(near) == len(readings) else product(near, readings)
    )
    return " ".join(f"{coarse}/{key}" for coarse, key in pairs)


class _Part:
    """The texts of one part of the documents: a list for each document."""

    def __init__(self, lists: pl.Series, fold: Callable[[str], _Word]) -> None:
        self._lists = _Lists.of(lists)
        self._texts = _Texts(self._lists.distinct, fold)

    def keys(self) -> pa.Array:
        return self._lists.joined(self._texts.keys)

    def words(self) -> pa.Array:
        return self._lists.joined(self._texts.words)

    def candidates(self) -> pa.Array:
        return self._lists.joined(self._texts.candidates)

    def headings(self) -> pa.ListArray:
        """Each text after its keys, as it is suggested and sorted by."""
        return self._lists.each(self._texts.headings)

    def first_heading(self) -> pa.Array:
        headings = pl.Series(self.headings())
        return headings.list.first().fill_null("").to_arrow()


class _Texts:
    """Distinct texts, folded: columns aligned with them."""

    def __init__(self, texts: pa.Array, fold: Callable[[str], _Word]) -> None:
        tokens = _Lists.of(tokens_column(texts))
        words = [fold(token) for token in tokens.distinct.to_pylist()]
        first = pa.array([word.first for word in words], pa.string())
        others = pa.array([word.others or None for word in words], pa.string())
        self.words = tokens.joined(tokens.distinct)
        self.candidates = tokens.joined(pa.array([word.candidates for word in words], pa.string()))
        in_order = tokens.joined(first)
        self.keys = _beside(in_order, tokens.joined(others))
        self.headings = pc.binary_join_element_wise(in_order, texts, UNIT_SEPARATOR)


@dataclass(frozen=True, slots=True)
class _Lists:
    """Lists of strings, as codes of the distinct strings."""

    offsets: pa.Array  # int32, one more than there are lists
    codes: pa.Array  # int32, into `distinct`
    distinct: pa.Array

    @classmethod
    def of(cls, lists: pl.Series) -> "_Lists":
        array = lists.to_arrow().cast(pa.list_(pa.string()))
        encoded = array.flatten().dictionary_encode()
        offsets = np.concatenate([[0], np.cumsum(pc.list_value_length(array).to_numpy())])
        return cls(pa.array(offsets, pa.int32()), encoded.indices, encoded.dictionary)

    def each(self, strings: pa.Array) -> pa.ListArray:
        """The lists, with each distinct string replaced by the one of `strings` at its place."""
        return pa.ListArray.from_arrays(self.offsets, strings.take(self.codes))

    def joined(self, strings: pa.Array) -> pa.Array:
        """Each list as one string, parted by spaces, without what is null in `strings`."""
        offsets, codes = self.offsets, self.codes
        if strings.null_count:
            there = strings.is_valid().to_numpy(zero_copy_only=False)[codes.to_numpy()]
            before = np.concatenate([[0], np.cumsum(there)])
            offsets = pa.array(before[offsets.to_numpy()], pa.int32())
            codes = codes.filter(pa.array(there))
        return pc.binary_join(pa.ListArray.from_arrays(offsets, strings.take(codes)), " ")


def _beside(*strings: pa.Array) -> pa.Array:
    return pc.binary_join_element_wise(*strings, " ", null_handling="skip")


def _headings(*parts: _Part) -> pa.Array:
    frame = pl.DataFrame({str(i): pl.Series(part.headings()) for i, part in enumerate(parts)})
    return frame.select(pl.concat_list(pl.all())).to_series().to_arrow()


def _identifiers(numbers: pl.Series) -> pa.Array:
    """Each number as it is looked for: without signs, in lower case; an ISBN in both its forms."""
    plain = numbers.list.eval(pl.element().str.replace_all(r"[^\p{L}\p{N}]", "").str.to_lowercase())
    lists = _Lists.of(plain)
    short = _isbn_10(lists.distinct)
    return lists.joined(_beside(lists.distinct, short))


def _isbn_10(numbers: pa.Array) -> pa.Array:
    """The ISBN-10 of each ISBN-13 that has one (ISO 2108, annex A), else null."""
    found = pc.match_substring_regex(numbers, "^978[0-9]{10}$").to_numpy(zero_copy_only=False)
    stems = [number[3:12] for number in numbers.filter(pa.array(found)).to_pylist()]
    digits = np.frombuffer("".join(stems).encode(), np.uint8).reshape(-1, 9) - ord("0")
    checks = -(digits.astype(np.int64) @ np.arange(10, 1, -1)) % 11
    isbns = np.full(len(numbers), None, dtype=object)
    isbns[found] = [s + "0123456789x"[c] for s, c in zip(stems, checks, strict=True)]
    return pa.array(isbns, pa.string())


def _as(array: pa.Array, type_: pa.DataType) -> pa.Array:
    return array if array.type == type_ else array.cast(type_)
