"""The lists of a comparison as CSV.

UTF-8 with a byte order mark, because Excel takes it for the local code page without one; CRLF and
quotes as RFC 4180 has them. A cell that a spreadsheet would run as a formula gets an apostrophe
before it. Columns are put together in batches of rows, so that a long list takes little memory.
"""

import codecs
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import polars as pl

from jalin.bibliographic.chunk import Fault
from jalin.bibliographic.comparison import Comparison, Part, ReviewPair
from jalin.bibliographic.comparison_catalogue import Catalogue

# Of `columns.SCHEMA`, in the order in which a librarian reads them.
COLUMNS = (
    "title",
    "other_title_information",
    "part_number",
    "part_name",
    "vernacular_title",
    "statement_of_responsibility",
    "persons",
    "bodies",
    "edition",
    "places",
    "publishers",
    "country",
    "year",
    "extent",
    "series",
    "isbns",
    "issns",
    "languages",
    "scripts",
    "subjects",
    "control_number",
    "key",
)
PLACE = ("file", "offset")  # where the record as supplied stands

_SEPARATOR = " | "  # between the values of one cell
_FORMULA = r"^[=+\-@]"
_BATCH = 20_000  # rows


@dataclass(frozen=True, slots=True)
class Lists:
    """Writes the lists about two catalogues; `explain` turns reasons into words."""

    ours: Catalogue
    theirs: Catalogue
    explain: Callable[[tuple[str, ...]], list[str]]

    def both(self, path: Path, comparison: Comparison) -> None:
        """One line for each record that both have; the second records of a publication follow."""
        write_csv(
            path,
            comparison.rows("both"),
            lambda rows: [
                _publication(rows),
                *_records(self.ours, rows["ours"], "ours_"),
                *_records(self.theirs, rows["theirs"], "theirs_"),
            ],
        )

    def one_sided(self, path: Path, part: Part, comparison: Comparison) -> None:
        """One line for each record."""
        catalogue, side = (self.theirs, "theirs") if part == "only_theirs" else (self.ours, "ours")
        write_csv(
            path,
            comparison.rows(part),
            lambda rows: [_publication(rows), *_records(catalogue, rows[side])],
        )

    def to_review(self, path: Path, pairs: Sequence[ReviewPair]) -> None:
        """Two records side by side, with how likely they are one publication, and why."""
        schema = {"ours": pl.Int64, "theirs": pl.Int64, "probability": pl.String}
        frame = pl.DataFrame(
            {
                "ours": [pair.left for pair in pairs],
                "theirs": [pair.right for pair in pairs],
                "probability": [f"{pair.probability:.3f}" for pair in pairs],
                "reasons": ["; ".join(self.explain(pair.reasons)) for pair in pairs],
            },
            schema=schema | {"reasons": pl.String},
        )
        write_csv(
            path,
            frame,
            lambda rows: [
                rows["probability"],
                rows["reasons"],
                *_records(self.ours, rows["ours"], "ours_"),
                *_records(self.theirs, rows["theirs"], "theirs_"),
            ],
        )


def write_faults(path: Path, faults: Iterable[tuple[str, Fault]]) -> None:
    """Each fault with the name of its catalogue."""
    texts = ("catalogue", "file", "identifier", "field", "code", "reason")
    rows = [
        {**asdict(fault), "catalogue": name, "reason": fault.text(), "unreadable": fault.fatal}
        for name, fault in faults
    ]
    frame = pl.DataFrame(
        {name: [row[name] for row in rows] for name in (*texts, "offset", "unreadable")},
        schema=dict.fromkeys(texts, pl.String) | {"offset": pl.Int64, "unreadable": pl.Int8},
        strict=False,
    ).with_columns(_cell(name) for name in texts)
    order = ("catalogue", "file", "offset", "identifier", "field", "code", "reason", "unreadable")
    write_csv(path, frame, lambda batch: [batch[name] for name in order])


def write_csv(
    path: Path, rows: pl.DataFrame, columns: Callable[[pl.DataFrame], list[pl.Series]]
) -> None:
    """Write the columns that `columns` makes of each batch of `rows`."""
    with path.open("wb") as file:
        file.write(codecs.BOM_UTF8)
        for start in range(0, max(len(rows), 1), _BATCH):
            batch = pl.DataFrame(columns(rows.slice(start, _BATCH)))
            batch.write_csv(file, include_header=start == 0, line_terminator="\r\n")


def _publication(rows: pl.DataFrame) -> pl.Series:
    return (rows["cluster"] + 1).alias("publication")


def _records(catalogue: Catalogue, rows: pl.Series, prefix: str = "") -> list[pl.Series]:
    """`COLUMNS`, then `PLACE`, of these rows; a missing row is blank."""
    taken = catalogue.columns.select([*COLUMNS, "offset"]).take(rows.to_arrow())
    frame = pl.DataFrame({name: taken.column(name) for name in taken.column_names})
    lists = [name for name, kind in frame.schema.items() if isinstance(kind, pl.List)]
    joined = frame.with_columns(pl.col(name).list.join(_SEPARATOR) for name in lists)
    texts = [name for name, kind in joined.schema.items() if kind == pl.String]
    cells = joined.with_columns(_cell(name) for name in texts)
    file = _file(catalogue, rows)
    return [
        series.alias(prefix + name)
        for name, series in [
            *((name, cells[name]) for name in COLUMNS),
            (PLACE[0], file),
            (PLACE[1], cells["offset"]),
        ]
    ]


def _file(catalogue: Catalogue, rows: pl.Series) -> pl.Series:
    """The name of the file of each row."""
    known = rows.drop_nulls().to_list()
    names = pl.Series(catalogue.source_names(known), dtype=pl.String)
    cells = pl.DataFrame({"file": names}).select(_cell("file"))["file"]
    place = rows.is_not_null().cum_sum() - 1
    return cells.gather(pl.select(pl.when(rows.is_not_null()).then(place)).to_series())


def _cell(name: str) -> pl.Expr:
    """A text on one line and never a formula; a blank one is null."""
    text = pl.col(name).str.replace_all(r"[\r\n\t]+", " ").str.strip_chars()
    return (
        pl.when(text.str.contains(_FORMULA))
        .then("'" + text)
        .when(text != "")
        .then(text)
        .otherwise(None)
        .alias(name)
    )
