"""What of a record bears on whether it describes the same publication as another.

Computed once per record, before any pair is looked at: folded texts (alike in every script), numbers
of volume, edition, extent, and the lists of forms a title or a person is known by. A missing text is
"", a missing number -1, so that the arrays stay plain; the features turn both into "not known".
"""

from dataclasses import dataclass

import numpy as np
import polars as pl
import pyarrow as pa
from numpy.typing import NDArray

from jalin.bibliographic.editions import edition_numbers
from jalin.bibliographic.folding import fold_column

MOST_FORMS = 6  # of a title, and most persons, that are compared; the first are the chief ones


@dataclass(frozen=True, slots=True)
class Forms:
    """Several texts per record: those of record i are `texts[start[i]:start[i + 1]]`."""

    texts: pl.Series
    start: NDArray[np.int64]  # n + 1

    def counts(self) -> NDArray[np.int64]:
        return np.diff(self.start)


@dataclass(frozen=True, slots=True)
class Evidence:
    """n records; every array and series has n rows."""

    title: pl.Series  # title proper, folded
    full_title: pl.Series  # with other title information and the part, folded
    titles: Forms  # every form of the title proper
    numerals: pl.Series  # the numbers in the title, in order: "3 1914"
    names: pl.Series  # every name and the statement of responsibility, folded
    surnames: Forms
    forenames: Forms  # aligned with `surnames`
    bodies: pl.Series
    publisher: pl.Series
    place: pl.Series
    series: pl.Series
    series_number: pl.Series
    subjects: pl.Series
    volume: pl.Series
    part: pl.Series  # name of the part, folded
    edition_text: pl.Series
    edition: NDArray[np.int16]
    year: NDArray[np.int16]
    year_end: NDArray[np.int16]
    year_certain: NDArray[np.bool_]
    pages: NDArray[np.int32]
    extent: pl.Series  # every number of the extent in order
    volumes: NDArray[np.int16]  # how many physical volumes the extent counts
    isbns: Forms
    language: pl.Series
    record_type: pl.Series
    level: pl.Series

    def __len__(self) -> int:
        return len(self.title)


def folded(texts: pl.Series) -> pl.Series:
    """The texts as their folded words (level 1, first reading), joined by spaces; "" for null."""
    return fold_column(texts).list.join(" ").fill_null("")


def evidence(table: pa.Table) -> Evidence:
    """The evidence of normalised records (`columns.SCHEMA`), one row each."""
    frame = pl.DataFrame(pl.from_arrow(table))
    title = folded(frame["title"])
    return Evidence(
        title=title,
        full_title=_full_title(frame),
        titles=_titles(frame),
        numerals=_numerals(frame),
        names=_names(frame),
        **_persons(frame),
        bodies=folded(frame["bodies"].list.join(" ")),
        publisher=_publisher(frame),
        place=folded(frame["places"].list.join(" ")),
        series=folded(frame["series"].list.join(" ")),
        series_number=_digits(frame["series_numbers"].list.join(" ")),
        subjects=folded(frame["subjects"].list.join(" ")),
        volume=frame["volume"].fill_null(""),
        part=folded(frame["part_name"]),
        edition_text=folded(frame["edition"]),
        edition=edition_numbers(frame["edition"]).fill_null(-1).to_numpy(),
        year=frame["year"].fill_null(-1).to_numpy(),
        year_end=frame["year_end"].fill_null(-1).to_numpy(),
        year_certain=frame["year_certain"].fill_null(value=False).to_numpy(),
        pages=frame["pages"].fill_null(-1).to_numpy(),
        extent=_digits(frame["extent"]),
        volumes=_volumes(frame["extent"]),
        isbns=_forms(frame["isbns"]),
        language=frame["languages"].list.sort().list.join(" "),
        record_type=frame["record_type"].fill_null(""),
        level=frame["bibliographic_level"].fill_null(""),
    )


def _full_title(frame: pl.DataFrame) -> pl.Series:
    parts = ["title", "other_title_information", "part_number", "part_name"]
    return folded(frame.select(pl.concat_str(parts, separator=" ", ignore_nulls=True)).to_series())


def _titles(frame: pl.DataFrame) -> Forms:
    """Title proper, vernacular, parallel, uniform and variant titles: the forms a title goes by.

    The original title of a translation is none of them: a translation is another publication.
    """
    single = ["title", "vernacular_title", "uniform_title"]
    lists = [pl.concat_list(single), pl.col("parallel_titles"), pl.col("variant_titles")]
    forms = frame.select(
        pl.concat_list(lists).list.drop_nulls().list.unique(maintain_order=True)
    ).to_series()
    return _forms(forms.list.head(MOST_FORMS), fold=True)


def _forms(lists: pl.Series, *, fold: bool = False) -> Forms:
    counts = lists.list.len().fill_null(0).to_numpy().astype(np.int64)
    texts = lists.filter(lists.list.len() > 0).explode()
    start = np.concatenate([np.zeros(1, np.int64), np.cumsum(counts)])
    return Forms(folded(texts) if fold else texts.fill_null(""), start)


def _persons(frame: pl.DataFrame) -> dict[str, Forms]:
    forms = _forms(frame["persons"].list.head(MOST_FORMS))
    halves = forms.texts.str.splitn(",", 2).struct.unnest()
    surnames = fold_column(halves["field_0"], person=True).list.join(" ").fill_null("")
    forenames = fold_column(halves["field_1"], person=True).list.join(" ").fill_null("")
    return {"surnames": Forms(surnames, forms.start), "forenames": Forms(forenames, forms.start)}


def _names(frame: pl.DataFrame) -> pl.Series:
    texts = [
        pl.col("statement_of_responsibility"),
        pl.col("persons").list.join(" "),
        pl.col("bodies").list.join(" "),
    ]
    return folded(frame.select(pl.concat_str(texts, separator=" ", ignore_nulls=True)).to_series())


# What every firm's name has, in the languages of the catalogues.
_FIRM = (
    r"(?i)\b(co|company|cie|ltd|limited|inc|incorporated|gmbh|corp|corporation|sons?|and|the|of|et|"
    r"press|publishers?|publishing|publications?|pub|books?|verlag|editions?|[eé]d|"
    r"pt|cv|penerbit|izd-vo|izdatel[ʹ']?stvo|издательство|изд-во|баспасы|баспа|baspasy|"
    r"distributed by|for sale by)\b\.?"
)


def _publisher(frame: pl.DataFrame) -> pl.Series:
    """Publishers without the words that every firm's name has, unless nothing else is left."""
    whole = frame["publishers"].list.join(" ").fill_null("")
    bare = whole.str.replace_all(_FIRM, " ").str.replace_all("&", " ")
    return folded(bare.zip_with(bare.str.contains(r"\w"), whole))


def _digits(texts: pl.Series) -> pl.Series:
    return texts.str.extract_all(r"\d+").list.join(" ").fill_null("")


def _numerals(frame: pl.DataFrame) -> pl.Series:
    title = frame.select(
        pl.concat_str(
            ["title", "other_title_information", "part_number", "part_name"],
            separator=" ",
            ignore_nulls=True,
        )
    ).to_series()
    return _digits(title)


def _volumes(extent: pl.Series) -> NDArray[np.int16]:
    """The count in "2 v.", "3 т.", "4 jil." of the extent (MARC 21 300 $a); -1 where none."""
    found = extent.str.extract(r"(?i)(\d{1,3})\s*(?:v\b|vol|т\b|том|jil|t\b|кн\b|кітап)", 1)
    return found.cast(pl.Int16, strict=False).fill_null(-1).to_numpy()
