"""Records as another library would have catalogued them: known pairs to learn and measure on.

From a normalised record (a row of `columns.SCHEMA`) come a copy in another hand (the same
publication: fields left out, names shortened, slips of the pen, another script) and look-alikes
(other publications: the next edition, the next volume). All is drawn from a seeded generator, and
nothing here is used by the program itself.
"""

import random
import re
from collections.abc import Callable
from typing import Any

Row = dict[str, Any]

# ALA-LC romanisation of Russian and Kazakh back to Cyrillic, longest first.
_CYRILLIC: tuple[tuple[str, str], ...] = (
    *(("shch", "щ"), ("i͡a", "я"), ("i͡u", "ю"), ("i︠a︡", "я"), ("i︠u︡", "ю"), ("t͡s", "ц")),
    *(("t︠s︡", "ц"), ("i͡e", "є"), ("zh", "ж"), ("kh", "х"), ("ch", "ч"), ("sh", "ш")),
    *(
        ("ġ", "ғ"),
        ("ḣ", "һ"),
        ("q", "қ"),
        ("ȯ", "ө"),
        ("u̇", "ү"),
        ("ū", "ұ"),
        ("ă", "ә"),
        ("n͡g", "ң"),
    ),
    *(
        ("ė", "э"),
        ("ë", "ё"),
        ("ĭ", "й"),
        ("ʹ", "ь"),
        ("ʺ", "ъ"),
        ("a", "а"),
        ("b", "б"),
        ("v", "в"),
    ),
    *(
        ("g", "г"),
        ("d", "д"),
        ("e", "е"),
        ("z", "з"),
        ("i", "и"),
        ("k", "к"),
        ("l", "л"),
        ("m", "м"),
    ),
    *(
        ("n", "н"),
        ("o", "о"),
        ("p", "п"),
        ("r", "р"),
        ("s", "с"),
        ("t", "т"),
        ("u", "у"),
        ("f", "ф"),
    ),
    *(("y", "ы"), ("h", "һ"), ("c", "ц"), ("j", "й"), ("w", "в"), ("x", "кс")),
)
_TO_CYRILLIC = re.compile("|".join(re.escape(latin) for latin, _ in _CYRILLIC))
_LETTERS = dict(_CYRILLIC)


def cyrillic(text: str) -> str:
    """A romanised text in Cyrillic letters, with capitals where they were."""

    def one(found: re.Match[str]) -> str:
        letter = _LETTERS.get(found.group().casefold(), found.group())
        return letter.upper() if found.group()[0].isupper() else letter

    return re.sub(_TO_CYRILLIC.pattern, one, text, flags=re.IGNORECASE)


def copy(row: Row, chance: random.Random) -> Row:
    """The same publication, catalogued by someone else."""
    other = dict(row)
    for change in _CHANGES:
        change(other, chance)
    return other


def look_alikes(row: Row, stranger: Row, chance: random.Random) -> list[Row]:
    """Other publications that look much like this one, each in another hand.

    `stranger` is any other record, from which a differing word or person is taken.
    """
    made = [
        _next_edition(row, chance),
        _other_volume(row, chance),
        _reissue(row, chance),
        _sibling(row, stranger, chance),
        _namesake(row, stranger, chance),
    ]
    return [copy(other, chance) for other in made if other is not None]


def _left_out(row: Row, chance: random.Random) -> None:
    rates = {
        "other_title_information": 0.2,
        "statement_of_responsibility": 0.25,
        "pages": 0.08,
        "extent": 0.08,
        "year": 0.03,
        "edition": 0.12,
        "country": 0.1,
    }
    for name, rate in rates.items():
        if chance.random() < rate:
            row[name] = None
    for name, rate in {"isbns": 0.5, "publishers": 0.06, "places": 0.06, "languages": 0.06}.items():
        if chance.random() < rate:
            row[name] = []
    for name, rate in {"series": 0.35, "subjects": 0.35, "bodies": 0.25}.items():
        if chance.random() < rate:
            row[name] = []
    if not row["series"]:
        row["series_numbers"] = []


def _title(row: Row, chance: random.Random) -> None:
    title, rest = row["title"] or "", row["other_title_information"]
    if rest and chance.random() < 0.12:
        title, row["other_title_information"] = f"{title} {rest}", None
    if chance.random() < 0.1:
        title = re.sub(r"\band\b", "&", title)
    if chance.random() < 0.06 and title.count(" ") > 5:
        title = " ".join(title.split()[: chance.randint(4, title.count(" "))])
    if chance.random() < 0.15:
        title = slip(title, chance)
    row["title"] = title or None


def slip(text: str, chance: random.Random) -> str:
    """The text with one letter wrong, missing, doubled or changed with the next."""
    if len(text) < 4:
        return text
    at = chance.randrange(1, len(text) - 1)
    kind = chance.randrange(4)
    if kind == 0:
        return text[:at] + chance.choice("aeiostnr") + text[at + 1 :]
    if kind == 1:
        return text[:at] + text[at + 1 :]
    if kind == 2:
        return text[:at] + text[at] + text[at:]
    return text[:at] + text[at + 1] + text[at] + text[at + 2 :]


def _persons(row: Row, chance: random.Random) -> None:
    persons = list(row["persons"])
    if len(persons) > 1 and chance.random() < 0.35:
        persons = persons[: chance.randint(1, len(persons) - 1)]
    elif chance.random() < 0.08:
        persons = persons[1:]
    if chance.random() < 0.25:
        persons = [_initials(person) for person in persons]
    if chance.random() < 0.05:
        persons = [slip(person, chance) for person in persons]
    if chance.random() < 0.1:
        chance.shuffle(persons)
    row["persons"] = persons


def _initials(person: str) -> str:
    surname, comma, forenames = person.partition(",")
    return surname + comma + "".join(f" {name[0]}." for name in forenames.split() if name)


def _publication(row: Row, chance: random.Random) -> None:
    publishers = list(row["publishers"])
    if publishers and chance.random() < 0.3:
        publishers[0] = re.sub(
            r"(?i)[,&]?\s*\b(press|co|company|ltd|inc|publishers?|books?)\b\.?", "", publishers[0]
        )
    if publishers and chance.random() < 0.1:
        publishers = publishers[:1]
    if publishers and chance.random() < 0.06:
        publishers = [slip(publishers[0], chance)]
    row["publishers"] = publishers
    if row["places"] and chance.random() < 0.15:
        row["places"] = row["places"][:1]
    if row["year"] and chance.random() < 0.05:
        row["year"] += chance.choice((-1, 1))


def _extent(row: Row, chance: random.Random) -> None:
    if row["pages"] and chance.random() < 0.1:
        row["pages"] = max(1, row["pages"] + chance.choice((-4, -2, -1, 1, 2, 3, 6)))
        row["extent"] = f"{row['pages']} p"
    elif row["pages"] and chance.random() < 0.2:
        row["extent"] = f"{row['pages']} p"


def _script(row: Row, chance: random.Random) -> None:
    """A Kazakh or Russian record in Cyrillic, as the country's own library has it."""
    if not {"ru", "kk", "rus", "kaz"} & set(row["languages"]) or chance.random() < 0.4:
        return
    for name in ("title", "other_title_information", "statement_of_responsibility", "edition"):
        row[name] = cyrillic(row[name]) if row[name] else None
    for name in ("persons", "bodies", "publishers", "places", "series"):
        row[name] = [cyrillic(text) for text in row[name]]
    row["scripts"] = ["Cyrl"]
    row["subjects"] = []


_CHANGES: tuple[Callable[[Row, random.Random], None], ...] = (
    *(_left_out, _title, _persons, _publication, _extent, _script),
)


def _next_edition(row: Row, chance: random.Random) -> Row | None:
    """The same work some years later, revised; often the statement of edition says so."""
    if not row["year"]:
        return None
    stated = chance.random() < 0.7
    pages = row["pages"] and max(8, round(row["pages"] * chance.uniform(0.85, 1.25)))
    return {
        **row,
        "year": row["year"] + chance.randint(2, 9),
        "edition": chance.choice(("2nd ed", "Rev. ed", "3rd ed", "2nd, rev. ed"))
        if stated
        else None,
        "pages": pages,
        "extent": f"{pages} p" if pages else row["extent"],
        "isbns": [],
    }


def _other_volume(row: Row, chance: random.Random) -> Row | None:
    """Another volume of the same set, of the same year and, at times, under the same ISBN."""
    if chance.random() < 0.5:
        return None
    number = chance.randint(2, 6)
    if row["volume"] and row["volume"].isdigit():
        number = int(row["volume"]) + chance.choice((1, 2))
    elif row["volume"]:
        return None
    else:
        row["volume"], row["part_number"] = "1", "v. 1"
    pages = row["pages"] and max(8, round(row["pages"] * chance.uniform(0.6, 1.6)))
    return {**row, "volume": str(number), "part_number": f"v. {number}", "pages": pages}


def _reissue(row: Row, chance: random.Random) -> Row | None:
    """Printed again by another publisher, page for page."""
    if not row["year"] or not row["publishers"]:
        return None
    publisher = chance.choice(
        ("AMS Press", "Kraus Reprint", "Dover", "Garland", "Nauka", "Gramedia")
    )
    return {
        **row,
        "year": row["year"] + chance.randint(6, 60),
        "publishers": [publisher],
        "places": [chance.choice(("New York", "London", "Moskva", "Jakarta"))],
        "isbns": [],
    }


def _sibling(row: Row, stranger: Row, chance: random.Random) -> Row | None:
    """The next book of an author or a series, at the same publisher: one word differs."""
    words = (row["title"] or "").split()
    long = [i for i, word in enumerate(words) if len(word) > 3]
    new = [word for word in (stranger["title"] or "").split() if len(word) > 3]
    if len(words) < 2 or not long or not new or chance.random() < 0.4:
        return None
    words[chance.choice(long)] = chance.choice(new)
    alike = chance.random() < 0.5
    pages = (
        row["pages"] if alike or not row["pages"] else max(8, row["pages"] + chance.randint(-9, 9))
    )
    return {
        **row,
        "title": " ".join(words),
        "other_title_information": row["other_title_information"] if alike else None,
        "pages": pages,
        "extent": f"{pages} p" if pages else row["extent"],
        "isbns": [],
    }


def _namesake(row: Row, stranger: Row, chance: random.Random) -> Row | None:
    """A book of the same short title by someone else."""
    if not row["title"] or row["title"].count(" ") > 2 or not stranger["persons"]:
        return None
    names = ("persons", "bodies", "statement_of_responsibility", "pages", "extent", "isbns")
    other = {**row, "other_title_information": None, **{name: stranger[name] for name in names}}
    if chance.random() < 0.5:
        other |= {name: stranger[name] for name in ("publishers", "places", "year", "series")}
    return other
