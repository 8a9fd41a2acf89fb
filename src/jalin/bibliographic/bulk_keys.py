"""Level 1 keys of many words at once: what `jalin.script.keys` gives one by one, but faster.

A Latin reading looks at letters and their neighbours only, so its steps work on all words at once:
on a text with a word in each line, or by one automaton for a whole table (polars). Words that meet
a rule on their beginning or end, and other scripts, are folded one by one.
"""

from collections.abc import Iterable, Mapping, Sequence

import numpy as np
import polars as pl
import pyarrow as pa

from jalin.script import keys, tokens
from jalin.script.bulk import coarse_keys
from jalin.script.folding import _settle
from jalin.script.latin import (
    _HAS_B,
    _HAS_C,
    _IOTATED_E,
    _NO_SIGNS,
    _TIED_NG,
    _W_BEFORE_VOWEL,
    READING_A,
    READING_B,
    READING_C,
    _bare,
    as_b_ends,
)
from jalin.script.persons import without_ending

__all__ = ["FOLDED", "coarse_keys", "folded_chunks", "level_1", "with_person_keys"]

# Words of Latin letters. Left out: y before e at the beginning (BGN/PCGN), Roman numerals, and the
# apostrophe after s, c and y (Kazakh Latin of 2017).
_PLAIN = (
    r"^(?:[abd-rt-xz0-9\u00df-\u00f6\u00f8-\u024f\u1e00-\u1eff\u0300-\u036f\ufe20-\ufe2f\u0361"
    r"ʹʺ′″ʻʼʽʾʿˮˈ]['’]?|[scy])+$"
)
# Nor words that may have more signs than letters, and so are of no script.
_BY_ITSELF = r"^y[eë]|^[ivxlcdm]*(?:ii|xx)[ivxlcdm]*$|[ʹʺʻʼʽʾʿˮˈ]{2}"
# Whatever `_settle` may change holds one of these, or ends in f.
_UNSETTLED = "dj|tc|xc|gh|[aeou]ie|u[aeio]|av|" + "|".join(2 * c for c in "bcdfghjklmnpqrstvwxzi")


def level_1(words: Sequence[str]) -> list[tuple[str, ...]]:
    """For each word `keys(word, 1)`."""
    column = pl.Series("word", words, dtype=pl.String)
    latin_words = column.filter(
        column.str.contains(_PLAIN) & ~column.str.contains(_BY_ITSELF)
    ).unique()
    found = _latin(latin_words) if len(latin_words) else {}
    return [found.get(word) or keys(word, 1) for word in words]


def with_person_keys(readings: tuple[str, ...]) -> tuple[str, ...]:
    """`keys(word, 1, person=True)` of a word with these level 1 keys."""
    return tuple(dict.fromkeys([*map(without_ending, readings), *readings]))


#: A chunk folded: its words (level 0) and the first key of each, parted by spaces; what further
#: keys they have, and what further ones as words of a name, null where there are none.
FOLDED = pa.schema([(name, pa.string()) for name in ("words", "first", "more", "names")])


def folded_chunks(chunks: list[str]) -> pa.RecordBatch:
    """What distinct chunks (`vocabulary`) fold to, in the columns `FOLDED`."""
    column = pl.Series("words", chunks, dtype=pl.String)
    latin, unread = column.str.contains(_ONE_WORD), column.str.contains(_UNREAD)
    words = column.filter(latin)
    for _ in range(2):  # as in `tokens`: what is composed may be lower case, and composed again
        words = words.str.normalize("NFC").str.to_lowercase()
    read = _folded_words(words).with_columns(row=latin.arg_true()).drop_nulls("words")
    same = (
        column.filter(unread)
        .to_frame()
        .with_columns(first="words", more=_NOTHING, names=_NOTHING, row=unread.arg_true())
    )
    left = np.ones(len(column), np.bool_)
    left[read["row"].to_numpy()] = left[same["row"].to_numpy()] = False
    others = _folded_by_words(column.filter(pl.Series(left)).to_list()).with_columns(
        row=pl.Series(np.flatnonzero(left), dtype=pl.get_index_type())
    )
    whole = pl.concat([read, same, others]).sort("row").to_arrow()
    columns = (whole[name].combine_chunks().cast(pa.string()) for name in FOLDED.names)
    return pa.RecordBatch.from_arrays(list(columns), schema=FOLDED)


_NOTHING = pl.lit(None, dtype=pl.String)
# A chunk that is one word of a script that is not read (Hebrew, kana, Han, Hangul): its own key.
_UNREAD = "^[\u05d0-\u05ea\u3041-\u3096\u30a1-\u30fa\u4e00-\u9fff\uac00-\ud7a3]+$"
# A chunk that is one Latin word, of letters whose lower case is their case folding.
_LETTERS = (
    r"a-zA-Z0-9\u00c0-\u00d6\u00d8-\u00de\u00e0-\u00f6\u00f8-\u012f\u0131-\u0148\u014a-\u017e"
    r"\u0180-\u01c3\u1e02-\u1e95\u1ea0-\u1eff"
)
_ONE_WORD = rf"^[{_LETTERS}][{_LETTERS}\u0300-\u0344\u0346-\u036f\ufe20-\ufe2fʹʺʻʼʽʾʿ]*$"


def _folded_words(words: pl.Series) -> pl.DataFrame:
    """Latin words folded; null where a rule is met that looks at their ends."""
    if not len(words):
        return pl.DataFrame(schema=dict.fromkeys(FOLDED.names, pl.String))
    forms = _forms(words)
    a, b, c = (forms[name] for name in "abc")
    stems = [_without_ending(form) for form in (a, b, c)]
    made = {"words": words, "first": a}
    made |= {"more": _distinct(a, [b, c]), "names": _distinct(a, [*stems, b, c])}
    sure = _sure(forms) & words.str.contains(_PLAIN) & ~words.str.contains(_BY_ITSELF)
    return pl.DataFrame(made).with_columns(pl.when(sure).then(pl.all()))


def _folded_by_words(chunks: list[str]) -> pl.DataFrame:
    """Chunks folded that may hold several words, or none, of any script."""
    words = [tokens(chunk) for chunk in chunks]
    distinct = list({word for found in words for word in found})
    readings = dict(zip(distinct, level_1(distinct), strict=True))
    rows = [_united(found, [readings[word] for word in found]) for found in words]
    return pl.DataFrame(rows, dict.fromkeys(FOLDED.names, pl.String), orient="row")


def _united(
    words: list[str], readings: list[tuple[str, ...]]
) -> tuple[str, str, str | None, str | None]:
    if len(words) == 1:
        ((first, *more),) = readings
        names = [key for key in with_person_keys(readings[0]) if key != first]
        return words[0], first, " ".join(more) or None, " ".join(names) or None
    parts = [_united([word], [found]) for word, found in zip(words, readings, strict=True)]
    further = (" ".join(part[n] or "" for part in parts).strip() or None for n in (2, 3))
    return " ".join(words), " ".join(part[1] for part in parts), *further  # type: ignore[return-value]


def _distinct(first: pl.Series, others: Sequence[pl.Series]) -> pl.Series:
    """The others that are neither `first` nor come before, parted by spaces; null where none is."""
    new: list[pl.Series] = []
    for n, other in enumerate(others):
        again = other == first
        for before in others[:n]:
            again |= other == before
        new.append(other.set(again, None))
    joined = pl.select(pl.concat_str(new, separator=" ", ignore_nulls=True)).to_series()
    return joined.set(joined == "", None)


# `persons.without_ending`, whose expression looks behind itself.
_ENDING = (
    r"(?:(?:ov|ev)(?:a|ic|na|s)?|in(?:a|e|s)?|(s)k(?:i|aia|a|oi)|(n)(?:i|aia)|uli|kizi|aia|oi)$"
)


def _without_ending(forms: pl.Series) -> pl.Series:
    ending = forms.str.contains(_ENDING)
    if not ending.any():
        return forms
    some = forms.filter(ending)
    stems = some.str.replace(_ENDING, "${1}${2}")
    length = stems.str.len_bytes()
    stems = stems.zip_with(~(stems.str.ends_with("i") & (length > 3)), stems.str.head(-1))
    return forms.clone().scatter(ending.arg_true(), stems.zip_with(length >= 3, some))


def _latin(words: pl.Series) -> dict[str, tuple[str, ...]]:
    forms = _forms(words)
    sure = _sure(forms)
    rows = (forms[name].filter(sure).to_list() for name in "abc")
    return {
        word: tuple(dict.fromkeys(found))
        for word, *found in zip(words.filter(sure).to_list(), *rows, strict=True)
    }


def _sure(forms: pl.DataFrame) -> pl.Series:
    """The words of which something is left, and that do not end in f: -ff has its own rule."""
    bad = pl.any_horizontal((pl.all() == "") | pl.all().str.ends_with("f"))
    return forms.select(~bad).to_series()


def _forms(words: pl.Series) -> pl.DataFrame:
    """The three readings, settled, as columns a, b and c."""
    lines = _prepared("\n".join(words.to_list()))
    prepared = pl.Series(lines.split("\n"), dtype=pl.String)
    forms = {"a": _settled(_read(lines, READING_A))}
    for name, table, has in (("b", READING_B, _HAS_B), ("c", READING_C, _HAS_C)):
        # Where the table reads nothing otherwise than the first, the first stands again.
        at = prepared.str.contains(has.pattern).arg_true()
        some = "\n".join(prepared.gather(at).to_list())
        other = _settled(_read(as_b_ends(some) if name == "b" else some, table))
        forms[name] = forms["a"].clone().scatter(at, other) if len(at) else forms["a"]
    return pl.DataFrame(forms)


def _prepared(lines: str) -> str:
    """What all readings begin with (`latin.readings`)."""
    lines = _IOTATED_E.sub("e", lines)
    lines = _TIED_NG.sub("ñ", lines).translate(_NO_SIGNS)
    return _W_BEFORE_VOWEL.sub("v", lines)


class _Bare(dict[int, str]):
    """Letters whose sign the reading does not name, without their sign; filled as they are met."""

    def __init__(self, table: Iterable[str]) -> None:
        super().__init__()
        self._named = frozenset(table)

    def __missing__(self, code: int) -> str:
        letter = chr(code)
        kept = code < 128 or letter in self._named
        self[code] = letter if kept else _bare(letter)
        return self[code]


_BARE = {id(t): _Bare(t) for t in (READING_A, READING_B, READING_C)}


def _read(lines: str, table: Mapping[str, str]) -> pl.Series:
    words = pl.Series(lines.translate(_BARE[id(table)]).split("\n"), dtype=pl.String)
    graphemes = sorted(table, key=len, reverse=True)
    values = [table[grapheme] for grapheme in graphemes]
    return words.str.replace_many(graphemes, values, leftmost=True)


def _settled(forms: pl.Series) -> pl.Series:
    at = forms.str.contains(_UNSETTLED).arg_true()
    if not len(at):
        return forms
    settled = _settle("\n".join(forms.gather(at).to_list())).split("\n")
    return forms.scatter(at, settled)
