"""Documents as tantivy keeps them: its fields, and the lines of JSON that it is fed with."""

import hashlib

import polars as pl
import pyarrow as pa
import tantivy

from jalin.engines.search.interface import FACETS

_NOTHING = "nothing"  # a tokenizer: a text field is always indexed, and `shown` need not be


def schema() -> tantivy.Schema:
    """The fields of `DOCUMENTS`. Words come folded and parted by spaces.

    Long strings that are nearly all different make a dictionary of terms slow to build. So a
    subject is a code, its name is read from `shown` of a document that has it, and suggestions
    come from `shown` of the documents found: it is the only field that is stored.
    """
    builder = tantivy.SchemaBuilder()
    builder.add_integer_field("publication", indexed=True, fast=True)
    for name in ("title_keys", "person_keys", "subject_keys", "other_keys"):
        builder.add_text_field(name, tokenizer_name="whitespace", index_option="position")
    for name in ("exact_words", "identifiers"):
        builder.add_text_field(name, tokenizer_name="whitespace", index_option="basic")
    builder.add_integer_field("title_order", fast=True)
    builder.add_text_field("shown", stored=True, tokenizer_name=_NOTHING, index_option="basic")
    builder.add_integer_field("years", fast=True)
    builder.add_integer_field("subject", indexed=True, fast=True)
    for name in FACETS:
        if name != "subject":
            builder.add_text_field(name, tokenizer_name="raw", index_option="basic", fast=True)
    return builder.build()


def prepare(index: tantivy.Index) -> None:
    """Give an index the tokenizer that its schema names."""
    nothing = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.raw())
    nothing = nothing.filter(tantivy.Filter.remove_long(1))
    index.register_tokenizer(_NOTHING, nothing.build())


def subject_code(name: str) -> int:
    """63 bits of the BLAKE2 digest of a subject."""
    return int.from_bytes(hashlib.blake2b(name.encode(), digest_size=8).digest()) >> 1


def lines(documents: pa.RecordBatch) -> pl.Series:
    """Each document as a line of JSON."""
    frame = pl.DataFrame(documents)
    subjects = frame["subject"].explode(empty_as_null=False).unique()
    codes = [subject_code(name) for name in subjects]
    coded = pl.element().replace_strict(subjects, codes, return_dtype=pl.Int64)
    frame = frame.with_columns(pl.col("subject").list.eval(coded))
    return frame.select(pl.struct(pl.all()).struct.json_encode()).to_series()
