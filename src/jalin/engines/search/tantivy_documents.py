"""Documents as tantivy keeps them: its fields, and the lines of JSON that it is fed with."""

import hashlib

import polars as pl
import pyarrow as pa
import tantivy

from jalin.engines.search.interface import FACETS

SUBJECT_NAMES = "subject_names"


def schema() -> tantivy.Schema:
    """The fields of `DOCUMENTS`. Words come folded and parted by spaces; nothing is stored.

    A subject is kept as a code, because counting numbers costs a tenth of counting texts; its name
    is the term of `SUBJECT_NAMES` that begins with the code.
    """
    builder = tantivy.SchemaBuilder()
    builder.add_integer_field("publication", indexed=True, fast=True)
    for name in ("title_keys", "person_keys", "subject_keys", "other_keys"):
        builder.add_text_field(name, tokenizer_name="whitespace", index_option="position")
    for name in ("exact_words", "identifiers"):
        builder.add_text_field(name, tokenizer_name="whitespace", index_option="basic")
    builder.add_text_field("sort_title", tokenizer_name="raw", index_option="basic", fast=True)
    for name in ("suggestions", SUBJECT_NAMES):
        builder.add_text_field(name, tokenizer_name="raw", index_option="basic")
    builder.add_integer_field("years", fast=True)
    builder.add_integer_field("subject", indexed=True, fast=True)
    for name in FACETS:
        if name != "subject":
            builder.add_text_field(name, tokenizer_name="raw", index_option="basic", fast=True)
    return builder.build()


def subject_code(name: str) -> int:
    """63 bits of the BLAKE2 digest of a subject."""
    return int.from_bytes(hashlib.blake2b(name.encode(), digest_size=8).digest()) >> 1


def lines(documents: pa.RecordBatch) -> pl.Series:
    """Each document as a line of JSON."""
    frame = pl.DataFrame(documents)
    subjects = frame["subject"].explode(empty_as_null=False).unique()
    codes = [subject_code(name) for name in subjects]
    names = [f"{code:016x}{name}" for code, name in zip(codes, subjects, strict=True)]
    coded = pl.element().replace_strict(subjects, codes, return_dtype=pl.Int64)
    named = pl.element().replace_strict(subjects, names, return_dtype=pl.String)
    frame = frame.with_columns(
        pl.col("subject").list.eval(coded),
        pl.col("subject").list.eval(named).alias(SUBJECT_NAMES),
    )
    return frame.select(pl.struct(pl.all()).struct.json_encode()).to_series()
