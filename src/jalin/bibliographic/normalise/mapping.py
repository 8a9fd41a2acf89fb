"""Which fields and subfields an element stands in, in MARC 21 and in UNIMARC.

MARC 21 Format for Bibliographic Data; UNIMARC Manual: Bibliographic Format, with the fields of
RUSMARC. What the two formats do alike is only written here; what they do differently has its own
function in the module of the element.
"""

from dataclasses import dataclass

from jalin.bibliographic.chunk import Format


@dataclass(frozen=True, slots=True)
class Place:
    """Where an element is found: the tags in order of preference, and the subfield codes."""

    tags: tuple[int, ...]
    codes: str


@dataclass(frozen=True, slots=True)
class Elements:
    title: Place
    other_title_information: Place
    part_number: Place
    part_name: Place
    responsibility: Place
    uniform_title: Place
    persons: Place
    bodies: Place
    edition: Place
    places: Place
    publishers: Place
    dates: Place
    extent: Place
    isbn: Place
    issn: Place
    languages: Place
    original_languages: Place


MARC21 = Elements(
    title=Place((245,), "a"),
    other_title_information=Place((245,), "b"),
    part_number=Place((245,), "n"),
    part_name=Place((245,), "p"),
    responsibility=Place((245,), "c"),
    uniform_title=Place((130, 240), "anp"),
    persons=Place((100, 700, 720), "ab"),
    bodies=Place((110, 111, 710, 711), "abeq"),
    edition=Place((250,), "ab"),
    places=Place((260, 264), "a"),
    publishers=Place((260, 264), "b"),
    dates=Place((260, 264), "c"),
    extent=Place((300,), "a"),
    isbn=Place((20,), "a"),
    issn=Place((22,), "a"),
    languages=Place((41,), "a"),
    original_languages=Place((41,), "h"),
)

UNIMARC = Elements(
    title=Place((200,), "a"),
    other_title_information=Place((200,), "e"),
    part_number=Place((200,), "h"),
    part_name=Place((200,), "i"),
    responsibility=Place((200,), "fg"),
    uniform_title=Place((500,), "ahi"),
    persons=Place((700, 701, 702), "abdg"),
    bodies=Place((710, 711, 712), "ab"),
    edition=Place((205,), "abfg"),
    places=Place((210, 214), "a"),
    publishers=Place((210, 214), "c"),
    dates=Place((210, 214), "d"),
    extent=Place((215,), "a"),
    isbn=Place((10,), "a"),
    issn=Place((11,), "a"),
    languages=Place((101,), "a"),
    original_languages=Place((101,), "c"),
)

ELEMENTS: dict[Format, Elements] = {"marc21": MARC21, "unimarc": UNIMARC}

# All tags whose subfields are read.
TAGS: dict[Format, tuple[int, ...]] = {
    "marc21": (
        *(20, 22, 41, 43, 50, 80, 82, 84, 100, 110, 111, 130, 240, 242, 245, 246, 250, 260, 264),
        *(300, 440, 490, 600, 610, 611, 630, 647, 650, 651, 653, 655, 700, 710, 711, 720, 740),
        *(765, 800, 810, 811, 830),
    ),
    "unimarc": (
        *(10, 11, 100, 101, 102, 200, 205, 210, 214, 215, 225, 410, 454, 461, 462, 463, 500, 510),
        *(512, 513, 514, 515, 516, 517, 518, 532, 540, 541, 545, 600, 601, 602, 604, 605, 606),
        *(607, 608, 610, 660, 675, 676, 680, 686, 700, 701, 702, 710, 711, 712),
    ),
}
