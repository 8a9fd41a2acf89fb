"""Spellings of one word share a key, and words that differ do not."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jalin.script import LIKELY, consonants, keys, similarity, tokens


def agree(a: str, b: str, level: int = 1, **context: bool) -> bool:
    (left,), (right,) = tokens(a), tokens(b)
    return not set(keys(left, level, **context)).isdisjoint(keys(right, level, **context))


@pytest.mark.parametrize(
    ("cyrillic", "other", "scheme"),
    [
        ("Шымкент", "S'ymkent", "Kazakh Latin 2017"),
        ("Шымкент", "Shymkent", "Kazakh Latin 2018"),
        ("Шымкент", "Şymkent", "Kazakh Latin 2021"),
        ("Шымкент", "Şımkent", "Kazakh web Latin"),
        ("Шымкент", "شىمكەنت", "töte jazu"),
        ("Өскемен", "Óskemen", "Kazakh Latin 2018"),
        ("Өскемен", "Ȯskemen", "ALA-LC"),
        ("Алматы", "الماتى", "töte jazu"),
        ("тау", "taý", "Kazakh Latin 2018"),
        ("тау", "taw", "Kazakh web Latin"),
        ("ақпарат", "اقپارات", "töte jazu"),
        ("Маңғыстау", "Man͡gghystau", "ALA-LC"),
        ("Маңғыстау", "Mañğystau", "Kazakh Latin 2021"),
        ("Құнанбайұлы", "Qūnanbaĭūly", "ALA-LC"),
        ("Жезқазған", "Джезказган", "Russian"),
        ("Уәлиев", "Валиев", "Russian"),
        ("Бақытжан", "Бахытжан", "Russian"),
        ("Жүніс", "Жюнис", "Russian"),
        ("Щербаков", "Shcherbakov", "ALA-LC"),
        ("Щербаков", "Ŝerbakov", "ISO 9:1995"),
        ("Юрий", "I︠U︡riĭ", "ALA-LC"),
        ("Юрий", "Yuriy", "BGN/PCGN"),
        ("Юрий", "Ûrij", "ISO 9:1995"),
        ("Юрий", "Jurij", "scholarly"),
        ("Соловьёв", "Solov’yëv", "BGN/PCGN"),
        ("Соловьёв", "Solovʹev", "ALA-LC"),
        ("Цветаева", "Czvetaeva", "GOST 7.79 B"),
        ("Кузнецов", "Kuznecov", "ISO 9:1995"),
        ("Чехов", "Tschechow", "German"),
        ("девяностые", "devi︠a︡nostye", "ALA-LC"),
        ("Ельцин", "Yel’tsin", "BGN/PCGN"),
        ("Смирнов", "Smirnoff", "old French"),
        ("Панин", "Panine", "French"),
        ("Стругацкий", "Strugazki", "German"),
        ("Хвостов", "Hvostovs", "Latvian"),
        ("Венеция", "ۆەنەسيا", "töte jazu"),
        ("Дәулетов", "Давлетов", "Russian"),
        ("Ақтау", "Aktav", "old Latin"),
        ("Городецкий", "Horodets'kyi", "Ukrainian"),
        ("Грабинский", "Hrabinski", "Polish"),
    ],
)
def test_kazakh_and_russian_agree_with(cyrillic: str, other: str, scheme: str) -> None:
    assert agree(cyrillic, other), scheme


@pytest.mark.parametrize(
    ("old", "today"),
    [
        ("Soekarno", "Sukarno"),
        ("Tjokroaminoto", "Cokroaminoto"),
        ("Djakarta", "Jakarta"),
        ("Jusuf", "Yusuf"),
        ("achir", "akhir"),
        ("sjair", "syair"),
        ("njanji", "nyanyi"),
        ("Soewandi", "Suwandi"),
    ],
)
def test_old_indonesian_agrees_with_todays(old: str, today: str) -> None:
    assert agree(old, today)


@pytest.mark.parametrize(
    ("rumi", "jawi"),
    [("tidak", "تيدق"), ("pesanan", "ڤسنن"), ("baca", "باچ"), ("dalam", "دالم")],
)
def test_jawi_agrees_with_latin(rumi: str, jawi: str) -> None:
    assert agree(rumi, jawi)
    assert consonants(rumi) == consonants(jawi)


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Құнанбайұлы", "Kunanbaev"),
        ("Толстая", "Толстой"),
        ("Ivanova", "Иванов"),
        ("Petrovich", "Петровна"),
        ("Nurğaliqyzy", "Нургалиев"),
    ],
)
def test_persons_agree_without_their_endings(a: str, b: str) -> None:
    assert agree(a, b, person=True) or agree(a, b, 2, person=True)


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("библиотека", "библиотеку"),
        ("белгіле", "белгілеу"),
        ("тартылды", "тартылда"),
        ("бату", "баты"),
    ],
)
def test_inflected_words_stay_apart_at_level_2(a: str, b: str) -> None:
    assert not agree(a, b, 2)


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("книга", "книги"),
        ("sangat", "sanggat"),
        ("baru", "biru"),
        ("том", "дом"),
        ("тіл", "тұл"),
        ("book", "boot"),
        ("xii", "xiii"),
        ("xxvi", "xxxvi"),
        ("sun", "sunn"),
        ("год", "ход"),
        ("1998", "1999"),
    ],
)
def test_different_words_stay_apart(a: str, b: str) -> None:
    assert not agree(a, b)


def test_level_2_brings_candidates_that_similarity_orders() -> None:
    assert agree("Көкшетау", "Kokchetav", 2)
    assert agree("Қостанай", "Kustanay", 2)
    assert agree("Қанапиянов", "Канафьянов", 2)
    assert agree("Костанай", "Көкшетау", 2) is False
    assert similarity("kostanai", "kustanai") == 0.875
    assert similarity("kostanai", "kastun") < LIKELY


def test_the_word_itself_is_level_0_and_english_has_one_reading() -> None:
    assert keys("мир", 0) == ("мир",)
    assert keys("judge", 1, language="en") == keys("judge", 1)[:1]
    assert len(keys("judge", 1)) == 2
    assert keys("", 1) == ()


@given(st.text())
def test_any_text_folds(text: str) -> None:
    for word in tokens(text):
        for level in (0, 1, 2):
            found = keys(word, level)
            assert found
            assert all(found)
            assert len(set(found)) == len(found) <= 54
        consonants(word)


@given(st.text(st.sampled_from("abcdeijuyhszвжщьъіңқüáīǵ’ʹ︠︡͡اوەڠ")))
def test_composition_and_case_make_no_difference(text: str) -> None:
    for word in tokens(text):
        for level in (1, 2):
            expected = [keys(word, level)]
            decomposed = unicodedata.normalize("NFD", word)
            assert [keys(part, level) for part in tokens(decomposed)] == expected
            assert [keys(part, level) for part in tokens(word.upper())][:1] == expected
