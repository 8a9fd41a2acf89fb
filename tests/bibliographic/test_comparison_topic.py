"""What `--about` understands, and which records it keeps."""

import pytest

from jalin.bibliographic.comparison_errors import EmptyTopic, UnknownTopic
from jalin.bibliographic.comparison_topic import Topic, about_country, topic
from tests.bibliographic.test_comparison import table


@pytest.mark.parametrize(
    "asked",
    ["kazakhstan", "Kazakhstan", "kz", "KZ", "kaz ", "Қазақстан", "КАЗАХСТАН", "country:kz",
     "Republic of Kazakhstan"],
)  # fmt: skip
def test_a_country_by_code_or_by_name_in_four_languages(asked: str) -> None:
    assert topic(asked) == about_country("KZ")


def test_a_country_has_the_languages_at_home_there() -> None:
    assert topic("kz").languages == ("kk",)
    assert {"id", "jv", "su"} < set(topic("Indonesia").languages)
    assert "ru" in topic("Россия").languages
    assert "en" not in topic("US").languages
    assert "ar" not in topic("Egypt").languages


@pytest.mark.parametrize("asked", ["kk", "kazakh", "қазақ тілі", "казахский", "language:kaz"])
def test_a_language_by_code_or_by_name(asked: str) -> None:
    assert (topic(asked).countries, topic(asked).languages) == ((), ("kk",))


def test_where_a_code_is_both_the_country_is_meant_unless_said_otherwise() -> None:
    assert topic("id").countries == ("ID",)
    assert topic("language:id").countries == ()
    assert topic("language:id").languages == ("id",)
    assert topic("subject:id") == Topic(subjects=("id",))


@pytest.mark.parametrize("asked", ["", "  ", "...", "country:", "subject: "])
def test_nothing_is_refused(asked: str) -> None:
    with pytest.raises(EmptyTopic):
        topic(asked)


@pytest.mark.parametrize("asked", ["country:Atlantis", "language:klingonese", "country:kk"])
def test_what_does_not_exist_is_refused(asked: str) -> None:
    with pytest.raises(UnknownTopic):
        topic(asked)


@pytest.mark.parametrize(
    ("record", "about"),
    [
        ({}, False),
        ({"country": "KZ"}, True),
        ({"country": "ID"}, False),
        ({"subject_countries": ["ID", "KZ"]}, True),
        ({"languages": ["ru", "kk"]}, True),
        ({"original_languages": ["kk"]}, True),
        ({"languages": ["ru"]}, False),
        ({"subjects": ["Kazakh literature"]}, True),
        ({"subjects": ["Art, Kazakh"]}, True),
        ({"subjects": ["История Казахстана"]}, True),
        ({"subjects": ["Қазақстанның тарихы"]}, True),
        ({"subjects": ["Kazakhstani cinema"]}, False),
        ({"subjects": ["Uzbekistan", "Kirghiz"]}, False),
    ],
)
def test_what_is_about_kazakhstan(record: dict[str, object], about: bool) -> None:
    assert topic("kazakhstan").mask(table(record, {})).tolist() == [about, False]


def test_a_name_is_not_found_inside_another() -> None:
    records = table({"subjects": ["Romania"]}, {"subjects": ["Nigeria"]}, {"subjects": ["Oman"]})
    assert topic("Oman").mask(records).tolist() == [False, False, True]
    assert topic("NE").mask(records).tolist() == [False, False, False]


def test_a_subject_is_found_by_the_beginning_of_its_words_in_any_script() -> None:
    records = table(
        {"subjects": ["Riding horses"]},
        {"subjects": ["Абай Құнанбаев"]},
        {"subjects": ["Seahorse"]},
    )
    assert topic("horse").mask(records).tolist() == [True, False, False]
    assert topic("subject:abai").mask(records).tolist() == [False, True, False]
    assert topic("abai qunan").mask(records).tolist() == [False, True, False]


def test_topics_are_joined() -> None:
    joined = topic("kz") | topic("horse")
    records = table({"country": "KZ"}, {"subjects": ["Horses"]}, {"country": "ID"})
    assert joined.mask(records).tolist() == [True, True, False]


@pytest.mark.parametrize(
    ("asked", "language", "label"),
    [
        ("kz", "en", "Kazakhstan"),
        ("kazakhstan", "kk", "Қазақстан"),
        ("language:kk", "ru", "Казахский"),
        ("Horses", "en", "“horses”"),
    ],
)
def test_a_topic_has_a_name_in_every_language(asked: str, language: str, label: str) -> None:
    assert topic(asked).label(language) == label


def test_no_records() -> None:
    assert topic("kz").mask(table()).tolist() == []
