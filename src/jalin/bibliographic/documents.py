"""Documents for the search engine: one per publication, from the columns of its records.

Each distinct text of a batch is split into words once and each distinct word folded once; the rest
is joins and gathers, without a Python object per word. A document unites its records: the words of
all of them, the values of all.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
import polars as pl
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from jalin.bibliographic.folding import tokens_column
from jalin.engines.search.interface import DOCUMENTS, SUBDIVISION, UNIT_SEPARATOR
from jalin.script import keys

Numbers: TypeAlias = NDArray[np.int64] | Sequence[int] | pa.Array | pa.ChunkedArray
Names: TypeAlias = str | Sequence[str] | pa.Array | pa.ChunkedArray

# The columns whose texts make each part of a document.
_PARTS: Mapping[str, tuple[str, ...]] = {
    "title": ("title",),
    "subtitle": (
        *("other_title_information", "part_number", "part_name", "vernacular_title"),
        *("vernacular_other_title_information", "parallel_titles", "variant_titles"),
        *("uniform_title", "original_title"),
    ),
    "person": ("persons", "bodies"),
    "other": ("edition", "places", "publishers", "series", "series_numbers", "volume"),
}
_RESPONSIBILITY = ("statement_of_responsibility", "vernacular_statement_of_responsibility")
_FACETS = {"language": "languages", "script": "scripts", "country": "country"}


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
        headings="subjects",
        responsibility=_responsibility(),
        **{part: _list(*names) for part, names in _PARTS.items()},
        **{facet: _list(name) for facet, name in _FACETS.items()},
    )
    frame = _subdivided(_united(frame))
    arrays = _values(frame) | _texts(frame)
    return pa.RecordBatch.from_arrays(
        [_as(arrays[field.name], field.type) for field in DOCUMENTS], schema=DOCUMENTS
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


def _responsibility() -> pl.Expr:
    """Statements of responsibility where no heading names who is responsible."""
    named = pl.col("persons").list.len() + pl.col("bodies").list.len() > 0
    nothing = pl.lit([], dtype=pl.List(pl.String))
    return pl.when(named).then(nothing).otherwise(_list(*_RESPONSIBILITY))


def _united(frame: pl.DataFrame) -> pl.DataFrame:
    """One row per publication. Before matching, each record is its own."""
    if frame["publication"].n_unique() == frame.height:
        return frame
    lists = pl.exclude("publication").explode(empty_as_null=False).unique(maintain_order=True)
    return frame.group_by("publication", maintain_order=True).agg(lists)


def _subdivided(frame: pl.DataFrame) -> pl.DataFrame:
    """`subject` holds headings without their subdivisions, `subject_parts` every part of them."""
    heads = pl.element().str.replace(f"{SUBDIVISION}.*$", "")
    whole = pl.col("headings").list.join(SUBDIVISION)
    return frame.with_columns(
        pl.col("headings").list.eval(heads).list.unique(maintain_order=True).alias("subject"),
        whole.str.split(SUBDIVISION).alias("subject_parts"),
    )


def _values(frame: pl.DataFrame) -> dict[str, pa.Array]:
    """What is counted, filtered and sorted by."""
    decade = (pl.element() // 10 * 10).cast(pl.String) + "s"
    several = pl.col("institution").list.len() > 1
    held = pl.when(several).then(pl.lit("both")).otherwise(pl.lit("one"))
    values = frame.select(
        "publication",
        "institution",
        "years",
        "subject",
        *_FACETS,
        decade=pl.col("years").list.eval(decade).list.unique(maintain_order=True),
        held=pl.concat_list(held),
    )
    return {name: values[name].to_arrow() for name in values.columns}


def _texts(frame: pl.DataFrame) -> dict[str, pa.Array]:
    """What is found by its words."""
    names = ("title", "subtitle", "subject", "subject_parts", "other", "responsibility")
    title, subtitle, subject, subject_parts, other, responsibility = _parts(frame, names, _word)
    (person,) = _parts(frame, ("person",), _name)
    return {
        "title_keys": _beside(title.keys(), subtitle.keys()),
        "person_keys": person.keys(),
        "subject_keys": subject_parts.keys(),
        "other_keys": _beside(other.keys(), responsibility.keys()),
        "exact_words": _beside(*(part.words() for part in (title, subtitle, person))),
        "identifiers": _identifiers(frame["numbers"]),
        "sort_title": _first(title.headings()),
        "suggestions": _both(person.headings(), subject.headings()),
    }


# -- words and their keys

_Keys: TypeAlias = tuple[str, str | None]
#: The first reading, by which a text's words stand in order, and any further keys.
_MOST_WORDS = 1 << 19  # of each kind that are remembered; then the memory starts anew


def _word(token: str) -> _Keys:
    readings = keys(token, 1) or (token,)
    return readings[0], " ".join(readings[1:]) or None


def _name(token: str) -> _Keys:
    readings = keys(token, 1) or (token,)
    more = dict.fromkeys(keys(token, 1, person=True))
    more.pop(readings[0], None)
    return readings[0], " ".join(more) or None


_remembered: dict[Callable[[str], _Keys], dict[str, _Keys]] = {_word: {}, _name: {}}


def _folded(words: pa.Array, fold: Callable[[str], _Keys]) -> tuple[pa.Array, pa.Array]:
    """The first reading of each word, and its further keys or null."""
    memory = _remembered[fold]
    if len(memory) > _MOST_WORDS:
        memory.clear()
    found: list[_Keys] = []
    for word in words.to_pylist():
        known = memory.get(word)
        if known is None:
            known = memory[word] = fold(word)
        found.append(known)
    first, more = zip(*found, strict=True) if found else ((), ())
    return pa.array(first, pa.string()), pa.array(more, pa.string())


class _Texts:
    """Distinct texts, folded: columns aligned with them."""

    def __init__(self, texts: pa.Array, fold: Callable[[str], _Keys]) -> None:
        tokens = _Lists.of(tokens_column(texts).to_arrow())
        first, more = _folded(tokens.distinct, fold)
        in_order = tokens.joined(first)
        self.words = tokens.joined(tokens.distinct)
        further = tokens.joined(more)
        some = pc.if_else(pc.equal(further, ""), None, further)
        # A sign that is no key keeps a phrase from running on into the further keys.
        self.keys = pc.binary_join_element_wise(in_order, some, " | ", null_handling="skip")
        self.headings = pc.binary_join_element_wise(in_order, texts, UNIT_SEPARATOR)


@dataclass(frozen=True, slots=True)
class _Part:
    """The texts of one part of the documents: a list for each document."""

    lists: "_Lists"
    texts: _Texts

    def keys(self) -> pa.Array:
        return self.lists.joined(self.texts.keys)

    def words(self) -> pa.Array:
        return self.lists.joined(self.texts.words)

    def headings(self) -> pa.ListArray:
        """Each text after its keys, as it is suggested and sorted by."""
        return self.lists.each(self.texts.headings)


def _parts(
    frame: pl.DataFrame, names: Sequence[str], fold: Callable[[str], _Keys]
) -> Iterator[_Part]:
    """The parts `names` of the documents, folded together: their texts have words in common."""
    together = pl.concat([frame[name].alias("") for name in names])
    lists = _Lists.of(together.to_arrow())
    texts = _Texts(lists.distinct, fold)
    for number in range(len(names)):
        yield _Part(lists.slice(number * frame.height, frame.height), texts)


# -- lists of strings


@dataclass(frozen=True, slots=True)
class _Lists:
    """Lists of strings, as codes of the distinct strings."""

    offsets: NDArray[np.int32]  # one more than there are lists
    codes: pa.Array  # int32, into `distinct`
    distinct: pa.Array

    @classmethod
    def of(cls, lists: pa.Array) -> "_Lists":
        array = lists.cast(pa.list_(pa.string()))
        encoded = array.flatten().dictionary_encode()
        lengths = pc.list_value_length(array).to_numpy()
        offsets = np.concatenate([[0], np.cumsum(lengths)]).astype(np.int32)
        return cls(offsets, encoded.indices, encoded.dictionary)

    def slice(self, start: int, length: int) -> "_Lists":
        offsets = self.offsets[start : start + length + 1]
        codes = self.codes[offsets[0] : offsets[-1]]
        return _Lists(offsets - offsets[0], codes, self.distinct)

    def each(self, strings: pa.Array) -> pa.ListArray:
        """The lists, with each distinct string replaced by the one of `strings` at its place."""
        return pa.ListArray.from_arrays(pa.array(self.offsets), strings.take(self.codes))

    def joined(self, strings: pa.Array) -> pa.Array:
        """Each list as one string, parted by spaces, without what is null in `strings`."""
        if strings.null_count == 0:
            return pc.binary_join(self.each(strings), " ")
        there = strings.is_valid().to_numpy(zero_copy_only=False)[self.codes.to_numpy()]
        before = np.concatenate([[0], np.cumsum(there, dtype=np.int32)])
        some = _Lists(before[self.offsets], self.codes.filter(pa.array(there)), self.distinct)
        return pc.binary_join(some.each(strings), " ")


def _beside(*strings: pa.Array) -> pa.Array:
    return pc.binary_join_element_wise(*strings, " ")


def _first(lists: pa.ListArray) -> pa.Array:
    return pl.Series(lists).list.first().fill_null("").to_arrow()


def _both(*lists: pa.ListArray) -> pa.Array:
    frame = pl.DataFrame({str(n): pl.Series(each) for n, each in enumerate(lists)})
    return frame.select(pl.concat_list(pl.all())).to_series().to_arrow()


def _identifiers(numbers: pl.Series) -> pa.Array:
    """Each number as it is looked for: letters and digits alone, in lower case."""
    lines = numbers.list.join("\n").str.replace_all(r"[^\p{L}\p{N}\n]", "").str.to_lowercase()
    return lines.str.replace_all("\n", " ", literal=True).to_arrow()


def _as(array: pa.Array, type_: pa.DataType) -> pa.Array:
    return array if array.type == type_ else array.cast(type_)
