"""How alike two records are, one number per feature, for many pairs at once.

Every feature lies between 0 and 1 (years and pages: a difference), and is NaN where one of the two
records does not say: what is missing speaks neither for nor against.
"""

from collections.abc import Callable
from typing import Any

import numpy as np
import polars as pl
from numpy.typing import NDArray
from rapidfuzz import fuzz
from rapidfuzz.distance import JaroWinkler, Levenshtein
from rapidfuzz.process import cpdist

from jalin.bibliographic.evidence import Codes, Evidence, Forms

Rows = NDArray[np.int64]
Feature = NDArray[np.float32]
Columns = dict[str, Feature]

NAMES: tuple[str, ...] = (
    *("title", "title_best", "full_title", "full_title_words", "full_title_sorted", "title_prefix"),
    *("title_rest", "title_words", "numerals", "volume", "part", "edition", "edition_text"),
    *(
        "surname_main",
        "surname_best",
        "forename_best",
        "names",
        "names_in_other",
        "surname_found",
        "bodies",
    ),
    *(
        "publisher",
        "place",
        "imprint",
        "year",
        "year_range",
        "year_certain",
        "pages",
        "extent",
        "volumes",
    ),
    *("series", "series_number", "isbn", "language", "record_type", "level", "subjects"),
    *("edition_one_sided", "volume_one_sided", "short_title_names", "sibling_rest"),
)


def features(ours: Evidence, theirs: Evidence, left: Rows, right: Rows) -> NDArray[np.float32]:
    """The features `NAMES` of the pairs (left[i] of ours, right[i] of theirs): pairs x features."""
    pairs = Pairs(ours, theirs, left, right)
    columns: Columns = {}
    for stage in STAGES:
        columns |= stage(pairs, columns)
    return matrix(columns)


def matrix(columns: Columns) -> NDArray[np.float32]:
    """All features, by name, as columns in the order of `NAMES`."""
    return np.stack([columns[name] for name in NAMES], axis=1)


class Pairs:
    """Pairs of rows, with the ways of comparing one column of theirs."""

    def __init__(self, ours: Evidence, theirs: Evidence, left: Rows, right: Rows) -> None:
        self.ours, self.theirs, self.left, self.right = ours, theirs, left, right

    def __len__(self) -> int:
        return len(self.left)

    def only(self, kept: NDArray[np.bool_]) -> "Pairs":
        return Pairs(self.ours, self.theirs, self.left[kept], self.right[kept])

    def texts(self, column: str) -> tuple[pl.Series, pl.Series]:
        a: pl.Series = getattr(self.ours, column)
        b: pl.Series = getattr(self.theirs, column)
        return a.gather(self.left), b.gather(self.right)

    def numbers(self, column: str) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        """The two sides as float, NaN where -1."""
        sides = getattr(self.ours, column)[self.left], getattr(self.theirs, column)[self.right]
        a, b = (np.where(side < 0, np.nan, side).astype(np.float32) for side in sides)
        return a, b

    def similarity(self, column: str, scorer: Callable[..., Any], **options: Any) -> Feature:
        return similarity(*self.texts(column), scorer, **options)

    def same(self, column: str) -> Feature:
        """1 where the two codes are equal, 0 where not, NaN where one is missing."""
        a, b = self.codes(column)
        return _known(a == b, (a != 0) & (b != 0))

    def one_sided(self, column: str) -> Feature:
        """1 where just one of the two says something."""
        a, b = self.codes(column)
        return np.asarray((a == 0) != (b == 0), np.float32)

    def codes(self, column: str) -> tuple[Codes, Codes]:
        a: Codes = getattr(self.ours, column)
        b: Codes = getattr(self.theirs, column)
        return a[self.left], b[self.right]

    def combinations(self, forms: str) -> tuple[Rows, Rows, Rows]:
        """Every form of the one with every form of the other: pair, place left, place right."""
        a: Forms = getattr(self.ours, forms)
        b: Forms = getattr(self.theirs, forms)
        n, m = a.counts()[self.left], b.counts()[self.right]
        total = n * m
        pair = np.repeat(np.arange(len(self)), total)
        within = np.arange(total.sum()) - np.repeat(np.cumsum(total) - total, total)
        step = m[pair]
        return (
            pair,
            a.start[self.left][pair] + within // np.maximum(step, 1),
            b.start[self.right][pair] + within % np.maximum(step, 1),
        )


def similarity(a: pl.Series, b: pl.Series, scorer: Callable[..., Any], **options: Any) -> Feature:
    """The scorer's similarity of a[i] and b[i], 0 to 1; NaN where one is empty."""
    known = ((a != "") & (b != "")).to_numpy()
    out = np.where(known, np.float32(1), np.float32(np.nan))
    unequal = np.flatnonzero(known & (a != b).to_numpy())
    if len(unequal):
        scale = 100 if scorer.__module__.startswith("rapidfuzz.fuzz") else 1
        out[unequal] = (
            cpdist(
                a.gather(unequal).to_list(),
                b.gather(unequal).to_list(),
                scorer=scorer,
                dtype=np.float32,
                workers=-1,
                **options,
            )
            / scale
        )
    return out


def _known(values: NDArray[Any], known: Any) -> Feature:
    return np.where(known, values, np.nan).astype(np.float32)


def _best(pair: Rows, values: Feature, n: int) -> Feature:
    """The largest of `values` for each pair (`pair` ascending); NaN where a pair has none."""
    out = np.full(n, np.nan, np.float32)
    if len(pair):
        firsts = np.flatnonzero(np.r_[True, pair[1:] != pair[:-1]])
        out[pair[firsts]] = np.fmax.reduceat(values, firsts)
    return out


def _plain(pairs: Pairs, _: Columns) -> Columns:
    """What is a number or a code: compared without looking at any text."""
    a, b = pairs.numbers("edition")
    count_a, count_b = pairs.numbers("volumes")
    pages_a, pages_b = pairs.numbers("pages")
    return {
        "volume": pairs.same("volume"),
        "volume_one_sided": pairs.one_sided("volume"),
        "edition": _known(a == b, ~np.isnan(a) & ~np.isnan(b)),
        "edition_one_sided": (np.isnan(a) != np.isnan(b)).astype(np.float32),
        "volumes": _known(count_a == count_b, ~np.isnan(count_a) & ~np.isnan(count_b)),
        "pages": np.abs(np.log((pages_a + 3) / (pages_b + 3))).astype(np.float32),
        "series_number": pairs.same("series_number"),
        "language": pairs.same("language"),
        "record_type": pairs.same("record_type"),
        "level": pairs.same("level"),
        **_years(pairs),
    }


def _years(pairs: Pairs) -> Columns:
    a, b = pairs.numbers("year")
    a_end, b_end = pairs.numbers("year_end")
    a_last, b_last = np.fmax(a, a_end), np.fmax(b, b_end)
    apart = np.maximum(np.maximum(a, b) - np.minimum(a_last, b_last), 0)
    certain = pairs.ours.year_certain[pairs.left] & pairs.theirs.year_certain[pairs.right]
    return {
        "year": np.minimum(np.abs(a - b), 50),
        "year_range": np.minimum(apart, 50),
        "year_certain": _known(certain, ~np.isnan(a) & ~np.isnan(b)),
    }


def _titles(pairs: Pairs, _: Columns) -> Columns:
    one, other = pairs.texts("title")
    title = similarity(one, other, fuzz.ratio)
    words = np.minimum(
        one.str.count_matches(" ").to_numpy(), other.str.count_matches(" ").to_numpy()
    )
    full_a, full_b = pairs.texts("full_title")
    return {
        "title": title,
        "title_best": _title_best(pairs, title),
        "title_words": np.minimum(words + 1, 12).astype(np.float32) / 12,
        "full_title": similarity(full_a, full_b, fuzz.ratio),
        "full_title_words": similarity(full_a, full_b, fuzz.token_set_ratio),
    }


def _title_best(pairs: Pairs, title: Feature) -> Feature:
    """The best of all forms of the title, where there is more to compare than the title proper."""
    more = (pairs.ours.titles.counts()[pairs.left] > 1) | (
        pairs.theirs.titles.counts()[pairs.right] > 1
    )
    open_still = more & ~(title == 1)
    some = pairs.only(open_still)
    pair, a, b = some.combinations("titles")
    texts = pairs.ours.titles.texts.gather(a), pairs.theirs.titles.texts.gather(b)
    best = title.copy()
    best[open_still] = _best(pair, similarity(*texts, fuzz.ratio), len(some))
    return best


def _title_details(pairs: Pairs, _: Columns) -> Columns:
    full_a, full_b = pairs.texts("full_title")
    return {
        "full_title_sorted": similarity(full_a, full_b, fuzz.token_sort_ratio),
        "title_prefix": _common_prefix(full_a, full_b),
        "title_rest": _rest(full_a, full_b),
        "numerals": _numerals(*pairs.texts("numerals")),
        "part": pairs.similarity("part", fuzz.token_sort_ratio),
        "edition_text": pairs.similarity("edition_text", fuzz.token_set_ratio),
    }


def _common_prefix(a: pl.Series, b: pl.Series) -> Feature:
    """How much of the shorter text begins the longer one."""
    shorter = pl.select(pl.min_horizontal(a.str.len_chars(), b.str.len_chars())).to_series()
    return similarity(a.str.head(shorter), b.str.head(shorter), Levenshtein.normalized_similarity)


def _rest(a: pl.Series, b: pl.Series) -> Feature:
    """How alike the words are that only one of the two has; NaN where one has all of the other's.

    "Catfish in Carolina" and "Crawfish in Carolina" are alike, but what tells them apart is not.
    """
    words_a, words_b = a.str.split(" "), b.str.split(" ")
    only_a = words_a.list.set_difference(words_b).list.sort().list.join(" ")
    only_b = words_b.list.set_difference(words_a).list.sort().list.join(" ")
    return similarity(only_a, only_b, fuzz.ratio)


def _numerals(a: pl.Series, b: pl.Series) -> Feature:
    """1 equal numbers in the titles, .5 one has more, 0 different; NaN where there are none."""
    score = similarity(a, b, fuzz.token_set_ratio)
    score = np.where(score == 1, np.float32(0.5), score * np.float32(0.4))
    score = np.where((a == b).to_numpy(), np.float32(1), score)
    return np.where(((a == "") & (b == "")).to_numpy(), np.float32(np.nan), score)


def _names(pairs: Pairs, _: Columns) -> Columns:
    pair, a, b = pairs.combinations("surnames")
    ours, theirs = pairs.ours, pairs.theirs
    surname = similarity(
        ours.surnames.texts.gather(a),
        theirs.surnames.texts.gather(b),
        JaroWinkler.normalized_similarity,
    )
    forename = _forenames(ours.forenames.texts.gather(a), theirs.forenames.texts.gather(b))
    both = surname * np.where(np.isnan(forename), np.float32(0.95), 0.5 + 0.5 * forename)
    main = (a == ours.surnames.start[pairs.left][pair]) & (
        b == theirs.surnames.start[pairs.right][pair]
    )
    names_a, names_b = pairs.texts("names")
    return {
        "surname_main": _best(pair[main], surname[main], len(pairs)),
        "surname_best": _best(pair, surname, len(pairs)),
        "forename_best": _best(pair, both.astype(np.float32), len(pairs)),
        "names": similarity(names_a, names_b, fuzz.token_sort_ratio),
        "names_in_other": similarity(names_a, names_b, fuzz.token_set_ratio),
        "surname_found": _surname_found(pairs),
        "bodies": pairs.similarity("bodies", fuzz.token_set_ratio),
    }


def _surname_found(pairs: Pairs) -> Feature:
    """How often the main surname of the one is among the names of the other: 0, .5 or 1."""
    found = []
    for one, rows, other, others in (
        (pairs.ours, pairs.left, pairs.theirs, pairs.right),
        (pairs.theirs, pairs.right, pairs.ours, pairs.left),
    ):
        counts = one.surnames.counts()[rows]
        if not len(one.surnames.texts):
            found.append(np.full(len(pairs), np.nan, np.float32))
            continue
        first = np.minimum(one.surnames.start[rows], len(one.surnames.texts) - 1)
        surname = one.surnames.texts.gather(first)
        names = other.names.gather(others)
        both = pl.DataFrame({"names": names, "surname": surname})
        within = pl.col("names").str.contains(pl.col("surname"), literal=True)
        hit = both.select(within).to_series().to_numpy()
        found.append(_known(hit, (counts > 0) & (names != "").to_numpy()))
    either = np.isnan(found[0]) & np.isnan(found[1])
    mean = np.nanmean(np.where(either, 0, np.stack(found)), axis=0)
    return _known(mean, ~either)


def _forenames(a: pl.Series, b: pl.Series) -> Feature:
    """Forenames in full compared as words; an initial agrees with every name it begins."""
    full = similarity(a, b, JaroWinkler.normalized_similarity)
    initials = similarity(
        a.str.replace_all(r"(\S)\S*", "${1}"),
        b.str.replace_all(r"(\S)\S*", "${1}"),
        Levenshtein.normalized_similarity,
    )
    short = (a.str.contains(r"(^| )\S( |$)") | b.str.contains(r"(^| )\S( |$)")).to_numpy()
    return np.where(short, np.maximum(full, initials * np.float32(0.95)), full)


def _imprint(pairs: Pairs, _: Columns) -> Columns:
    publisher = pairs.similarity("publisher", fuzz.token_set_ratio)
    place = pairs.similarity("place", fuzz.token_set_ratio)
    return {
        "publisher": publisher,
        "place": place,
        "imprint": np.fmax(publisher, place),
        "extent": pairs.similarity("extent", fuzz.token_sort_ratio),
        "series": pairs.similarity("series", fuzz.token_set_ratio),
        "isbn": _isbn(pairs),
        "subjects": pairs.similarity("subjects", fuzz.token_set_ratio),
    }


def _isbn(pairs: Pairs) -> Feature:
    pair, a, b = pairs.combinations("isbns")
    equal = (pairs.ours.isbns.texts.gather(a) == pairs.theirs.isbns.texts.gather(b)).to_numpy()
    return _best(pair, equal.astype(np.float32), len(pairs))


def _together(_: Pairs, columns: Columns) -> Columns:
    """What weighs more beside something else.

    Names tell books apart of which the titles are short (Poems, Report). The words that differ tell
    apart what one person published in one year.
    """
    short = columns["title_words"] * 12 <= 3
    sibling = (columns["surname_found"] >= 0.5) & (columns["year"] == 0)
    return {
        "short_title_names": _known(columns["names_in_other"], short),
        "sibling_rest": _known(columns["title_rest"], sibling),
    }


# From the cheapest to the costliest: after each, pairs that cannot become likely are dropped.
STAGES: tuple[Callable[[Pairs, Columns], Columns], ...] = (
    *(_plain, _titles, _names, _imprint, _title_details, _together),
)
