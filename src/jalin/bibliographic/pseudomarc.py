"""One record of the pseudo-MARC of INLISLite, from its text; `inlislite` tells what is assumed."""

import re
from dataclasses import dataclass, field

from jalin.bibliographic.records import NO_FIELDS, Problem
from jalin.core.errors import gettext_noop

_CONTROLS = str.maketrans({"▲": "\x1e", "▼": "\x1f", "↔": "\x1d"})
_BLANKS = str.maketrans("#*_\\|", "     ")
_FILL = str.maketrans("#*", "  ")
_WHOLE = re.compile(r"([0-9]{5}[\x20-\x7e]{19})((?:[0-9A-Za-z]{3}[0-9]{9})+)[\x1e^]")
_LINE = re.compile(r"[ \t=]*(LDR|LEADER|[0-9]{3})(?![0-9])[ \t|:]*(.*)", re.IGNORECASE | re.DOTALL)
_INDICATORS = re.compile(r"([0-9#*_\\ |]{0,4}?)[ \t]*(?=[$\x1f])")
_SPACED = re.compile(r"\$([a-z]|(?<=[\s:;,./]\$)[0-9])(?= |$)")
_DOLLAR = re.compile(r"\$([a-z]|[0-9](?![0-9.,]))")
_DELIMITER = re.compile(r"\x1f(.)", re.DOTALL)
COUNT_DIFFERS = gettext_noop("The directory names %(entries)s fields, the record has %(fields)s.")
SKIPPED_LINE = gettext_noop("The line “%(line)s” is no field; it was left out.")


@dataclass(slots=True)
class PseudoRecord:
    """A record with decoded fields; data fields begin with indicators and a subfield delimiter."""

    leader: bytes = b" " * 24
    fields: list[tuple[str, str]] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    @property
    def readable(self) -> bool:
        return not any(problem.fatal for problem in self.problems)

    @property
    def identifier(self) -> str:
        return next((text for tag, text in self.fields if tag == "001"), "")


def parse(text: str) -> PseudoRecord:
    """Read one record of either shape."""
    record = PseudoRecord()
    plain = text.translate(_CONTROLS).replace("\x1d", "")
    whole = _WHOLE.search(plain)
    if whole:
        _parse_whole(record, whole, plain[whole.end() :])
    else:
        _parse_lines(record, plain)
    if not record.fields:
        record.problems = [Problem("no_fields", NO_FIELDS, fatal=True)]
    return record


def _parse_whole(record: PseudoRecord, whole: re.Match[str], body: str) -> None:
    record.leader = _leader(whole[1])
    tags = [whole[2][i : i + 3] for i in range(0, len(whole[2]), 12)]
    pieces = re.split(r"[\x1e^]", body.strip("\r\n"))
    ended = not pieces[-1].strip()  # what is behind the last separator is no field
    while ended or (len(pieces) > len(tags) and not pieces[-1].strip()):
        pieces.pop()
        ended = False
    if len(tags) != len(pieces):
        params: dict[str, str | int] = {"entries": len(tags), "fields": len(pieces)}
        record.problems.append(Problem("directory_count", COUNT_DIFFERS, params=params))
    for tag, piece in zip(tags, pieces, strict=False):
        _add(record, tag, piece.strip("\r\n"))


def _parse_lines(record: PseudoRecord, text: str) -> None:
    lines: list[tuple[str, str]] = []
    for line in re.split(r"[\r\n]+|(?<=[\x1e^])(?=[ \t]*[0-9]{3}[ \t#0-9])", text):
        content = line.rstrip().rstrip("^\x1e")
        found = _LINE.match(content)
        if found:
            lines.append((found[1].upper(), found[2]))
        elif content.strip() and lines:
            lines[-1] = (lines[-1][0], f"{lines[-1][1]} {content.strip()}")
        elif content.strip():
            params: dict[str, str | int] = {"line": content.strip()[:40]}
            record.problems.append(Problem("skipped_line", SKIPPED_LINE, params=params))
    for tag, content in lines:
        if tag in ("LDR", "LEADER", "000"):
            record.leader = _leader(content)
        else:
            _add(record, tag, content)


def _leader(text: str) -> bytes:
    shown = "".join(c if " " <= c <= "~" else " " for c in text.translate(_FILL))
    return shown[:24].ljust(24).encode("ascii")


def _add(record: PseudoRecord, tag: str, content: str) -> None:
    """Add a field in the form that ISO 2709 gives it."""
    if tag.startswith("00"):
        fixed = tag in ("006", "007", "008")
        record.fields.append((tag, content.translate(_FILL) if fixed else content.strip(" #*")))
        return
    head = _INDICATORS.match(content)
    indicators = head[1].translate(_BLANKS)[:2].ljust(2) if head else "  "
    body = content[head.end() :] if head else "\x1fa" + content
    subfields = [(code, text.strip()) for code, text in _subfields(body)]
    kept = "".join(f"\x1f{code}{text}" for code, text in subfields if text not in ("", "#"))
    if kept:
        record.fields.append((tag, indicators + kept))


def _subfields(body: str) -> list[tuple[str, str]]:
    """Codes and texts. A dollar sign is a delimiter only where the field uses it as one: with a
    blank behind the code throughout, or never, and not where real delimiters stand."""
    dollars = _SPACED if _SPACED.match(body) else _DOLLAR
    pattern = _DELIMITER if "\x1f" in body else dollars
    parts = pattern.split(body)
    return list(zip(parts[1::2], parts[2::2], strict=False))
