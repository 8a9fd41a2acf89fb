"""Title and statement of responsibility: MARC 21 245, 246, 130, 240, 765; UNIMARC 200, 5XX, 454."""

from dataclasses import dataclass

import numpy as np
import polars as pl
import pyarrow as pa

from jalin.bibliographic.normalise import embedded, volumes
from jalin.bibliographic.normalise.mapping import ELEMENTS, Elements
from jalin.bibliographic.normalise.table import Ints, Items, Table
from jalin.bibliographic.normalise.text import Texts, column, listed, unbracketed
from jalin.bibliographic.normalise.tidying import put, true_rows

Columns = dict[str, pl.Series | pa.Array]
_SIGNS = " /:;=."
# Collective uniform titles name no work (MARC 21 240; RDA 6.2.2.10).
_COLLECTIVE = (
    r"^(?:Works|Selections|Poems|Poetry|Prose works|Short stories|Stories|Novels|Plays|Essays|"
    r"Correspondence|Letters|Speeches|Laws, etc|Treaties, etc|Sermons|Songs|Fiction|Drama|Diaries|"
    r"Constitution|Сочинения|Избранные произведения|Стихотворения|Рассказы|Пьесы)(?:\W|$)"
)


@dataclass(slots=True)
class Area:
    """The area of one title field of each record, or of each that has one; null for what is not."""

    title: pl.Series
    other: pl.Series
    part_number: pl.Series
    part_name: pl.Series
    responsibility: pl.Series
    parallel: Texts


def columns(table: Table) -> Columns:
    """The columns from `title` to `original_title`."""
    elements = ELEMENTS[table.chunk.format]
    fields = table.fields(*elements.title.tags)
    vernacular = table.vernacular[fields]
    main = _area(table, _first(table, fields[~vernacular]), elements)
    other = _area(table, _first(table, fields[vernacular]), elements)
    parallel, variants = _further_titles(table, main.title)
    _split_set(table, main)
    uniform = _uniform(table, elements)
    return {
        # a record may have its title in the linked field alone
        "title": main.title.zip_with(main.title.is_not_null(), other.title),
        "other_title_information": main.other,
        "part_number": main.part_number,
        "part_name": main.part_name,
        "statement_of_responsibility": main.responsibility,
        "vernacular_title": other.title,
        "vernacular_other_title_information": other.other,
        "vernacular_statement_of_responsibility": other.responsibility,
        "parallel_titles": listed(table.n, main.parallel, other.parallel, parallel),
        "variant_titles": listed(table.n, *variants),
        "uniform_title": uniform,
        "original_title": _original(table, uniform),
    }


def _first(table: Table, fields: Ints) -> Ints:
    """The first of the fields of each record."""
    return fields[np.flatnonzero(np.diff(table.record[fields], prepend=-1))]


def _area(table: Table, fields: Ints, elements: Elements) -> Area:
    raw = table.subfields(fields)
    items = raw.trimmed()
    record = table.record[fields]
    row = np.zeros(table.n, np.int64)
    row[record] = np.arange(len(record))

    def of_each(texts: Texts) -> pl.Series:
        return column(texts.text, row[texts.record], len(record))

    def text(codes: str, separator: str) -> pl.Series:
        return of_each(Texts.joined_fields(items.only(codes), {}, separator))

    area = Area(
        title=of_each(Texts.of(items.only(elements.title.codes))),
        other=text(elements.other_title_information.codes, " : "),
        part_number=text(elements.part_number.codes, ", "),
        part_name=text(elements.part_name.codes, ". "),
        responsibility=text(elements.responsibility.codes, " ; "),
        parallel=Texts(np.empty(0, np.int64), pl.Series([], dtype=pl.String)),
    )
    _split_title(area)
    area.title, area.other, area.responsibility = (
        unbracketed(series) for series in (area.title, area.other, area.responsibility)
    )
    if table.chunk.format == "unimarc":
        area.parallel = Texts.of(items.only("d"))
    else:
        first = raw.only("a")
        _split_parallel(area, first, row[first.record])
        area.parallel = Texts(record[area.parallel.record], area.parallel.text)
    for name in ("title", "other", "part_number", "part_name", "responsibility"):
        setattr(area, name, column(getattr(area, name), record, table.n))
    return area


def _split_set(table: Table, area: Area) -> None:
    """UNIMARC: a volume titled "Vol. 2" alone has its title in the set that it belongs to (461).

    So it becomes what MARC 21 has: the common title, and "Vol. 2" as the number of the part.
    """
    if table.chunk.format != "unimarc":
        return
    whole = Texts.of(embedded.titles(table, 461, 462)).column(table.n)
    rows = (whole.is_not_null() & area.title.str.contains(volumes.DESIGNATION_ALONE)).arg_true()
    if len(rows):
        number = pl.concat_str(area.title, area.part_number, separator=", ", ignore_nulls=True)
        parts = pl.select(number).to_series()
        area.part_number = put(area.part_number, rows, parts[rows])
        area.title = put(area.title, rows, whole[rows])


def _split_title(area: Area) -> None:
    """Where several elements stand in one subfield, take them apart by their ISBD signs."""
    _split(area, "title", " / ", "responsibility")
    _split(area, "other", " / ", "responsibility")
    _split(area, "title", " : ", "other")


def _split(area: Area, source: str, sign: str, into: str) -> None:
    whole: pl.Series = getattr(area, source)
    target: pl.Series = getattr(area, into)
    rows = true_rows(whole.str.contains(sign, literal=True))
    if len(rows):
        rows = rows[target[rows].is_null().to_numpy()]
    if len(rows):
        parts = whole[rows].str.splitn(sign, 2)
        before, after = (parts.struct.field(f"field_{i}").str.strip_chars(_SIGNS) for i in (0, 1))
        setattr(area, source, put(whole, rows, before))
        setattr(area, into, put(target, rows, after))


def _split_parallel(area: Area, titles: Items, row: Ints) -> None:
    """MARC 21 has no subfield of its own for a parallel title: it follows " = " in 245 $b.

    `titles` are the titles proper as they stand, `row` the row of the area that each is of.
    """
    before = titles.text[titles.end - 1], titles.text[titles.end - 2]
    sign = (before[0] == ord("=")) | ((before[0] == ord(" ")) & (before[1] == ord("=")))
    begins = np.zeros(len(area.other), np.bool_)
    begins[row[sign & (titles.end - titles.start > 1)]] = True
    mask = (pl.Series(begins) | area.other.str.contains(" = ", literal=True)) & (
        area.other.is_not_null()
    )
    rows = mask.arg_true().to_numpy()
    if not len(rows):
        return
    prefix = pl.Series(np.where(begins[rows], "= ", ""))
    parts = (prefix + area.other[rows]).str.split("= ")
    other = parts.list.first().str.strip_chars(_SIGNS)
    area.other = put(area.other, rows, other.set(other == "", None))
    rest = parts.list.slice(1)
    further = rest.explode(empty_as_null=False)
    title = further.str.splitn(" : ", 2).struct.field("field_0").str.strip_chars(_SIGNS)
    area.parallel = Texts(np.repeat(rows, rest.list.len().to_numpy()), title)


_UNIMARC_VARIANTS = (512, 513, 514, 515, 516, 517, 518, 532, 540, 541, 545)


def _further_titles(table: Table, title: pl.Series) -> tuple[Texts, list[Texts]]:
    """Parallel titles and variant titles in fields and subfields of their own.

    Among the variants are further works of a volume without a common title (UNIMARC 200 $a, $c).
    """
    more = []
    if table.chunk.format == "unimarc":
        parallel, variant = table.items((510,), "ahi"), table.items(_UNIMARC_VARIANTS, "ahi")
        works = Texts.of(table.items((200,), "ac").trimmed())
        more = [works.where(works.text.ne_missing(title[works.record]))]
    else:
        fields = table.fields(246, 242, 740)
        second = (table.tag[fields] == 246) & (table.indicator(fields, 2) == ord("1"))
        parallel = table.subfields(fields[second], "anp")
        variant = table.subfields(fields[~second], "anp")
    variants = Texts.joined_fields(variant.trimmed(), {}, ". ")
    return Texts.joined_fields(parallel.trimmed(), {}, ". "), [variants, *more]


def _uniform(table: Table, elements: Elements) -> pl.Series:
    items = table.items(elements.uniform_title.tags, elements.uniform_title.codes).trimmed()
    return Texts.joined_fields(items, {}, ". ").column(table.n)


def _original(table: Table, uniform: pl.Series) -> pl.Series:
    """The title of the work that this is a translation of.

    From the linking entry of the original (765; 454), else the uniform title of a record that says
    that it is a translation (041 $h; 101 $c) or names the language that it is in (240 $l).
    """
    if table.chunk.format == "unimarc":
        linked = Texts.of(embedded.titles(table, 454)).column(table.n)
        translated = table.items((101,), "c").record
    else:
        items = table.items((765,), "t").trimmed()
        linked = Texts.of(items).column(table.n)
        translated = np.concatenate(
            [table.items((41,), "h").record, table.items((130, 240), "l").record]
        )
    mask = np.zeros(table.n, np.bool_)
    mask[translated] = True
    work = pl.Series(mask) & ~uniform.str.contains(_COLLECTIVE)
    return linked.zip_with(linked.is_not_null(), uniform.set(~work.fill_null(value=False), None))
