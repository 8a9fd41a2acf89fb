"""The number of a volume or part, folded: "Tom II", "jilid 2", "2-том" and "v. 2" are "2"."""

import re
from collections.abc import Callable, Iterator
from functools import lru_cache

import numpy as np
import polars as pl
from numpy.typing import NDArray

from jalin.bibliographic.normalise import embedded
from jalin.bibliographic.normalise.table import Table
from jalin.bibliographic.normalise.text import Texts
from jalin.bibliographic.normalise.tidying import true_rows

# Words for volumes, in the languages of the catalogues; those of series only where a part is told.
_VOLUME = (
    "v|vol|vols|volume|volumes|t|tom|tome|tomo|jil|jilid|jld|bd|band|deel|kn|kniga|ch|chast[ʹ']?"
    "|part|parts|pt|pts|bagian|bag|buku|book|bk|vyp|vypusk|bölım|kitap|kitab|cilt|teil|tl|sv|zv|díl"
    "|т|том|тома|томы|кн|книга|ч|часть|вып|выпуск|бөлім|бөлімі|кітап|кітабы|нұсқа|fasc|heft|juz"
)
_PART = (
    f"{_VOLUME}|seri|series|ser|серия|сер|серии|nomor|no|nos|number|№|n|nr|unit|section|sect|issue"
    "|chapter|catalog|номер|раздел|tahun|подсерия|tahap|phase|book"
)
_WORD = r"(?:[0-9]+[a-zа-яё]{0,2}|[\w︠︡ʹ']+)"
_TO = r"(?:\s*[-–/&]\s*\[?({0})\b)?"
# "vol. 2", "jilid ke-2", "т. 1-3", "Series D", "Book one"; or "2-том", "3d ser.", "2-й том"
_BEFORE = re.compile(rf"\b(?:{_PART})\b[.:]?\s*(?:ke[- ]?)?[<\[(]?\s*({_WORD}){_TO.format(_WORD)}")
_AFTER = re.compile(rf"\b({_WORD})(?:[-‐– ]+[а-яё]{{1,3}})?[-‐– ]+(?:{_PART})\b")
_WORDS = re.compile(r"[\w︠︡ʹ']+")

_NUMERAL = "(?:[0-9]+|[ivxlcdm]+)"
_AFTER_WORDS = "том|кітап|кітабы|бөлім|бөлімі|jilid|часть|книга"
# At the end of a title, behind punctuation: ". Chastʹ 1", ", jilid 2", "; 2-том".
_TAIL = re.compile(
    rf"[.,:;(\[]\s*(?:(?:{_VOLUME})\b[.:]?\s*(?:ke[- ]?)?({_NUMERAL})(?:\s*[-–]\s*({_NUMERAL}))?"
    rf"|([0-9]+)[-‐ ]?(?:[а-яё]{{1,3}}\s+)?(?:{_AFTER_WORDS}))[\])]*\s*$"
)
_MAY_END = rf"(?:[0-9IVX]|[0-9][- ]?(?:\pL+ )?(?:{_AFTER_WORDS}))[\])]?$"
# For Rust's regular expressions: a title that is nothing but the designation of a volume.
DESIGNATION_ALONE = (
    rf"(?i)^\W*(?:(?:{_VOLUME})[.:]?\s*)?(?:ke[- ]?)?{_NUMERAL}(?:\s*[-–/]\s*{_NUMERAL})?\W*$"
)
_OF_A_SET = r"(?i)^v(?:ol(?:ume)?)?\.? ?([0-9]+) of [0-9]"  # an extent: "volume 2 of 5"

_ORDINALS = {
    1: "first pertama kesatu первый первая первое бірінші pervyĭ pervai︠a︡ erste bir satu one",
    2: "second kedua второй вторая второе екінші vtoroĭ vtorai︠a︡ vtoraia zweite dua two",
    3: "third ketiga третий третья третье үшінші tretiĭ tretʹi︠a︡ tretia dritte tiga three",
    4: "fourth keempat четвертый четвёртый четвертая төртінші chetvertyĭ vierte empat four",
    5: "fifth kelima пятый пятая бесінші pi︠a︡tyĭ pi︠a︡tai︠a︡ lima five",
    6: "sixth keenam шестой шестая алтыншы shestoĭ enam six",
    7: "seventh ketujuh седьмой седьмая жетінші sedʹmoĭ tujuh seven",
    8: "eighth kedelapan восьмой восьмая сегізінші vosʹmoĭ delapan eight",
    9: "ninth kesembilan девятый девятая тоғызыншы devi︠a︡tyĭ sembilan nine",
    10: "tenth kesepuluh десятый десятая оныншы desi︠a︡tyĭ sepuluh ten",
}
_ORDINAL = {word: number for number, words in _ORDINALS.items() for word in words.split()}
_ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100, "d": 500, "m": 1000}
_ROMAN_FORM = re.compile(r"m{0,3}(?:cm|cd|d?c{0,3})(?:xc|xl|l?x{0,3})(?:ix|iv|v?i{0,4})")
_SUFFIX = re.compile(r"([0-9]+)(?:st|nd|rd|th|d|e|я|й|е|ая|ый|ое)")
_LETTERED = re.compile(r"([0-9]+|[ivx]+)([a-zа-яё])")


def column(
    table: Table, extent: pl.Series, parts: tuple[pl.Series, pl.Series], *titles: pl.Series
) -> pl.Series:
    """The folded number for each record.

    Of its part (`parts` are part numbers and part names), of the set that it is linked to, of its
    extent ("volume 2 of 5"), else at the end of one of its titles.
    """
    found: list[str | None] = [None] * table.n
    _fold(found, parts[0], fold)
    if table.chunk.format == "unimarc":
        linked = Texts.of(embedded.volumes(table, 461, 462, 463)).column(table.n)
        _fold(found, linked, fold)
    _fold(found, extent.str.extract(_OF_A_SET), str)
    for title in (parts[1], *titles):
        _fold(found, title, fold_end, true_rows(title.str.contains(_MAY_END)))
    return pl.Series(found, dtype=pl.String)


def _fold(
    found: list[str | None],
    series: pl.Series,
    function: Callable[[str], str | None],
    rows: NDArray[np.int64] | None = None,
) -> None:
    """Fill what is not found yet with what `function` makes of `series`, of all or some rows."""
    rows = true_rows(series.is_not_null()) if rows is None else rows
    if not len(rows):
        return
    for row, text in zip(rows.tolist(), series[rows].to_list(), strict=True):
        if found[row] is None:
            found[row] = function(text)


@lru_cache(maxsize=1 << 16)
def fold(text: str) -> str | None:
    """The number that a designation of a part gives: "Tom II, kn. 1" is "2.1", "т. 1-3" is "1-3".

    A short part without a number ("Supplement") gives its words, casefolded, since two parts with
    different words differ; a long one is no designation, and gives None.
    """
    text = text.casefold()
    words = _WORDS.findall(text)
    found = [*_spans(_BEFORE.finditer(text))] or [*_spans(_AFTER.finditer(text))]
    if found:
        return ".".join(found)
    numbers = [_number(word) for word in words]
    if words and all(numbers):
        between = "-" if len(words) == 2 and re.search(r"\w\W*[-–]\W*\w", text) else "."
        return between.join(number for number in numbers if number)
    ordinals = [str(_ORDINAL[word]) for word in words if word in _ORDINAL]
    if len(words) == 2 and (ordinals or numbers[1]):
        return ordinals[0] if ordinals else numbers[1]
    digits = re.findall(r"[0-9]+", text)
    if digits:
        return ".".join(str(int(number)) for number in digits)
    return " ".join(words) if 0 < len(words) <= 3 else None


@lru_cache(maxsize=1 << 16)
def fold_end(title: str) -> str | None:
    """The number of a volume at the end of a title, if one stands there with its designation."""
    found = _TAIL.search(title.casefold())
    if not found:
        return None
    low, high, before = found.groups()
    first, last = _number(before or low), _number(high) if high else None
    return f"{first}-{last}" if first and last else first


def _spans(matches: Iterator[re.Match[str]]) -> Iterator[str]:
    """The numbers of designations, or ranges of them; what is no number is left out."""
    for match in matches:
        first = _number(match.group(1))
        last = _number(match.group(2)) if match.re is _BEFORE and match.group(2) else None
        if first:  # in "ч. 2-я" the letter is an ending, no second number
            yield f"{first}-{last}" if last and not last.isalpha() else first


def _number(word: str) -> str | None:
    """A number in digits, in Roman numerals, in words, or a letter; else None."""
    if word.isdecimal():
        return str(int(word))
    if word in _ORDINAL:
        return str(_ORDINAL[word])
    if suffixed := _SUFFIX.fullmatch(word):
        return str(int(suffixed.group(1)))
    if _ROMAN_FORM.fullmatch(word) and (len(word) > 1 or word in "ivx"):
        return str(_roman(word))
    if lettered := _LETTERED.fullmatch(word):
        return f"{_number(lettered.group(1))}{lettered.group(2)}"
    return word if len(word) == 1 else None


def _roman(word: str) -> int:
    values = [_ROMAN[letter] for letter in word]
    pairs = zip(values, [*values[1:], 0], strict=True)
    return sum(-value if value < following else value for value, following in pairs)
