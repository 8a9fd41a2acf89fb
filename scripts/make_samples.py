"""Make the sample catalogues of `jalin.samples`: `python -m scripts.make_samples`.

From the Library of Congress's Books All 2016, part 01 (fetched once, see
`tests.benchmarks.corpus`), only records that the Library made itself (040 $a and $c are DLC). The
same records come out in every run: what is taken follows from a digest of the control number.
"""

import gzip
import hashlib
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from pymarc import Field, Indicators, Leader, MARCReader, Record, Subfield

from jalin.samples import ASTANA, JAKARTA
from jalin.script import keys, tokens
from scripts.sample_copies import in_cyrillic, in_latin
from tests.benchmarks.corpus import books

_LANGUAGES = {"rus": "ru", "kaz": "kk"}
# How many records of each kind.
_JAKARTA_RUSSIAN = 170
_ASTANA_RUSSIAN, _ASTANA_INDONESIAN = 2600, 90
_EDITIONS = 60  # titles in several editions or volumes, of each language
_SHARED = {"rus": 230, "kaz": 110, "ind": 130}
_INDONESIAN = 2600


@dataclass(frozen=True, slots=True)
class Kind:
    """What decides where a record goes."""

    language: str  # MARC code
    country: str
    areas: str  # 043


def main() -> None:
    pool = sorted(_made_by_lc(books()), key=lambda record: _digest(record, "order"))
    kinds = {id(record): _kind(record) for record in pool}
    jakarta, astana = _shares(pool, kinds)
    _write(JAKARTA.path, jakarta, "X-JKT")
    _write(ASTANA.path, astana, "X-AST")
    print(f"{len(jakarta)} and {len(astana)} records")


def _made_by_lc(path: Path) -> Iterator[Record]:
    """The Library's own records that are of one of our countries or languages."""
    with path.open("rb") as file:
        while head := file.read(5):
            supplied = head + file.read(int(head) - 5)
            if b"DLC" not in supplied:
                continue
            record = next(MARCReader(supplied, force_utf8=True, to_unicode=True))
            if record is None or not (
                record.get("040") and record.get("008") and record.get("245")
            ):
                continue
            source = record["040"]
            if source.get_subfields("a") == ["DLC"] == source.get_subfields("c") and _ours(record):
                yield record


def _ours(record: Record) -> bool:
    kind = _kind(record)
    return (
        kind.country in {"io", "kz"}
        or kind.language in {"ind", "kaz", "rus"}
        or (kind.language == "eng" and any(area in kind.areas for area in ("a-io", "a-kz", "a-uz")))
    )


def _kind(record: Record) -> Kind:
    fixed = record["008"].data
    areas = record["043"].value() if record.get("043") else ""
    return Kind(language=fixed[35:38], country=fixed[15:18].strip(), areas=areas)


def _digest(record: Record, what: str) -> int:
    text = f"{record['001'].data.strip()} {what}"
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:8], "big")


def _chosen(record: Record, what: str, of_a_hundred: int) -> bool:
    return _digest(record, what) % 100 < of_a_hundred


def _shares(pool: list[Record], kinds: dict[int, Kind]) -> tuple[list[Record], list[Record]]:
    """The records of Jakarta and of Astana, in the order of the pool."""
    heaps: dict[str, list[Record]] = defaultdict(list)
    for record in pool:
        heaps[_heap(kinds[id(record)])].append(record)
    jakarta, astana = _apart(heaps)
    for heap, number in _SHARED.items():
        ours, copies = _shared(heaps[heap], number)
        jakarta += ours
        astana += copies
    kazakh = heaps["kaz"] + heaps["kz"]
    astana += [_own_of_astana(record) for record in [*kazakh, *heaps["rus"][:_ASTANA_RUSSIAN]]]
    jakarta += heaps["rus"][_ASTANA_RUSSIAN:][:_JAKARTA_RUSSIAN]
    jakarta += heaps["ind"][:_INDONESIAN]
    astana += heaps["ind"][_INDONESIAN:][:_ASTANA_INDONESIAN]
    for record in heaps["eng"]:
        (jakarta if "a-io" in kinds[id(record)].areas else astana).append(record)
    return jakarta, astana


def _heap(kind: Kind) -> str:
    if kind.language == "kaz":
        return "kaz"
    if kind.country == "kz":
        return "kz"
    if kind.country == "io" or kind.language == "ind":
        return "ind"
    return kind.language


def _apart(heaps: dict[str, list[Record]]) -> tuple[list[Record], list[Record]]:
    """Editions and volumes of one title, taken from the heaps and dealt out to both catalogues."""
    jakarta: list[Record] = []
    astana: list[Record] = []
    for heap in ("ind", "rus"):
        titles: dict[str, list[Record]] = defaultdict(list)
        for record in heaps[heap]:
            title = tokens(record["245"].get("a") or "")
            if len(title) > 1:
                titles[" ".join(keys(word, 1)[0] for word in title)].append(record)
        groups = [group for group in titles.values() if 1 < len(group) <= 6][:_EDITIONS]
        for group in groups:
            jakarta += group[::2]
            astana += group[1::2]
        taken = {id(record) for group in groups for record in group}
        heaps[heap] = [record for record in heaps[heap] if id(record) not in taken]
    return jakarta, astana


def _shared(heap: list[Record], number: int) -> tuple[list[Record], list[Record]]:
    """`number` records of a heap, and as many copies of them; the heap loses them."""
    ours, copies = [], []
    for record in heap[:]:
        if len(ours) == number:
            break
        copy = _copy(record)
        if copy is not None:
            heap.remove(record)
            ours.append(record)
            copies.append(copy)
    return ours, copies


def _copy(record: Record) -> Record | None:
    language = _LANGUAGES.get(_kind(record).language)
    if language is None or _chosen(record, "latin", 25):
        return in_latin(record, partial(_chosen, record))
    return in_cyrillic(record, language, partial(_chosen, record))


def _own_of_astana(record: Record) -> Record:
    """As the Library of Congress has it, or in Cyrillic, of the books that Jakarta lacks."""
    language = _LANGUAGES.get(_kind(record).language)
    if language and _chosen(record, "cyrillic", 50):
        return in_cyrillic(record, language, partial(_chosen, record)) or record
    return record


def _write(path: Path, records: list[Record], agency: str) -> None:
    """Number the records as the catalogue of `agency` and write them, the same bytes each time."""
    prefix = agency.removeprefix("X-").lower()
    records = sorted(records, key=lambda record: _digest(record, agency))
    with path.open("wb") as file, gzip.GzipFile("", "wb", 9, file, mtime=0) as out:
        for number, record in enumerate(records, 1):
            out.write(_numbered(record, f"{prefix}{number:07d}", agency))


def _numbered(record: Record, identifier: str, agency: str) -> bytes:
    """The record with 001 and 003 of the sample agency; the Library's number goes to 035."""
    result = Record(leader=str(record.leader), force_utf8=True)
    result.leader = Leader(result.leader[:9] + "a" + result.leader[10:])
    result.add_field(Field(tag="001", data=identifier), Field(tag="003", data=agency))
    for field in record.fields:
        if field.tag not in {"001", "003"}:
            result.add_ordered_field(field)
    if not record.get("588"):
        number = Subfield("a", f"(DLC){record['001'].data.strip()}")
        blank = Indicators(" ", " ")
        result.add_ordered_field(Field(tag="035", indicators=blank, subfields=[number]))
    return bytes(result.as_marc())


if __name__ == "__main__":
    main()
