"""What of a record bears on whether it describes the same publication as another.

Computed once per record, before any pair is looked at: folded texts (alike in every script),
numbers of volume, edition, extent, and the lists of forms a title or a person is known by. A
missing text is "", a missing number -1, so that the arrays stay plain; the features turn both
into "not known".
"""

from dataclasses import dataclass

import numpy as np
import polars as pl
import pyarrow as pa
from numpy.typing import NDArray

from jalin.bibliographic.editions import edition_numbers
from jalin.bibliographic.folding import fold_column

_SEED = 20210427
MOST_FORMS = 6  # of a title, and most persons, that are compared; the first are the chief ones


Codes = NDArray[np.uint64]  # a number for each text, 0 for none: equal where the texts are


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
    series_number: Codes
    subjects: pl.Series
    volume: Codes
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
    language: Codes
    record_type: Codes
    level: Codes
    script: Codes

    def __len__(self) -> int:
        return len(self.title)


def folded(texts: pl.Series, *, person: bool = False) -> pl.Series:
    """The texts as their folded words (level 1, first reading), joined by spaces; "" for null."""
    return fold_column(texts, person=person).list.join(" ").fill_null("")


def evidence(table: pa.Table) -> Evidence:
    """The evidence of normalised records (`columns.SCHEMA`), one row each."""
    frame = pl.DataFrame(pl.from_arrow(table))
    title = folded(frame["title"])
    persons = _persons(frame)
    return Evidence(
        title=title,
        full_title=_full_title(title, frame),
        titles=_titles(title, frame),
        numerals=_numerals(frame),
        names=_names(frame, persons),
        **persons,
        bodies=folded(frame["bodies"].list.join(" ")),
        publisher=_publisher(frame),
        place=folded(_places(frame)),
        series=folded(frame["series"].list.join(" ")),
        series_number=_codes(_digits(frame["series_numbers"].list.join(" "))),
        subjects=folded(frame["subjects"].list.join(" ")),
        volume=_codes(frame["volume"]),
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
        language=_codes(frame["languages"].list.sort().list.join(" ")),
        record_type=_codes(frame["record_type"]),
        level=_codes(frame["bibliographic_level"]),
        script=_codes(frame["scripts"].list.sort().list.join(" ")),
    )


def _full_title(title: pl.Series, frame: pl.DataFrame) -> pl.Series:
    """The title with what follows it; only the few records that have more are folded again."""
    rest = frame.select(
        pl.concat_str(
            ["other_title_information", "part_number", "part_name"],
            separator=" ",
            ignore_nulls=True,
        )
    ).to_series()
    return (title + " " + folded(rest)).str.strip_chars()


def _titles(title: pl.Series, frame: pl.DataFrame) -> Forms:
    """Title proper, vernacular, parallel, uniform and variant titles: the forms a title goes by.

    The original title of a translation is none of them: a translation is another publication.
    """
    single = pl.concat_list("vernacular_title", "uniform_title").list.drop_nulls()
    others = _forms(
        frame.select(
            pl.concat_list(single, "parallel_titles", "variant_titles")
            .list.unique(maintain_order=True)
            .list.head(MOST_FORMS - 1)
        ).to_series()
    )
    n = np.arange(len(title))
    row = np.concatenate([n, np.repeat(n, others.counts())])
    order = np.argsort(row, kind="stable")
    texts = pl.concat([title.rename(""), folded(others.texts).rename("")]).gather(order)
    return Forms(texts, others.start + np.arange(len(title) + 1))


def _forms(lists: pl.Series) -> Forms:
    counts = lists.list.len().fill_null(0).to_numpy().astype(np.int64)
    texts = lists.filter(lists.list.len() > 0).explode().cast(pl.String)
    return Forms(texts.fill_null(""), np.concatenate([np.zeros(1, np.int64), np.cumsum(counts)]))


def _persons(frame: pl.DataFrame) -> dict[str, Forms]:
    forms = _forms(frame["persons"].list.head(MOST_FORMS))
    halves = forms.texts.str.splitn(",", 2).struct.unnest()
    surnames = folded(halves["field_0"], person=True)
    forenames = folded(halves["field_1"], person=True)
    return {"surnames": Forms(surnames, forms.start), "forenames": Forms(forenames, forms.start)}


def _names(frame: pl.DataFrame, persons: dict[str, Forms]) -> pl.Series:
    """The statement of responsibility and all names, as words without the endings of surnames."""
    said = frame.select(
        pl.concat_str(
            ["statement_of_responsibility", pl.col("bodies").list.join(" ")],
            separator=" ",
            ignore_nulls=True,
        )
    ).to_series()
    surnames, forenames = persons["surnames"], persons["forenames"]
    n = np.repeat(np.arange(len(frame)), surnames.counts())
    listed = (
        pl.DataFrame({"row": n, "name": surnames.texts + " " + forenames.texts})
        .group_by("row", maintain_order=True)
        .agg(pl.col("name").str.join(" "))
    )
    rows = pl.DataFrame({"row": np.arange(len(frame))})
    names = rows.join(listed, on="row", how="left", maintain_order="left")["name"].fill_null("")
    return (folded(said, person=True) + " " + names).str.strip_chars()


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


def _codes(texts: pl.Series) -> Codes:
    codes = texts.hash(_SEED)
    return codes.set(texts.fill_null("") == "", 0).to_numpy()


# Abbreviations of Russian and Soviet cataloguing (GOST 7.80), and names that changed.
_PLACES = {
    "м": "Москва",
    "m": "Moskva",
    "л": "Ленинград",
    "l": "Leningrad",
    "спб": "Санкт-Петербург",
    "spb": "Sankt-Peterburg",
    "н. новгород": "Нижний Новгород",
    "алма-ата": "Алматы",
    "alma-ata": "Almaty",
    "djakarta": "Jakarta",
}


def _places(frame: pl.DataFrame) -> pl.Series:
    """The places of publication in full, joined."""
    places = _forms(frame["places"])
    plain = places.texts.str.strip_chars("[]. ?").str.to_lowercase()
    full = plain.replace_strict(_PLACES, default=None, return_dtype=pl.String)
    rows = pl.DataFrame(
        {
            "row": np.repeat(np.arange(len(frame)), places.counts()),
            "place": full.fill_null(places.texts),
        }
    )
    joined = rows.group_by("row", maintain_order=True).agg(pl.col("place").str.join(" "))
    every = pl.DataFrame({"row": np.arange(len(frame))})
    return every.join(joined, on="row", how="left", maintain_order="left")["place"]


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
