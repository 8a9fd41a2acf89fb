"""Edition, places, publishers, extent, series: MARC 21 25X-4XX, 8XX; UNIMARC 205-225, 410, 461."""

import numpy as np
import polars as pl
import pyarrow as pa

from jalin.bibliographic import isbd
from jalin.bibliographic.normalise import embedded
from jalin.bibliographic.normalise.mapping import ELEMENTS, Elements
from jalin.bibliographic.normalise.table import Ints, Table
from jalin.bibliographic.normalise.text import Texts, by_distinct, listed
from jalin.bibliographic.normalise.tidying import put, true_rows

Columns = dict[str, pl.Series | pa.Array]

# A number and a word for pages or leaves: "345 p.", "[2] с.", "120 hlm", "95 бет".
_PAGE = (
    r"[0-9][\])]?(?: ?(?:unnumbered|numb\.|unnumb\.|ненумерованных))? ?"
    r"(?:(?:p|pp|pages|с|стр|s|б|бет|hlm|hal|h|л|l|leaves|leaf|ff|bl|páginas)\b|ページ|頁)"
)
_QUOTED = r'^["«“„]([^"«»“”„]*)["»”]$'
_SHORT = 16  # bytes: "[s.n.]", "б. и.", "[S.l. : s.n.]"
_UNKNOWN = "(?i)identified|неизвест|tanpa|sine|unknown"
_VOLUMES = r"[0-9]+ ?(?:v|vol|vols|volumes|т|тт|jil|jilid|t|кн|ч|pts|bd)\b\.?"


def columns(table: Table, title: pl.Series) -> Columns:
    """The columns from `edition` to `series_numbers`; `title` is the column of titles proper."""
    elements = ELEMENTS[table.chunk.format]
    extent = Texts.of(table.items(elements.extent.tags, elements.extent.codes).trimmed())
    extent_column = extent.column(table.n)
    return {
        "edition": _edition(table, elements),
        **imprint(table, elements),
        "extent": extent_column,
        "pages": pages(extent_column),
        **_series(table, title),
    }


def publication_fields(table: Table, tags: tuple[int, ...]) -> Ints:
    """The fields that tell of publication: not those 264 of copyright alone, nor of manufacture.

    A record that has no other 264 keeps its production (0) and distribution (2) statements.
    """
    fields = table.fields(*tags)
    if table.chunk.format == "unimarc":
        return fields
    kind = table.indicator(fields, 2)
    rda = table.tag[fields] == 264
    published = ~rda | (kind == ord("1"))
    has = np.zeros(table.n, np.bool_)
    has[table.record[fields[published]]] = True
    other = rda & ~has[table.record[fields]] & (kind != ord("4")) & (kind != ord("3"))
    chosen: Ints = fields[published | other]
    return chosen


def imprint(table: Table, elements: Elements) -> Columns:
    fields = publication_fields(table, elements.places.tags)
    items = table.subfields(fields).trimmed()
    places = Texts.of(items.only(elements.places.codes))
    publishers = Texts.of(items.only(elements.publishers.codes))
    places = Texts(places.record, by_distinct(places.text, known))
    names = by_distinct(publishers.text, lambda distinct: _unquoted(known(distinct)))
    publishers = Texts(publishers.record, names)
    return {"places": listed(table.n, places), "publishers": listed(table.n, publishers)}


def known(series: pl.Series) -> pl.Series:
    """Without the brackets of what a cataloguer supplied; words for "not known" as null."""
    bare = _supplied(series)
    suspected = true_rows((bare.str.len_bytes() <= _SHORT) | bare.str.contains(_UNKNOWN))
    folded = bare[suspected].str.to_lowercase().str.replace_all(r"[^\pL\pN]", "")
    unknown = np.zeros(len(bare), np.bool_)
    unknown[suspected] = (folded.is_in(list(isbd.UNKNOWN)) | (folded == "")).to_numpy()
    return bare.set(pl.Series(unknown), None)


def _supplied(series: pl.Series) -> pl.Series:
    """Texts without square brackets at either end: one pair may enclose place, name and date."""
    rows = true_rows(series.str.starts_with("[") | series.str.ends_with("]"))
    if not len(rows):
        return series
    some = series[rows]
    open_ended = some.str.contains(r"^\[[^\]]*$|^[^\[]*\]$|^\[[^\[\]]*\]$")
    if not open_ended.any():
        return series
    return put(
        series, rows[open_ended.to_numpy()], some.filter(open_ended).str.strip_chars("[] .,:;?")
    )


def _unquoted(series: pl.Series) -> pl.Series:
    """Names that are wholly in quotation marks, without them."""
    rows = true_rows(series.str.contains('^["«“„]'))
    return put(series, rows, series[rows].str.replace(_QUOTED, "$1"))


def _edition(table: Table, elements: Elements) -> pl.Series:
    items = table.items(elements.edition.tags, elements.edition.codes).trimmed()
    texts = Texts.joined_fields(items, {"b": ", " if table.chunk.format == "unimarc" else " / "})
    return _supplied(texts.column(table.n))


def pages(extent: pl.Series) -> pl.Series:
    """The largest number in an extent that counts pages or leaves, not volumes."""
    return by_distinct(extent, _pages)


def _pages(extent: pl.Series) -> pl.Series:
    lower = extent.str.to_lowercase()
    counted = lower.str.contains(_PAGE)
    bare = lower.set(~counted, None).str.replace_all(_VOLUMES, " ")
    bare = bare.str.replace_all(r"[0-9]+ ?(?:cm|см|ill|ил)", " ")
    numbers = bare.str.extract_all(r"\b[0-9]{1,5}").list.eval(pl.element().cast(pl.Int32))
    return numbers.list.max()


def _series(table: Table, title: pl.Series) -> Columns:
    """Titles of series and, apart from them, numbers in series.

    A set (UNIMARC 461) counts as a series unless the title was taken from it.
    """
    if table.chunk.format == "unimarc":
        plain = table.items((225,), "aiv").trimmed()
        titles = [Texts.of(plain.only("a")), Texts.of(embedded.titles(table, 410, 461))]
        numbers = [Texts.of(plain.only("v")), Texts.of(embedded.volumes(table, 410))]
    else:
        items = table.items((490, 440, 830), "av").trimmed()
        named = table.items((800, 810, 811), "tv").trimmed()
        titles = [Texts.of(items.only("a")), Texts.of(named.only("t"))]
        numbers = [Texts.of(items.only("v")), Texts.of(named.only("v"))]
    titles = [texts.where(texts.text.ne_missing(title[texts.record])) for texts in titles]
    return {"series": listed(table.n, *titles), "series_numbers": listed(table.n, *numbers)}
