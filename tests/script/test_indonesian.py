import pytest

from jalin.script.indonesian import stem, todays_spelling


@pytest.mark.parametrize(
    ("word", "today"),
    [
        ("tjerita", "cerita"),
        ("soerabaja", "surabaya"),
        ("sjair", "syair"),
        ("perdjuangan", "perjuangan"),
        ("jalan", "jalan"),  # today's j
        ("banjir", "banjir"),  # today's nj
    ],
)
def test_old_spelling_becomes_todays(word: str, today: str) -> None:
    assert todays_spelling(word) == today


def test_stems_of_both_spellings() -> None:
    assert stem("perdjuangan") == stem("perjuangan") == "juang"
    assert stem("pengadjaran") == "ajar"
