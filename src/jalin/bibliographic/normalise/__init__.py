"""From chunks of records to the normalised columns, MARC 21 and UNIMARC alike.

The work is done for all records of a chunk at once: `table` finds the subfields by their offsets,
`text` makes Arrow string views of those that an element wants, and one module per group of elements
makes its columns. Python looks at single records only where they are rare and odd.

What the columns mean beyond what `columns` says:

- `key`: `003:001` ("DLC:00290009"), else `001`, else `sha256:` and the digest of the bytes.
- `vernacular_…`: from the linked 880 (MARC 21), with or without `$6`, or the second 200 (UNIMARC).
- `title`: a UNIMARC volume titled "Vol. 2" alone has the title of its set (461), and "Vol. 2" as
  its `part_number`, as MARC 21 has it.
- `original_title`: of a translation only, and no collective title ("Works").
- `country`: of today for former republics; SU, YU and CS where there is no single one.
- `year`: coded first (008, 100), else from the imprint; an unknown digit is 0 and not certain.
- `subjects`: "Heading -- subdivision -- subdivision"; topics, then names, then uncontrolled terms.
- `subject_countries`: from area codes, and from headings and subdivisions that name a country.
- `classifications`: scheme and number, "ddc:", "udc:", "lcc:", "bbk:" or the code of `$2`.
"""

import polars as pl
import pyarrow as pa

from jalin.bibliographic.chunk import Chunk
from jalin.bibliographic.columns import SCHEMA
from jalin.bibliographic.identifiers import isbn13, issns
from jalin.bibliographic.normalise import (
    coded,
    names,
    publication,
    record,
    scripts,
    subjects,
    titles,
    volumes,
)
from jalin.bibliographic.normalise.mapping import ELEMENTS
from jalin.bibliographic.normalise.table import Table
from jalin.bibliographic.normalise.text import Texts, arrow, listed, strings

Columns = dict[str, pl.Series | pa.Array]


def normalise(chunk: Chunk) -> pa.RecordBatch:
    """The columns of `columns.SCHEMA`, one row per readable record of `chunk`, in its order."""
    table = Table(chunk)
    titled = titles.columns(table)
    made: Columns = {
        **record.columns(table),
        **titled,
        **names.columns(table),
        **publication.columns(table, titled["title"]),
        **coded.columns(table),
        **subjects.columns(table),
        **_identifiers(table),
    }
    written = [[made[name] for name in group] for group in (_WRITTEN, _VERNACULAR)]
    made["scripts"] = scripts.column(*written)
    made["volume"] = volumes.column(
        table,
        made["extent"],
        (made["part_number"], made["part_name"]),
        made["title"],
        made["other_title_information"],
    )
    arrays = [_array(made[field.name], field.type) for field in SCHEMA]
    batch = pa.RecordBatch.from_arrays(arrays, schema=_NULLABLE)
    if not chunk.readable.all():
        batch = batch.filter(pa.array(chunk.readable))
    return pa.RecordBatch.from_arrays(batch.columns, schema=SCHEMA)


# Before the unreadable records are left out, any column may have nulls.
_NULLABLE = pa.schema([field.with_nullable(True) for field in SCHEMA])
_WRITTEN = ("title", "other_title_information", "statement_of_responsibility")
_VERNACULAR = tuple(f"vernacular_{name}" for name in _WRITTEN)


def _array(column: pl.Series | pa.Array, kind: pa.DataType) -> pa.Array:
    made = arrow(column) if isinstance(column, pl.Series) and column.dtype == pl.String else column
    if isinstance(made, pl.Series):
        made = made.to_arrow()
    return made if made.type == kind else made.cast(kind)


def _identifiers(table: Table) -> Columns:
    elements = ELEMENTS[table.chunk.format]
    isbn, issn = (table.items(place.tags, place.codes) for place in (elements.isbn, elements.issn))
    checked = (
        Texts(isbn.record, isbn13(strings(isbn))),
        Texts(issn.record, issns(strings(issn))),
    )
    return {
        name: listed(table.n, texts.where(texts.text.is_not_null()))
        for name, texts in zip(("isbns", "issns"), checked, strict=True)
    }
