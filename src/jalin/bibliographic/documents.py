"""Documents for the search engine: one per publication, from the columns of its records.

Columns are flattened, joined and put back into lists as whole arrays, without a Python object per
record. A document unites its records: the texts of all of them, the values of all.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TypeAlias

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from jalin.bibliographic import pipeline
from jalin.bibliographic.pipeline_worker import Done
from jalin.engines.search.interface import DOCUMENTS, SUBDIVISION
from jalin.engines.search.pieces import Piece, piece

Numbers: TypeAlias = NDArray[np.int64] | Sequence[int] | pa.Array | pa.ChunkedArray
Names: TypeAlias = str | Sequence[str] | pa.Array | pa.ChunkedArray

# The columns whose values make each part of a document.
_PARTS: Mapping[str, tuple[str, ...]] = {
    "title": ("title", "vernacular_title"),
    "other_title": (
        *("other_title_information", "part_number", "part_name"),
        *("vernacular_other_title_information", "parallel_titles", "variant_titles"),
        *("uniform_title", "original_title"),
    ),
    "person": ("persons", "bodies"),
    "heading": ("subjects",),
    "other": ("edition", "places", "publishers", "series", "series_numbers", "volume"),
    "year": ("year",),
    "language": ("languages",),
    "script": ("scripts",),
    "country": ("country",),
}
_NUMBERS = ("isbns", "issns", "control_number")
_RESPONSIBILITY = ("statement_of_responsibility", "vernacular_statement_of_responsibility")


def documents(
    columns: pa.Table | pa.RecordBatch, *, publication: Numbers, institution: Names
) -> pa.RecordBatch:
    """The documents (`DOCUMENTS`) of n records, in the order in which publications first appear.

    `publication` is the number of each record's publication, `institution` the code of the library
    that holds it: n values each, or one institution for all. Give all records of a publication at
    once, and some ten thousand records at a time.
    """
    gathering = _Gathering.of(columns, publication)
    parts = {name: gathering.values(*names) for name, names in _PARTS.items()}
    parts["other"] = gathering.joined(parts["other"], gathering.responsibility())
    parts["identifier"] = _mapped(gathering.values(*_NUMBERS), _plain)
    parts["subject"] = gathering.distinct(_mapped(parts["heading"], _without_subdivisions))
    parts["decade"] = gathering.distinct(_mapped(parts["year"], _decades))
    parts["institution"] = gathering.institutions(institution)
    lists = {name: gathering.lists(values) for name, values in parts.items()}
    lists["held"] = _held(lists["institution"])
    lists["publication"] = pa.array(gathering.publication)
    return pa.RecordBatch.from_arrays(
        [_as(lists[field.name], field.type) for field in DOCUMENTS], schema=DOCUMENTS
    )


def pieces_of_files(
    paths: Sequence[Path], *, institution: str, workers: int = 0
) -> Iterator[Piece]:
    """The documents of whole files before matching: each record is a publication, counted from 0.

    They are made where the records are read, with `workers` other processes. Errors as of
    `pipeline.process`.
    """
    done = 0
    for made in pipeline.made(paths, partial(_each_its_own, institution), workers=workers):
        yield replace(made, publication=made.publication + done)
        done += len(made)


def _each_its_own(institution: str, done: Done) -> Piece:
    rows = np.arange(done.columns.num_rows)
    return piece(documents(done.columns, publication=rows, institution=institution))


@dataclass(frozen=True, slots=True)
class _Values:
    """Values, and the document of each; ascending."""

    values: pa.Array
    document: NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class _Gathering:
    """`document` is the number of the document that each of the records goes to."""

    columns: pa.Table | pa.RecordBatch
    publication: NDArray[np.int64]  # of each document
    document: NDArray[np.int32]

    @classmethod
    def of(cls, columns: pa.Table | pa.RecordBatch, publication: Numbers) -> "_Gathering":
        numbers = np.asarray(publication, np.int64)
        found, first, document = np.unique(numbers, return_index=True, return_inverse=True)
        appearance = np.argsort(first, kind="stable")
        rank = np.empty(len(found), np.int32)
        rank[appearance] = np.arange(len(found))
        return cls(columns, found[appearance], rank[document])

    @property
    def is_united(self) -> bool:
        """Whether some document has several records."""
        return len(self.publication) < len(self.document)

    def values(self, *names: str) -> _Values:
        """The values of some columns, in their order, without what is missing."""
        found = [self._column(name) for name in names]
        joined = found[0] if len(found) == 1 else self._merged(found)
        return self.distinct(joined) if self.is_united else joined

    def joined(self, *some: _Values) -> _Values:
        return self._merged(some)

    def responsibility(self) -> _Values:
        """Statements of responsibility where no heading names who is responsible."""
        named = np.zeros(len(self.publication), np.bool_)
        for name in ("persons", "bodies"):
            named[self._column(name).document] = True
        stated = self.values(*_RESPONSIBILITY)
        chosen = ~named[stated.document]
        return _Values(stated.values.filter(pa.array(chosen)), stated.document[chosen])

    def institutions(self, institution: Names) -> _Values:
        if isinstance(institution, str):
            whole = pa.array([institution]).take(pa.array(np.zeros(len(self.document), np.int32)))
        else:
            whole = _whole(institution)
        return self.distinct(self._ordered(_Values(whole, self.document)))

    def distinct(self, some: _Values) -> _Values:
        """Each value of a document once, where it stands first."""
        codes = some.values.dictionary_encode().indices.to_numpy()
        pairs = (some.document.astype(np.int64) << 32) | codes
        if len(pairs) < 2 or (pairs[1:] > pairs[:-1]).all():
            return some
        first = np.sort(np.unique(pairs, return_index=True)[1])
        return _Values(some.values.take(pa.array(first)), some.document[first])

    def lists(self, some: _Values) -> pa.ListArray:
        ends = np.bincount(some.document, minlength=len(self.publication)).cumsum()
        offsets = np.append(0, ends).astype(np.int32)
        return pa.ListArray.from_arrays(pa.array(offsets), some.values)

    def _column(self, name: str) -> _Values:
        column = _whole(self.columns[name])
        if pa.types.is_list(column.type) or pa.types.is_large_list(column.type):
            lengths = pc.fill_null(pc.list_value_length(column), 0).to_numpy()
            document, column = np.repeat(self.document, lengths), column.flatten()
        else:
            document = self.document
        if column.null_count:
            document = document[column.is_valid().to_numpy(zero_copy_only=False)]
            column = column.drop_null()
        return self._ordered(_Values(column, document))

    def _merged(self, some: Sequence[_Values]) -> _Values:
        some = [each for each in some if len(each.document)] or list(some[:1])
        if len(some) == 1:
            return some[0]
        values = pa.concat_arrays([each.values for each in some])
        return self._ordered(_Values(values, np.concatenate([each.document for each in some])))

    def _ordered(self, some: _Values) -> _Values:
        if (some.document[1:] >= some.document[:-1]).all():
            return some
        order = np.argsort(some.document, kind="stable")
        return _Values(some.values.take(pa.array(order)), some.document[order])


def _mapped(some: _Values, change: Callable[[pa.Array], pa.Array]) -> _Values:
    """`change` made to each value; where it leaves nothing the value goes."""
    values = change(some.values)
    if not values.null_count:
        return _Values(values, some.document)
    valid = values.is_valid().to_numpy(zero_copy_only=False)
    return _Values(values.drop_null(), some.document[valid])


def _plain(numbers: pa.Array) -> pa.Array:
    """Each number as it is looked for: letters and digits alone, in lower case."""
    plain = pc.utf8_lower(pc.replace_substring_regex(numbers, r"[^\p{L}\p{N}]", ""))
    return pc.if_else(pc.equal(plain, ""), None, plain)


def _without_subdivisions(headings: pa.Array) -> pa.Array:
    return pc.replace_substring_regex(headings, f"{SUBDIVISION}(?s:.*)", "")


def _decades(years: pa.Array) -> pa.Array:
    decades = years.to_numpy() // 10 * 10
    return pc.binary_join_element_wise(pa.array(decades).cast(pa.string()), "s", "")


def _held(institutions: pa.ListArray) -> pa.ListArray:
    several = (institutions.value_lengths().to_numpy() > 1).astype(np.int32)
    held = pa.array(["one", "both"]).take(pa.array(several))
    return pa.ListArray.from_arrays(pa.array(np.arange(len(held) + 1, dtype=np.int32)), held)


def _whole(column: Names) -> pa.Array:
    if isinstance(column, pa.ChunkedArray):
        return column.combine_chunks() if column.num_chunks != 1 else column.chunk(0)
    return column if isinstance(column, pa.Array) else pa.array(column, pa.string())


def _as(array: pa.Array, type_: pa.DataType) -> pa.Array:
    return array if array.type == type_ else array.cast(type_)
