"""What a record is about: MARC 21 043, 05X-08X, 6XX; UNIMARC 600-610, 660, 675-686."""

from collections.abc import Callable

import numpy as np
import polars as pl
import pyarrow as pa

from jalin.bibliographic import countries
from jalin.bibliographic.normalise.table import Table
from jalin.bibliographic.normalise.text import Texts, by_distinct, listed

SUBDIVISION = " -- "  # between a heading and its subdivisions


def columns(table: Table) -> dict[str, pa.Array]:
    """`subjects` as "Heading -- subdivision -- subdivision"."""
    unimarc = table.chunk.format == "unimarc"
    return {
        "subjects": listed(table.n, *(_unimarc(table) if unimarc else _marc21(table))),
        "subject_countries": _countries(table, unimarc=unimarc),
        "classifications": _classifications(table, unimarc=unimarc),
    }


def _marc21(table: Table) -> list[Texts]:
    topics = table.items((650, 651, 655), "abcvxyz").trimmed()
    names = table.items((600, 610, 611, 630, 647), "abcnptvxyz").trimmed()
    free = table.items((653,), "a").trimmed()
    separators = dict.fromkeys("vxyz", SUBDIVISION)
    return [
        Texts.joined_fields(topics, separators),
        Texts.joined_fields(names, separators | dict.fromkeys("bnpt", ". ")),
        Texts.of(free),
    ]


def _unimarc(table: Table) -> list[Texts]:
    separators = dict.fromkeys("xyzj", SUBDIVISION)
    names = table.items((600, 601, 602, 604, 605), "abtxyzj").trimmed()
    topics = table.items((606, 607, 608), "axyzj").trimmed()
    free = table.items((610,), "a").trimmed()
    return [
        Texts.joined_fields(topics, separators),
        Texts.joined_fields(names, separators | {"b": ", ", "t": ". "}),
        Texts.of(free),
    ]


def mapped(texts: Texts, function: Callable[[str], str | None]) -> Texts:
    """Each text through `function`, which sees distinct ones only; those of None dropped."""
    made = by_distinct(
        texts.text,
        lambda distinct: pl.Series(
            [text and function(text) for text in distinct.to_list()], dtype=pl.String
        ),
    )
    return Texts(texts.record, made).where(made.is_not_null())


def _countries(table: Table, *, unimarc: bool) -> pa.Array:
    """ISO 3166-1 codes from area codes and from headings and subdivisions that name a country."""
    areas = mapped(Texts.of(table.items((660,) if unimarc else (43,), "a")), countries.of_area)
    headings = table.items((607,) if unimarc else (651,), "a").trimmed()
    tags = (600, 601, 606, 607) if unimarc else (600, 610, 611, 630, 650, 651)
    subdivisions = table.items(tags, "y" if unimarc else "z").trimmed()
    named = [mapped(Texts.of(items), countries.of_name) for items in (headings, subdivisions)]
    return listed(table.n, areas, *named)


_SCHEMES = {"rubbk": "bbk", "rueskl": "eskl", "rugasnti": "grnti", "udk": "udc"}


def _classifications(table: Table, *, unimarc: bool) -> pa.Array:
    fields = (
        ((676, "ddc"), (675, "udc"), (680, "lcc"))
        if unimarc
        else ((82, "ddc"), (80, "udc"), (50, "lcc"))
    )
    made = [_numbers(table, tag, scheme) for tag, scheme in fields]
    return listed(table.n, *made, _other_scheme(table, 686 if unimarc else 84))


def _numbers(table: Table, tag: int, scheme: str) -> Texts:
    texts = Texts.of(table.items((tag,), "a").trimmed())
    number = texts.text
    if scheme == "ddc":  # prime marks show where a number may be cut
        number = number.str.replace_all(r"[/'’]", "")
    return Texts(texts.record, pl.Series([f"{scheme}:"]).new_from_index(0, len(number)) + number)


def _other_scheme(table: Table, tag: int) -> Texts:
    """Numbers of the scheme that `$2` of the same field names."""
    items = table.items((tag,), "a2").trimmed()
    scheme = items.only("2").first_of_each(items.only("2").field)
    numbers = items.only("a")
    if not len(numbers) or not len(scheme):
        return Texts(np.empty(0, np.int64), pl.Series([], dtype=pl.String))
    where = np.searchsorted(scheme.field, numbers.field)
    where = np.minimum(where, len(scheme) - 1)
    numbers_texts = Texts.of(numbers)
    names = Texts.of(scheme).text.replace(_SCHEMES)[where]
    made = names + ":" + numbers_texts.text
    return Texts(numbers.record, made).where(scheme.field[where] == numbers.field)
