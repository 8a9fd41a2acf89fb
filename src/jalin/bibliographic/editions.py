"""Numbers of editions as catalogues word them in Indonesian, Kazakh, Russian and English.

"Cet. ke-2", "2-ші бас.", "Изд. 2-е", "2nd ed." and "Second edition" all name edition 2. A statement
without a number ("revised", "перераб.") has none: it neither agrees nor conflicts.
"""

import re
from collections.abc import Iterable

import polars as pl

_ORDINAL_STEMS: tuple[tuple[str, int], ...] = (
    # English
    *(("first", 1), ("second", 2), ("third", 3), ("fourth", 4), ("fifth", 5), ("sixth", 6)),
    *(
        ("seventh", 7),
        ("eighth", 8),
        ("ninth", 9),
        ("tenth", 10),
        ("eleventh", 11),
        ("twelfth", 12),
    ),
    # Russian, by stems that outlive the endings
    *(("перв", 1), ("втор", 2), ("треть", 3), ("трет", 3), ("четверт", 4), ("пят", 5), ("шест", 6)),
    *(("седьм", 7), ("восьм", 8), ("девят", 9), ("десят", 10)),
    *(("pervo", 1), ("vtoro", 2), ("tret", 3), ("chetvert", 4), ("piat", 5)),
    # Kazakh
    *(
        ("бірінші", 1),
        ("екінші", 2),
        ("үшінші", 3),
        ("төртінші", 4),
        ("бесінші", 5),
        ("алтыншы", 6),
    ),
    *(("жетінші", 7), ("сегізінші", 8), ("тоғызыншы", 9), ("оныншы", 10)),
    *(("birinshi", 1), ("ekinshi", 2), ("üshinshi", 3), ("shinshi", 3)),
    # Indonesian, with the older spelling
    *(("pertama", 1), ("kesatu", 1), ("kedua", 2), ("ketiga", 3), ("keempat", 4), ("kelima", 5)),
    *(("keenam", 6), ("ketujuh", 7), ("ketudjuh", 7), ("kedelapan", 8), ("kesembilan", 9)),
    *(("kesepuluh", 10), ("kesepoeloeh", 10)),
)
_ROMAN = re.compile(
    r"(?<![a-zа-я.])(x{0,3}(?:ix|iv|v?i{0,3}))(?=[\W_]|$|th|st|nd|rd|-)", re.IGNORECASE
)
_NUMBER = re.compile(r"(?<!\d)(\d{1,3})(?!\d)")
_AFTER_EDITION = re.compile(r"(?<![^\W\d_])(?:ed|edisi|edition)\.?\s*(?:ke-?\s*)?(\d{1,3})(?!\d)")
_ROMAN_VALUES = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}
# A print run and a year say nothing about the edition: "тираж 5000", "2e druk 1954".
_NOT_EDITIONS = re.compile(r"\d{4,}|тираж\D*\d+")


def roman_number(text: str) -> int | None:
    """The value of a Roman numeral up to 399 (i, v, x, l, c), or None where it is none."""
    values = [_ROMAN_VALUES.get(letter, 0) for letter in text.casefold()]
    if not values or 0 in values:
        return None
    following = [*values[1:], 0]
    return sum(-v if v < after else v for v, after in zip(values, following, strict=True))


def edition_number(text: str) -> int | None:
    """The number of an edition statement (MARC 21 250 $a, UNIMARC 205 $a), or None."""
    plain = _NOT_EDITIONS.sub(" ", text.casefold())
    # "Ed. 1, cet. 2" is the second printing of the first edition.
    if found := _AFTER_EDITION.search(plain) or _NUMBER.search(plain):
        return int(found.group(1)) or None
    words = re.findall(r"[^\W\d_]+", plain.replace("ke-", "ke"))
    for word in words:
        for stem, number in _ORDINAL_STEMS:
            if word.startswith(stem):
                return number
    for found in _ROMAN.finditer(plain):
        if found.group(1):
            return roman_number(found.group(1))
    return None


def edition_numbers(texts: pl.Series) -> pl.Series:
    """`edition_number` of each text (int16, null where none); each distinct text is read once."""
    distinct = texts.drop_nulls().unique()
    return texts.replace_strict(
        distinct, _numbers(distinct.to_list()), default=None, return_dtype=pl.Int16
    )


def _numbers(texts: Iterable[str]) -> pl.Series:
    return pl.Series([edition_number(text) for text in texts], dtype=pl.Int16)
