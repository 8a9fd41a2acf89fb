import math
from typing import Any

import numpy as np
import pytest

from jalin.bibliographic.evidence import evidence
from jalin.bibliographic.features import NAMES, features
from tests.bibliographic.rows import row, table


def compare(one: dict[str, Any], other: dict[str, Any]) -> dict[str, float]:
    rows = np.array([0])
    values = features(evidence(table(one)), evidence(table(other)), rows, rows)
    return {name: round(float(value), 3) for name, value in zip(NAMES, values[0], strict=True)}


def test_what_is_missing_is_not_known_and_never_a_difference() -> None:
    found = compare(row(title="Poems", year=1990), row(title="Poems"))
    never = {
        *("title", "title_best", "full_title", "full_title_words", "full_title_sorted"),
        *("title_prefix", "title_words", "record_type", "level"),
        *("edition_one_sided", "volume_one_sided"),
    }
    assert {name for name, value in found.items() if not math.isnan(value)} == never


@pytest.mark.parametrize(
    ("one", "other", "feature", "value"),
    [
        ({"title": "Абай жолы"}, {"title": "Abaĭ zholy"}, "title", 1),
        (
            {"title": "Abai's path", "vernacular_title": "Абай жолы"},
            {"title": "Abaĭ zholy"},
            "title_best",
            1,
        ),
        ({"title": "Hearings 1987"}, {"title": "Hearings 1988"}, "numerals", 0.3),
        ({"title": "Steppe", "volume": "1"}, {"title": "Steppe", "volume": "2"}, "volume", 0),
        ({"edition": "2nd ed."}, {"edition": "Изд. 2-е, доп."}, "edition", 1),
        ({"edition": "2nd ed."}, {"edition": "Cet. ke-3"}, "edition", 0),
        ({"persons": ["Әуезов, Мұхтар"]}, {"persons": ["Ăuezov, Mu̇khtar"]}, "surname_main", 1),
        ({"persons": ["Smith, John"]}, {"persons": ["Doe, A.", "Smith, J."]}, "surname_best", 1),
        (
            {"persons": ["Smith, John"]},
            {"statement_of_responsibility": "ed. by J. Smith"},
            "surname_found",
            1,
        ),
        ({"publishers": ["Curzon Press"]}, {"publishers": ["Curzon"]}, "publisher", 1),
        ({"places": ["М."]}, {"places": ["Moskva"]}, "place", 1),
        ({"places": ["Алма-Ата"]}, {"places": ["Almaty"]}, "place", 1),
        ({"year": 1990}, {"year": 1993}, "year", 3),
        ({"year": 1990, "year_end": 1995}, {"year": 1993}, "year_range", 0),
        ({"pages": 320}, {"pages": 320}, "pages", 0),
        ({"extent": "2 v."}, {"extent": "3 т."}, "volumes", 0),
        ({"isbns": ["9780306406157"]}, {"isbns": ["9780306406157", "9785040033744"]}, "isbn", 1),
        ({"isbns": ["9780306406157"]}, {"isbns": ["9785040033744"]}, "isbn", 0),
        ({"languages": ["kk", "ru"]}, {"languages": ["ru", "kk"]}, "language", 1),
    ],
)
def test_one_feature(
    one: dict[str, Any], other: dict[str, Any], feature: str, value: float
) -> None:
    assert compare(row(**one), row(**other))[feature] == pytest.approx(value, abs=0.001)


def test_words_that_only_one_title_has_are_compared_by_themselves() -> None:
    told = compare(row(title="Catfish in Carolina"), row(title="Crayfish in Carolina"))
    assert told["title"] > 0.85 > told["title_rest"]
    held = compare(row(title="Catfish"), row(title="Catfish in Carolina"))
    assert math.isnan(held["title_rest"])


def test_features_are_symmetric() -> None:
    one = row(title="Абай жолы", persons=["Әуезов, М."], year=1989, pages=606, volume="1")
    other = row(title="Abaĭ zholy. 2", persons=["Ăuezov, Mu̇khtar"], year=1990, extent="606 p.")
    np.testing.assert_equal(compare(one, other), compare(other, one))


def test_many_pairs_are_compared_as_each_alone() -> None:
    rows = [row(title=f"Title {i}", persons=["A, B"] * (i % 3), year=1900 + i) for i in range(6)]
    side = evidence(table(*rows))
    left, right = np.repeat(np.arange(6), 6), np.tile(np.arange(6), 6)
    together = features(side, side, left, right)
    for i in range(36):
        alone = features(side, side, left[i : i + 1], right[i : i + 1])
        np.testing.assert_array_equal(together[i : i + 1], alone)


def test_no_pairs_give_no_rows() -> None:
    none = np.zeros(0, np.int64)
    side = evidence(table())
    assert features(side, side, none, none).shape == (0, len(NAMES))
