"""Words divided as the orthographies of Indonesian and Kazakh want, and never where they forbid."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jalin.engines.typesetting.division import SOFT_HYPHEN, divided


def _shown(text: str, language: str) -> str:
    return divided(text, language).replace(SOFT_HYPHEN, "-")


@pytest.mark.parametrize(
    "expected",
    [
        "per-pus-ta-kaan",
        "kesu-sas-traan",
        "berang-kat",  # ng is one consonant
        "pem-ba-ngunan",
        "penge-ta-huan",  # nothing between a prefix and the vowel after it
        "per-tu-karan",  # nor between a consonant and -an
        "per-tu-karan-nya",
        "menan-da-ta-ngani",
        "instruksi",  # three letters at least before and after, and of several consonants the first
        "nasional",  # short words are left whole
        "UNESCOUNESCO",
    ],
)
def test_indonesian(expected: str) -> None:
    assert _shown(expected.replace("-", ""), "id") == expected


@pytest.mark.parametrize(
    "expected",
    [
        "ынты-мақ-тас-тық-тың",
        "кітап-ха-на-шы-лар-дың",
        "Рес-пуб-ли-ка-сы-ның",
        "жауап-кер-ші-лік",  # у after a vowel is a consonant
        "куә-лан-дыру",  # and between consonant and vowel it is a vowel
        "уни-вер-си-тет",
        "аль-бом-дарға",  # a soft sign stays with its consonant
        "тәуелсіз",
        "РЕСПУБЛИКАЛЫҚ",
    ],
)
def test_kazakh(expected: str) -> None:
    assert _shown(expected.replace("-", ""), "kk") == expected


def test_words_joined_by_a_hyphen_are_words() -> None:
    assert _shown("бір-бірінің масинг-масинг", "kk") == "бір-бірінің масинг-масинг"
    assert _shown("perpustakaan-perpustakaan", "id") == "per-pus-ta-kaan-per-pus-ta-kaan"


@pytest.mark.parametrize("language", ["en", "ru", "ar", "uz", ""])
def test_other_languages_are_left_to_the_typesetter(language: str) -> None:
    assert divided("perpustakaan кітапханашылардың", language) == ("perpustakaan кітапханашылардың")


@given(st.text(), st.sampled_from(["id", "kk"]))
def test_nothing_but_soft_hyphens_is_added(text: str, language: str) -> None:
    bare = text.replace(SOFT_HYPHEN, "")
    assert divided(bare, language).replace(SOFT_HYPHEN, "") == bare
