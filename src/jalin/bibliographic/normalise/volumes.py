"""The number of a volume or part, folded: "Tom II", "jilid 2", "2-том" and "v. 2" are "2"."""

import re
from collections.abc import Callable
from functools import lru_cache

import polars as pl

from jalin.bibliographic.normalise import embedded
from jalin.bibliographic.normalise.table import Table
from jalin.bibliographic.normalise.text import Texts

_DESIGNATION = (
    r"(?:v|vol|vols|volume|t|tom|tome|tomo|jil|jilid|jld|bd|band|kn|kniga|ch|chast[ʹ']?|part|parts"
    r"|pt|pts|bagian|bag|buku|book|bk|vyp|vypusk|bölım|kitap|cilt|seri|nomor|no|№|n|teil|teile|tl"
    r"|т|том|тома|томы|кн|книга|ч|часть|вып|выпуск|бөлім|бөлімі|кітап|кітабы|sv|svazek|zv|díl)"
)
_NUMBER = r"(?:[0-9]+|[ivxlcdm]+)"
_RANGE = rf"({_NUMBER})(?:\s*[-–/]\s*({_NUMBER}))?"
_PAIR = rf"({_NUMBER})(?:\s*[-–]\s*({_NUMBER}))?"  # of a title: "No. 7/1959" is no range
_AFTER_WORDS = "том|кітап|кітабы|бөлім|бөлімі|jilid|часть|книга"
# "vol. 2", "jilid ke-2", "т. 1-3"; or "2-том", "2 jilid", "2-й том"
_BEFORE = re.compile(rf"\b{_DESIGNATION}\b[.:]?\s*(?:ke[- ]?)?<?\s*{_RANGE}\b", re.IGNORECASE)
_AFTER = re.compile(rf"\b{_RANGE}\s*[-‐–]?\s*(?:[а-яё]{{1,3}}\s+)?{_DESIGNATION}\b", re.IGNORECASE)
_BARE = re.compile(rf"^\W*{_RANGE}\W*$", re.IGNORECASE)
_TAIL = re.compile(
    rf"[.,:;(\[]\s*(?:(?!(?:seri|nomor|no|№|n)\b){_DESIGNATION}\b[.:]?\s*(?:ke[- ]?)?{_PAIR}"
    rf"|([0-9]+)[-‐ ]?(?:[а-яё]{{1,3}}\s+)?(?:{_AFTER_WORDS}))[\])]*\s*$",
    re.IGNORECASE,
)
# For Rust's regular expressions: a title that is nothing but the designation of a volume.
DESIGNATION_ALONE = (
    rf"(?i)^\W*(?:{_DESIGNATION}[.:]?\s*)?(?:ke[- ]?)?{_NUMBER}(?:\s*[-–/]\s*{_NUMBER})?\W*$"
)
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


def column(table: Table, parts: pl.Series, *titles: pl.Series) -> pl.Series:
    """The folded number for each record: of its part, of its set, else at the end of its titles."""
    found = _folded(parts, fold)
    if table.chunk.format == "unimarc":
        linked = Texts.of(embedded.volumes(table, 461, 462, 463)).column(table.n)
        found = found.fill_null(_folded(linked, fold))
    for title in titles:
        found = found.fill_null(_folded(_ending_in_number(title), fold_end))
    return found


def _ending_in_number(title: pl.Series) -> pl.Series:
    """Only the titles whose last words may be a volume's; the others null."""
    may = title.str.contains(rf"(?:[0-9IVX]|[0-9][- ]?(?:\pL+ )?(?:{_AFTER_WORDS}))[\])]?$")
    return title.set(~may.fill_null(value=False), None)


def _folded(series: pl.Series, function: Callable[[str], str | None]) -> pl.Series:
    rows = series.is_not_null().arg_true()
    values = [function(text) for text in series.gather(rows).to_list()]
    out = pl.repeat(None, len(series), dtype=pl.String, eager=True)
    return out.scatter(rows, values) if len(rows) else out


@lru_cache(maxsize=1 << 16)
def fold(text: str) -> str | None:
    """The number that a designation of a part gives: "Tom II, kn. 1" is "2.1", "т. 1-3" is "1-3".

    A part without a number ("Supplement") gives its words, casefolded: two parts with different
    words differ.
    """
    words = text.casefold().strip(" .,:;/[]()<>")
    bare = _BARE.match(words)
    if bare:
        return _span(bare.group(1), bare.group(2))
    found = [_span(*m.groups()) for m in _BEFORE.finditer(words)]
    found = found or [_span(*m.groups()) for m in _AFTER.finditer(words)]
    if found:
        return ".".join(found)
    for word in re.findall(r"[^\W\d_︠︡]+[\w︠︡ʹ']*", words):
        if word in _ORDINAL:
            return str(_ORDINAL[word])
    digits = re.findall(r"[0-9]+", words)
    return ".".join(str(int(number)) for number in digits) if digits else words or None


@lru_cache(maxsize=1 << 16)
def fold_end(title: str) -> str | None:
    """The number of a volume at the end of a title, if one stands there with its designation."""
    found = _TAIL.search(title.casefold())
    if not found:
        return None
    low, high, before = found.groups()
    return _span(before or low, high)


def _span(low: str, high: str | None) -> str:
    return _number(low) if not high else f"{_number(low)}-{_number(high)}"


def _number(text: str) -> str:
    if text.isdigit():
        return str(int(text))
    values = [_ROMAN[letter] for letter in text.casefold()]
    pairs = zip(values, [*values[1:], 0], strict=True)
    return str(sum(-value if value < following else value for value, following in pairs))
