"""A record of the Library of Congress as a second library might have catalogued the same book.

Two kinds of copy: in Cyrillic, as a library of Kazakhstan catalogues (the romanised text brought
back by the ALA-LC tables, Russian abbreviations), and in Latin with the small differences that two
cataloguers make. Both say in field 588 what they were derived from.
"""

import re
from collections.abc import Callable, Mapping
from types import MappingProxyType

from pymarc import Field, Indicators, Record, Subfield

from jalin.script.romanisation import to_cyrillic

# Subfields with text in the language of the book, by field.
CONVERTED: Mapping[str, str] = MappingProxyType(
    {
        "100": "abcq",
        "110": "ab",
        "240": "a",
        "245": "abcnp",
        "246": "abnp",
        "250": "ab",
        "260": "ab",
        "440": "anpv",
        "490": "av",
        "700": "abcqt",
        "710": "abt",
    }
)
# A library of another country keeps its own subject headings, classification and notes.
KEPT = frozenset({"008", "020", "040", "041", "043", "300", *CONVERTED})

# What Latin and Russian cataloguing put where the book does not say; before conversion.
_PLACEHOLDERS = MappingProxyType(
    {
        "[S.l.]": "[B. m.]",
        "[S.l. :": "[B. m. :",
        "s.n.]": "b. i.]",
        "et al.": "i dr.",
        "No.": "№",
    }
)
_PLACES = MappingProxyType({"Москва": "М.", "Санкт-Петербург": "СПб.", "Ленинград": "Л."})
_EXTENT = MappingProxyType(
    {
        "p.": "с.",
        "leaves": "л.",
        "ill.": "ил.",
        "port.": "портр.",
        "ports.": "портр.",
        "map": "карт.",
        "maps": "карт.",
        "v.": "т.",
        "col.": "цв.",
        "cm.": "см",
        "cm": "см",
        "(some": "(част.",
        "plates": "вкл. л.",
        "unpaged": "без паг.",
    }
)
_LATIN_WORD = re.compile(r"[(\[]?[A-Za-z]{1,}[.]?")
_ROMAN_PAGES = re.compile(r"^[ivxl]+, (?:\[\d+\], )?(?=\d)")
# Headings that English usage has changed (Tolstoy, Alexander) do not go back through the table.
_ENGLISHED = re.compile(r"[aeou]y|[jqwx]|iy\b|Alexand", re.IGNORECASE)
_AGENCY = "X-AST"

Chooser = Callable[[str, int], bool]  # (what, of a hundred) -> whether; the same in every run


def in_cyrillic(record: Record, language: str, chosen: Chooser) -> Record | None:
    """A copy in Cyrillic, or None where a text does not go back through the table."""
    copy = Record(leader=str(record.leader), force_utf8=True)
    copy.add_field(_same(record["001"]))  # which record it is, until the copy gets its own number
    for field in record.fields:
        if field.tag not in KEPT:
            continue
        changed = _same(field) if field.control_field else _field_in_cyrillic(field, language)
        if changed is None:
            return None
        copy.add_field(changed)
    if record["245"].indicators.second != "0" or "=" in record["245"].value():
        return None  # an article or a parallel title: a language that the table is not for
    _vary(copy, chosen)
    _mark(copy, record, "given in Cyrillic by the reverse of the ALA-LC romanization table")
    return copy


def in_latin(record: Record, chosen: Chooser) -> Record:
    """A copy as another cataloguer makes it in the same script."""
    copy = Record(leader=str(record.leader), force_utf8=True)
    for field in record.fields:
        if field.tag not in {"003", "005", "010", "035", "037", "042", "050", "082", "955", "985"}:
            copy.add_field(_same(field))
    _vary(copy, chosen)
    _mark(copy, record, "shortened as another library might")
    return copy


def _same(field: Field) -> Field:
    if field.control_field:
        return Field(tag=field.tag, data=field.data)
    return Field(tag=field.tag, indicators=field.indicators, subfields=list(field.subfields))


def _field_in_cyrillic(field: Field, language: str) -> Field | None:
    if field.tag in {"100", "700"} and _ENGLISHED.search(field.get("a") or ""):
        return None
    codes = CONVERTED.get(field.tag, "")
    subfields = []
    for code, text in field.subfields:
        if code == "i":  # an English phrase before a variant title
            continue
        changed: str | None = text
        if field.tag == "300":
            changed = _extent(text)
        elif code in codes:
            changed = _converted(text, language)
            if field.tag == "260" and code == "a" and changed:
                changed = _place(changed)
        elif field.tag == "260":
            changed = text.replace("c", "")
        if changed is None:
            return None
        subfields.append(Subfield(code, changed))
    return Field(tag=field.tag, indicators=field.indicators, subfields=subfields)


def _converted(text: str, language: str) -> str | None:
    for latin, romanised in _PLACEHOLDERS.items():
        text = text.replace(latin, romanised)
    return to_cyrillic(text, language)


def _place(text: str) -> str:
    name, separator, rest = text.partition(" :")
    return _PLACES.get(name, name) + separator + rest


def _extent(text: str) -> str | None:
    """Pages and illustrations in Russian; None when a word is not known."""
    text = _ROMAN_PAGES.sub("", text)
    unknown = [word for word in _LATIN_WORD.findall(text) if word not in _EXTENT]
    return None if unknown else _LATIN_WORD.sub(lambda word: _EXTENT[word[0]], text)


def _vary(copy: Record, chosen: Chooser) -> None:
    """What two cataloguers do differently; `hard` copies miss what would settle the question."""
    hard = chosen("hard", 10)
    if hard or chosen("isbn", 35):
        copy.remove_fields("020")
    if chosen("series", 40):
        copy.remove_fields("440", "490", "830")
    if chosen("subjects", 50):
        copy.remove_fields("650", "651", "600", "610")
    title = copy["245"]
    if title.get("c") and chosen("responsibility", 15):
        _drop(title, "c")
    if title.get("b") and chosen("other title", 12):
        _drop(title, "b")
    if hard:
        copy.remove_fields("100", "700", "250", "300")
        _another_year(copy)
    elif chosen("added", 30):
        copy.remove_fields("700", "710")
    if copy.get("260") and chosen("publisher", 20):
        _drop(copy["260"], "b")


def _drop(field: Field, code: str) -> None:
    """Drop the first subfield `code`, and let its last mark stand before what follows (ISBD)."""
    place = field.get_subfields(code) and [each.code for each in field.subfields].index(code)
    if not place:
        return
    dropped = field.subfields.pop(place).value.rstrip()
    mark = {"/": " /", ",": ",", ".": "."}.get(dropped[-1:], "")
    before = field.subfields[place - 1]
    field.subfields[place - 1] = before._replace(value=before.value.rstrip(" :/,=;") + mark)


def _another_year(copy: Record) -> None:
    """The year after, as when the copy at hand is of a later printing."""
    fixed = copy["008"].data
    year = fixed[7:11]
    if not year.isdigit():
        return
    later = str(int(year) + 1)
    copy["008"].data = fixed[:7] + later + fixed[11:]
    imprint = copy.get("260")
    if imprint is not None and imprint.get("c"):
        imprint["c"] = imprint["c"].replace(year, later)


def _mark(copy: Record, original: Record, how: str) -> None:
    """Say what the copy was derived from, in 588, and that X-AST modified it, in 040 $d."""
    number = (original["010"].get("a") if original.get("010") else None) or original["001"].data
    copy["040"].add_subfield("d", _AGENCY)
    copy.add_field(
        Field(
            tag="588",
            indicators=Indicators(" ", " "),
            subfields=[
                Subfield(
                    "a",
                    f"Derived by Jalin from Library of Congress record {number.strip()}; {how}.",
                )
            ],
        )
    )
