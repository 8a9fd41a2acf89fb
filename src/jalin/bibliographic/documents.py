"""Documents for the search engine: one per publication, from the columns of its records.

Each distinct text of a batch is split into words once and each distinct word folded once; the rest
is joins and gathers, without a Python object per word. A document unites its records: the words of
all of them, the values of all.
"""

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import TypeAlias

import numpy as np
import polars as pl
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from jalin.bibliographic import pipeline
from jalin.bibliographic.bulk_keys import folded_chunks
from jalin.bibliographic.pipeline_worker import Done
from jalin.bibliographic.vocabulary import Vocabulary
from jalin.engines.search.interface import DOCUMENTS, SUBDIVISION

Numbers: TypeAlias = NDArray[np.int64] | Sequence[int] | pa.Array | pa.ChunkedArray
Names: TypeAlias = str | Sequence[str] | pa.Array | pa.ChunkedArray

# The columns whose texts make each part of a document.
_PARTS: Mapping[str, tuple[str, ...]] = {
    "title": ("title", "vernacular_title"),
    "subtitle": (
        *("other_title_information", "part_number", "part_name"),
        *("vernacular_other_title_information", "parallel_titles", "variant_titles"),
        *("uniform_title", "original_title"),
    ),
    "person": ("persons", "bodies"),
    "other": ("edition", "places", "publishers", "series", "series_numbers", "volume"),
}
_RESPONSIBILITY = ("statement_of_responsibility", "vernacular_statement_of_responsibility")
_FACETS = {"language": "languages", "script": "scripts", "country": "country"}


_COLUMNS = sorted(
    {*_RESPONSIBILITY, *_FACETS.values(), *(name for names in _PARTS.values() for name in names)}
    | {"subjects", "year", "isbns", "issns", "control_number"}
)


def documents(
    columns: pa.Table | pa.RecordBatch, *, publication: Numbers, institution: Names
) -> pa.RecordBatch:
    """The documents (`DOCUMENTS`) of n records, in the order in which publications first appear.

    `publication` is the number of each record's publication, `institution` the code of the library
    that holds it: n values each, or one institution for all. Give all records of a publication at
    once, and some ten thousand records at a time.
    """
    frame = pl.DataFrame(columns.select(_COLUMNS)).select(
        publication=pl.Series(publication, dtype=pl.Int64),
        institution=_institutions(institution, columns.num_rows),
        years=_list("year").cast(pl.List(pl.Int64)),
        numbers=_list("isbns", "issns", "control_number"),
        headings="subjects",
        **{part: _list(*names) for part, names in _PARTS.items() if part != "other"},
        other=pl.concat_list(_list(*_PARTS["other"]), _responsibility()),
        **{facet: _list(name) for facet, name in _FACETS.items()},
    )
    frame = _subdivided(_united(frame))
    arrays = _values(frame) | _texts(frame)
    return pa.RecordBatch.from_arrays(
        [_as(arrays[field.name], field.type) for field in DOCUMENTS], schema=DOCUMENTS
    )


def of_files(
    paths: Sequence[Path], *, institution: str, workers: int = 0
) -> Iterator[pa.RecordBatch]:
    """The documents of whole files before matching: each record is a publication, counted from 0.

    They are made where the records are read, with `workers` other processes. Errors as of
    `pipeline.process`.
    """
    done = 0
    for batch in pipeline.made(paths, partial(_each_its_own, institution), workers=workers):
        numbers = pa.array(np.arange(done, done + batch.num_rows))
        yield batch.set_column(0, DOCUMENTS.field(0), numbers)
        done += batch.num_rows


def _each_its_own(institution: str, done: Done) -> pa.RecordBatch:
    rows = range(done.columns.num_rows)
    return documents(done.columns, publication=rows, institution=institution)


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
    """`subject` holds headings without their subdivisions."""
    heads = pl.element().str.splitn(SUBDIVISION, 2).struct.field("field_0")
    return frame.with_columns(
        pl.col("headings").list.eval(heads).list.unique(maintain_order=True).alias("subject"),
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
    shown = pl.concat_list(pl.col("title").list.head(2), "person", "subject")
    words = _VOCABULARY.lists({part: frame[part].to_arrow() for part in _FOUND})
    title, person = words["title"], words["person"]
    return {
        "title_keys": _beside(title.keys(), words["subtitle"].keys()),
        "person_keys": person.keys("names"),
        "subject_keys": words["headings"].keys(),
        "other_keys": words["other"].keys(),
        "exact_words": _beside(title.words(), person.words()),
        "identifiers": _identifiers(frame["numbers"]),
        "title_order": _title_order(title.first_keys()),
        "shown": frame.select(shown).to_series().to_arrow(),
    }


_FOUND = ("title", "subtitle", "person", "headings", "other")
_VOCABULARY = Vocabulary(folded_chunks)


def _title_order(keys: pa.Array) -> pa.Array:
    """The first twelve letters, digits and spaces of each string as one number that sorts so."""
    cut = pc.utf8_rpad(pc.utf8_slice_codeunits(keys, 0, 12), 12, " ")
    plain = pc.replace_substring_regex(cut, "[^a-z0-9 ]", "~")
    signs = np.frombuffer("".join(plain.to_pylist()).encode(), np.uint8).reshape(-1, 12)
    return pa.array(_ORDER[signs] @ (38 ** np.arange(11, -1, -1, dtype=np.int64)))


_ORDER = np.zeros(128, np.int64)  # a space comes first, then digits, letters, and what is neither
_ORDER[[*b" 0123456789abcdefghijklmnopqrstuvwxyz~"]] = np.arange(38)


def _beside(*strings: pa.Array) -> pa.Array:
    return pc.utf8_trim_whitespace(pc.binary_join_element_wise(*strings, " "))


def _identifiers(numbers: pl.Series) -> pa.Array:
    """Each number as it is looked for: letters and digits alone, in lower case."""
    lines = numbers.list.join("\n").str.replace_all(r"[^\p{L}\p{N}\n]", "").str.to_lowercase()
    return lines.str.replace_all("\n", " ", literal=True).to_arrow()


def _as(array: pa.Array, type_: pa.DataType) -> pa.Array:
    return array if array.type == type_ else array.cast(type_)
