"""MARC-8, the character sets of MARC 21 before Unicode, decoded to Unicode.

Standard: MARC 21 Specifications for Record Structure, Character Sets, and Exchange Media: Character
Sets and Encoding Options, part 2 (MARC-8) and part 4 (conversion). The mapping tables are pymarc's,
whose own decoder leaves out what it cannot read without telling; this one counts it.
"""

import re
import unicodedata
from dataclasses import dataclass, field
from functools import cache

_ESCAPE = 0x1B
_BASIC_LATIN, _ANSEL, _EACC = 0x42, 0x45, 0x31
_GREEK_SYMBOLS, _SUBSCRIPTS, _SUPERSCRIPTS = 0x67, 0x62, 0x70
_G0, _G1 = b"(,", b")-"
_REPLACEMENT = "\ufffd"
REFERENCE = re.compile(rb"&#x([0-9A-Fa-f]{4,6});")


_SHOWN_REFERENCE = re.compile(REFERENCE.pattern.decode())


@cache
def _mapping() -> tuple[dict[int, dict[int, tuple[int, int]]], dict[int, int]]:
    """The characters of each set, and those of EACC outside it; read when first needed."""
    from pymarc.marc8_mapping import CODESETS, ODD_MAP

    return CODESETS, ODD_MAP


def decode(data: bytes) -> tuple[str, int]:
    """The text of `data` in NFC, and how many characters could not be read (U+FFFD).

    Subfield delimiters return to the default character sets, as does the beginning. A numeric
    character reference (part 4, lossless conversion) becomes its character.
    """
    if data.isascii() and _ESCAPE not in data:
        return _references(data.decode("ascii")), 0
    state = _State(data)
    text = "".join(state.characters())
    return _references(unicodedata.normalize("NFC", text)), state.undecoded


def _references(text: str) -> str:
    if "&#x" not in text:
        return text
    return _SHOWN_REFERENCE.sub(lambda m: _character(int(m[1], 16), m[0]), text)


def _character(code: int, otherwise: str) -> str:
    allowed = 0xA0 <= code <= 0x10FFFF and not 0xD800 <= code <= 0xDFFF
    return chr(code) if allowed else otherwise


@dataclass(slots=True)
class _State:
    data: bytes
    at: int = 0
    g0: int = _BASIC_LATIN
    g1: int = _ANSEL
    undecoded: int = 0
    marks: list[str] = field(default_factory=list)  # combining marks precede their letter in MARC-8

    def characters(self) -> "list[str]":
        out: list[str] = []
        while self.at < len(self.data):
            byte = self.data[self.at]
            if byte == _ESCAPE:
                self._escape(out)
            elif byte < 0x20:
                self._control(byte, out)
            else:
                self._graphic(byte, out)
        self._flush(out)
        return out

    def _flush(self, out: list[str]) -> None:
        """Marks that no letter followed stand on a space."""
        if self.marks:
            out.append(" " + "".join(self.marks))
            self.marks.clear()

    def _control(self, byte: int, out: list[str]) -> None:
        self._flush(out)
        if byte == 0x1F:
            self.g0, self.g1 = _BASIC_LATIN, _ANSEL
        out.append(chr(byte))
        self.at += 1

    def _escape(self, out: list[str]) -> None:
        """Switch character sets (ISO 2022, and the three one-byte sets of MARC-8)."""
        sequence = self.data[self.at + 1 : self.at + 5]
        if sequence[:1] == b"s":
            self.g0 = _BASIC_LATIN
            self.at += 2
        elif sequence[:1] in (b"g", b"b", b"p"):
            self.g0 = sequence[0]
            self.at += 2
        else:
            self._designate(sequence, out)

    def _designate(self, sequence: bytes, out: list[str]) -> None:
        multibyte = sequence[:1] == b"$"
        rest = sequence[1:] if multibyte else sequence
        second = rest[:1] in (b")", b"-")
        if rest[:1] in (b"(", b",", b")", b"-"):
            rest = rest[1:]
        elif not multibyte:
            rest = b""
        skipped = rest[1:] if rest[:1] == b"!" else rest  # ESC ( ! E: the intermediate of ANSEL
        if not skipped or skipped[0] not in _mapping()[0]:
            self._lost(out, 1)
            return
        self.at += 1 + len(sequence) - len(skipped) + 1
        if second:
            self.g1 = skipped[0]
        else:
            self.g0 = skipped[0]

    def _lost(self, out: list[str], length: int) -> None:
        self._flush(out)
        out.append(_REPLACEMENT)
        self.undecoded += 1
        self.at += length

    def _graphic(self, byte: int, out: list[str]) -> None:
        charset = self.g1 if byte > 0x80 else self.g0
        if byte == 0x20 and charset != _EACC:
            self._flush(out)
            out.append(" ")
            self.at += 1
            return
        length = 3 if charset == _EACC else 1
        code = int.from_bytes(self.data[self.at : self.at + length], "big")
        sets, odd = _mapping()
        found = sets[charset].get(code)
        if found is None and code in odd:
            found = (odd[code], 0)
        if found is None:
            self._unmapped(byte, out)
            return
        self.at += length
        if found[1]:
            self.marks.append(chr(found[0]))
        else:
            out.append(chr(found[0]) + "".join(self.marks))
            self.marks.clear()

    def _unmapped(self, byte: int, out: list[str]) -> None:
        """A byte of no character: a space within EACC is meant as such, all else is lost."""
        if self.g0 == _EACC and byte == 0x20:
            self._flush(out)
            out.append(" ")
            self.at += 1
        else:
            self._lost(out, 1)
