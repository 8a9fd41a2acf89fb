import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jalin.script import keys, tokens
from jalin.script.bulk import level_1
from tests.script.bulk.texts import TEXTS


@settings(max_examples=150, deadline=None)
@given(st.lists(TEXTS, max_size=12))
def test_keys_in_bulk_are_the_same_as_one_by_one(texts: list[str]) -> None:
    words = [token for text in texts for token in tokens(text)]
    assert level_1(words) == [keys(word, 1) for word in words]


@pytest.mark.parametrize(
    "word",
    [
        *("yelʹt︠s︡in", "yedev", "khrushcheff", "s'ez", "off", "yë", "y", "ff", "cʹʹ", "yeye"),
        *("xiii", "xxi", "iiii", "maxine", "hvostovs", "strugazki", "petrizky", "anna", "annan"),
        *("lasso", "nggg", "sanggat", "jiiiln", "cooff", "ffoff", "tariyye", "ªʹ", "ꝏ", "1977"),
        *("городецкий", "города", "ғабдулла", "ғабду", "мәжит", "мән", "жаң", "үй", "қазақстан"),
        *(
            "рақымжан",
            "ғ",
            "ғғабдулла",
            "ғқәүңәә",
            "сaша",
            "aбай",
            "дядя'",
            "ѣѳѵ",
            "шлӏе",
            "αθηνα",
            "გურია",
        ),
        *("سياسيا", "تڭ", "ڤولاو", "اولاما", "اين", "دالم", "ءء", "ي", "كتب", "ڭڤ", "مستسفنبلكت"),
        *("٧٧", "۱۹", "wشب", "שלום", "時代", "한국", "𐐨𐐩", "オクヤマ"),
    ],
)
def test_words_with_a_rule_of_their_own(word: str) -> None:
    assert level_1(tokens(word)) == [keys(token, 1) for token in tokens(word)]


@pytest.mark.parametrize("text", ["", "two words", "'", "Upper", "a\nb", "lʹ'"])
def test_what_is_no_word_has_no_keys(text: str) -> None:
    with pytest.raises(ValueError, match="no word"):
        level_1([text])
