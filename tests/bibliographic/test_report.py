"""The report as a page: well-formed, self-contained, escaped, and the same every time."""

import re
from pathlib import Path

import numpy as np
import pytest
from lxml import etree, html

from jalin.bibliographic.chunk import Fault
from jalin.bibliographic.comparison import compare
from jalin.bibliographic.comparison_catalogue import Catalogue, Source
from jalin.bibliographic.comparison_outcome import LISTS
from jalin.bibliographic.report import LISTED, Report
from jalin.bibliographic.report_record import script_of
from jalin.bibliographic.report_texts import LANGUAGES, TEXTS, Language
from tests.bibliographic.test_comparison import pairs, table

EVIL = '<script>alert("x")</script>&amp;'
OURS = table(
    {"title": "Абай жолы", "languages": ["kk"], "scripts": ["Cyrl"], "persons": ["Әуезов, М."]},
    {"title": "باقىتسىز جامال", "languages": ["kk"], "scripts": ["Arab"], "year": 1910},
    {"title": EVIL, "subjects": [EVIL], "languages": [EVIL], "places": [EVIL], "country": "XX"},
    {
        "title": "Bumi manusia",
        "vernacular_title": "Бумі",
        "isbns": ["9789799731234"],
        "country": "SU",
    },
)
THEIRS = table(
    {"title": "Abai zholy", "languages": ["kk"], "scripts": ["Latn"], "year": 1977},
    {"title": "Bumi manusia : roman", "languages": ["id"]},
)


def catalogue(name: str, columns: object, *faults: Fault) -> Catalogue:
    source = Source(Path(name), f"{name}.mrc", "ab" * 32, len(columns))
    return Catalogue(name, columns, (source,), np.array([0, len(columns)]), faults)


def report(language: Language = "en", name: str = "Jakarta", about: str = "") -> str:
    compared = compare(
        OURS, THEIRS, clusters=np.array([0, 1, 2, 3, 0, 5]), pairs=pairs((3, 1, 0.625, "review"))
    )
    return Report(
        ours=catalogue(name, OURS, Fault("a", 0, "", "", "x", "broken", fatal=True)),
        theirs=catalogue("Astana", THEIRS),
        comparison=compared,
        lists=LISTS,
        explain=lambda codes: [code.upper() for code in codes],
        language=language,
        about=about,
    ).html()


def text_of(page: str) -> str:
    return " ".join(html.fromstring(page).text_content().split())


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_is_well_formed_and_in_its_language(language: Language) -> None:
    page = report(language)
    # What is written here is also XML once the empty elements of HTML are closed.
    closed = re.sub(r"<(meta[^>]*)>", r"<\1/>", page.removeprefix("<!doctype html>\n"))
    style = re.sub(r"<style>.*?</style>", "", closed, flags=re.DOTALL)
    root = etree.fromstring(style.replace("&nbsp;", " "))
    assert root.get("lang") == language
    identifiers = [element.get("id") for element in root.iter() if element.get("id")]
    assert len(identifiers) == len(set(identifiers))
    assert TEXTS[language].breakdowns in page


def test_every_link_leads_somewhere_and_nothing_is_fetched() -> None:
    page = html.fromstring(report())
    identifiers = set(page.xpath("//@id"))
    links = set(page.xpath("//a/@href"))
    assert {link[1:] for link in links if link.startswith("#")} <= identifiers
    assert {link for link in links if not link.startswith("#")} <= set(LISTS.values())
    assert page.xpath("//@src | //link | //script | //iframe | //object | //img") == []
    assert re.findall(r"@import|https?:|url\((?!#)", report()) == []


def test_what_libraries_wrote_is_text_and_never_markup() -> None:
    page = report(name=EVIL, about=EVIL)
    assert "<script" not in page
    assert html.fromstring(page).xpath("//title/text()") == [f"{EVIL} and Astana compared · Jalin"]
    assert text_of(page).count(EVIL) >= 4


def test_a_foreign_title_is_marked_by_language_script_and_direction() -> None:
    page = html.fromstring(report())
    [arabic] = page.xpath('//*[@id="main"]//span[@dir="rtl"]')
    assert (arabic.get("lang"), arabic.text) == ("kk-Arab", "باقىتسىز جامال")
    assert page.xpath('//span[@class="title"][@lang="kk-Cyrl"]/text()') == ["Абай жолы"]
    assert page.xpath('//span[@class="also"]/text()') == ["Бумі"] * 2


def test_a_pair_to_review_stands_with_its_reasons() -> None:
    page = html.fromstring(report())
    [row] = page.xpath('//section[@aria-labelledby="to_review"]//tbody/tr')
    words = " ".join(row.text_content().split())
    assert "Bumi manusia" in words
    assert "Probability: 62%" in words
    assert "TITLE_SAME" in words


def test_a_country_that_is_no_more_is_named() -> None:
    assert "Советский Союз" in text_of(report("ru"))


def test_the_picture_says_in_words_what_it_shows() -> None:
    [picture] = html.fromstring(report()).xpath('//svg[@class="venn"]')
    assert picture.get("aria-label") == (
        "Two circles drawn to scale. Jakarta: 4 publications; Astana: 2; in both: 1."
    )
    parts = [part.get("aria-label") for part in picture.iter("a")]
    assert parts == ["3 only Jakarta", "1 only Astana", "1 both"]


def test_what_is_unreadable_is_said_with_where_to_look() -> None:
    page = html.fromstring(report())
    assert page.xpath('//section[@aria-labelledby="sources"]//a/@href') == ["faults.csv"]


def test_records_of_one_publication_that_read_the_same_stand_once() -> None:
    twice = table({"title": "Same"}, {"title": "Same"}, {"title": "Other"})
    compared = compare(twice, table(), clusters=np.array([0, 0, 0]))
    page = Report(
        catalogue("A", twice), catalogue("B", table()), compared, LISTS, explain=list
    ).html()
    records = html.fromstring(page).xpath('//div[@class="rec"]')
    assert [record.text_content() for record in records] == ["Same · ×2", "Other"]


def test_long_lists_are_cut_and_say_so() -> None:
    many = table(*({"title": f"Title {i}"} for i in range(LISTED + 1)))
    compared = compare(many, table(), clusters=np.arange(LISTED + 1))
    page = Report(
        catalogue("A", many), catalogue("B", table()), compared, LISTS, explain=list
    ).html()
    [listed] = html.fromstring(page).xpath('//section[@aria-labelledby="only_ours"]')
    assert len(listed.xpath(".//li")) == LISTED
    assert f"{LISTED} of {LISTED + 1} shown" in listed.text_content()
    assert "only_ours.csv" in listed.text_content()


def test_nothing_at_all_can_be_reported() -> None:
    compared = compare(table(), table(), clusters=np.array([], dtype=np.int64))
    page = Report(
        catalogue("A", table()), catalogue("B", table()), compared, LISTS, explain=list
    ).html()
    assert text_of(page).count("There are none.") == 4


def test_the_same_comparison_gives_the_same_page() -> None:
    assert report("kk") == report("kk")


def test_every_text_has_the_same_places_in_every_language() -> None:
    place = re.compile(r"\{\w+\}")
    for name in TEXTS["en"].__slots__:
        places = {
            language: sorted(set(place.findall(getattr(TEXTS[language], name))))
            for language in LANGUAGES
        }
        assert len({str(found) for found in places.values()}) == 1, (name, places)


@pytest.mark.parametrize(
    ("text", "script"),
    [("1984", ""), ("«Абай»", "Cyrl"), ("12 باقىت", "Arab"), ("Élan", "Latn"), ("", "")],
)
def test_the_script_of_a_title_is_that_of_its_first_letter(text: str, script: str) -> None:
    assert script_of(text) == script
