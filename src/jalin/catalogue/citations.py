"""A record as a reference: in words, and in the forms that reference managers read.

GOST R 7.0.100-2018 (bibliographic record, short form), the bibliography form of The Chicago Manual
of Style, RIS (Research Information Systems) and BibTeX.
"""

import re
from collections.abc import Iterator

from jalin.catalogue.models import Record
from jalin.script import script_of

_RIS_TYPES = "BOOK"
_BIBTEX_SPECIAL = str.maketrans({mark: f"\\{mark}" for mark in "{}%&#$_"})
_NOT_IN_KEY = re.compile(r"[^a-z0-9]+")


def gost(record: Record) -> str:
    """One reference by GOST R 7.0.100-2018: areas are parted by a point and a dash."""
    title = _title(record)
    responsibility = record.vernacular_responsibility or record.responsibility
    first = f"{title} / {responsibility}" if responsibility else title
    if record.persons:
        first = f"{_with_initials(record.persons[0])} {first}"
    place = (
        f"{record.place or '[Б. м.]'} : {record.publisher}" if record.publisher else record.place
    )
    imprint = ", ".join(part for part in (place, str(record.year or "")) if part)
    areas = [first, record.edition, imprint, record.extent]
    text = ". – ".join(area.rstrip(" .") for area in areas if area)
    isbn = f". – ISBN {record.isbns[0]}" if record.isbns else ""
    return f"{text}{isbn}."


def chicago(record: Record) -> str:
    """One reference as in a bibliography by The Chicago Manual of Style."""
    authors = _authors(record)
    imprint = ": ".join(part for part in (record.place, record.publisher) if part)
    dated = ", ".join(part for part in (imprint, str(record.year or "n.d.")) if part)
    parts = [authors, _title(record), record.edition, dated]
    return " ".join(f"{part.rstrip(' .')}." for part in parts if part)


def ris(record: Record) -> str:
    """RIS: lines of a two-letter tag, two spaces, a dash and the value; CRLF."""
    lines = ((tag, " ".join(str(value).split())) for tag, value in _ris_lines(record))
    return "".join(f"{tag}  - {value}\r\n" for tag, value in lines) + "ER  - \r\n"


def _ris_lines(record: Record) -> Iterator[tuple[str, object]]:
    yield "TY", _RIS_TYPES
    yield "TI", _title(record)
    if record.vernacular_title and record.title:
        yield "TT", record.title
    for person in record.persons:
        yield "AU", person
    for tag, value in (
        ("ET", record.edition),
        ("CY", record.place),
        ("PB", record.publisher),
        ("PY", record.year),
    ):
        if value:
            yield tag, value
    yield from (("SN", isbn) for isbn in record.isbns)
    yield from (("LA", language) for language in record.languages)
    yield from (("KW", subject) for subject in record.subjects)
    yield "ID", record.key


def bibtex(record: Record) -> str:
    """One @book entry in UTF-8, with the characters that BibTeX takes for its own escaped."""
    fields = {
        "author": " and ".join(record.persons),
        "title": _title(record),
        "edition": record.edition,
        "address": record.place,
        "publisher": record.publisher,
        "year": str(record.year or ""),
        "isbn": record.isbns[0] if record.isbns else "",
        "language": record.languages[0] if record.languages else "",
    }
    lines = [f"  {name} = {{{_escaped(value)}}}," for name, value in fields.items() if value]
    return "\n".join([f"@book{{{_key(record)},", *lines, "}", ""])


def as_json(record: Record) -> dict[str, object]:
    """What is shown of a record, for machines."""
    return {
        "key": record.key,
        "institution": record.catalogue.institution.short_name,
        "catalogue": record.catalogue.slug,
        "control_number": record.control_number,
        "title": record.title,
        "vernacular_title": record.vernacular_title,
        "statement_of_responsibility": record.responsibility,
        "persons": list(record.persons),
        "edition": record.edition,
        "place": record.place,
        "publisher": record.publisher,
        "year": record.year,
        "country": record.country,
        "extent": record.extent,
        "isbns": list(record.isbns),
        "languages": list(record.languages),
        "scripts": list(record.scripts),
        "subjects": list(record.subjects),
    }


def _title(record: Record) -> str:
    return record.vernacular_title or record.title or "[?]"


def _authors(record: Record) -> str:
    people: tuple[str, ...] = record.persons
    if not people:
        return ""
    if len(people) == 1:
        return people[0]
    return f"{', '.join(people[:-1])}, and {people[-1]}"


def _with_initials(name: str) -> str:
    """ "Әуезов, Мұхтар Омарханұлы" as a heading: "Әуезов, М. О." """
    family, _, rest = name.partition(",")
    initials = " ".join(f"{word[0]}." for word in rest.split() if word[0].isalpha())
    if not initials or script_of(name) == "Arab":
        return f"{name.rstrip('.')}."
    return f"{family}, {initials}"


def _escaped(text: str) -> str:
    return text.replace("\\", "/").translate(_BIBTEX_SPECIAL)


def _key(record: Record) -> str:
    name = record.persons[0].split(",")[0] if record.persons else record.title
    folded = _NOT_IN_KEY.sub("", name.lower())[:24] or "record"
    return f"{folded}{record.year or ''}-{record.pk}"
