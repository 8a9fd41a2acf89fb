"""From columns to clusters: within each catalogue and across."""

from jalin.bibliographic.comparison_matching import match_catalogues
from tests.bibliographic.test_comparison import table

BOOK = {
    "title": "Менің атым Қожа",
    "persons": ["Соқпақбаев, Бердібек"],
    "year": 1957,
    "publishers": ["Жазушы"],
    "pages": 212,
    "languages": ["kk"],
    "scripts": ["Cyrl"],
}
OTHER = {
    "title": "Laskar pelangi",
    "persons": ["Andrea Hirata"],
    "year": 2005,
    "publishers": ["Bentang"],
    "pages": 534,
    "languages": ["id"],
    "scripts": ["Latn"],
}


def test_records_repeated_in_a_catalogue_are_one_publication() -> None:
    told = []
    clusters, across = match_catalogues(
        table(BOOK, OTHER, BOOK),
        table(OTHER, OTHER, BOOK),
        progress=told.append,
    )
    assert clusters.tolist() == [0, 1, 0, 1, 1, 0]
    assert set(across["band"].to_pylist()) == {"same"}
    assert told == ["ours", "theirs", "both"]


def test_nothing_matches_nothing() -> None:
    clusters, across = match_catalogues(table(), table(BOOK))
    assert (clusters.tolist(), len(across)) == ([0], 0)
