"""Level 1 keys of many words at once: what `jalin.script.keys` gives one by one, but faster.

A Latin reading looks at letters and their neighbours only, so its steps work on all words at once:
on a text with a word in each line, or by one automaton for a whole table (polars). Words that meet
a rule on their beginning or end, and other scripts, are folded one by one.
"""

from collections.abc import Iterable, Mapping, Sequence

import polars as pl

from jalin.script import keys
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
)
from jalin.script.persons import without_ending

# Words of Latin letters. Left out: y before e at the beginning (BGN/PCGN), and the apostrophe after
# s, c and y (Kazakh Latin of 2017).
_PLAIN = (
    r"^(?:[abd-rt-xz0-9\u00df-\u00f6\u00f8-\u024f\u1e00-\u1eff\u0300-\u036f\ufe20-\ufe2f\u0361"
    r"ʹʺ′″ʻʼʽʾʿˮˈ]['’]?|[scy])+$"
)
_AT_BEGINNING = r"^y[eë]"
# Whatever `_settle` may change holds one of these, or ends in f.
_UNSETTLED = "dj|tc|xc|gh|[aeou]ie|u[aeio]|" + "|".join(2 * c for c in "bcdfghjklmnpqrstvwxzi")


def level_1(words: Sequence[str]) -> list[tuple[str, ...]]:
    """For each word `keys(word, 1)`."""
    column = pl.Series("word", words, dtype=pl.String)
    latin_words = column.filter(
        column.str.contains(_PLAIN) & ~column.str.contains(_AT_BEGINNING)
    ).unique()
    found = _latin(latin_words) if len(latin_words) else {}
    return [found.get(word) or keys(word, 1) for word in words]


def with_person_keys(readings: tuple[str, ...]) -> tuple[str, ...]:
    """`keys(word, 1, person=True)` of a word with these level 1 keys."""
    return tuple(dict.fromkeys([*map(without_ending, readings), *readings]))


def _latin(words: pl.Series) -> dict[str, tuple[str, ...]]:
    lines = _prepared("\n".join(words.to_list()))
    prepared = pl.Series(lines.split("\n"), dtype=pl.String)
    forms = [_settled(_read(lines, READING_A))]
    for table, has in ((READING_B, _HAS_B), (READING_C, _HAS_C)):
        # Where the table reads nothing otherwise than the first, the first stands again.
        other = _settled(_read(lines, table))
        forms.append(other.zip_with(prepared.str.contains(has.pattern), forms[0]))
    return {
        word: tuple(dict.fromkeys(found))
        for word, *found in zip(words.to_list(), *(form.to_list() for form in forms), strict=True)
        if all(form and form[-1] != "f" for form in found)  # -ff at the end has its own rule
    }


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
