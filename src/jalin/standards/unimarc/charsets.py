"""Character sets of UNIMARC: 100 $a/26-29 and 30-33 (UNIMARC Manual: Bibliographic Format, 100).

RUSMARC adds three codes for the code pages of Russian computers. Senders often leave a code of a
former system there, so that it is a weak hint.
"""

CHARACTER_SETS = {
    "50": "utf-8",  # ISO 10646 level 3
    "79": "cp866",  # RUSMARC
    "89": "cp1251",  # RUSMARC
    "99": "koi8-r",  # RUSMARC
}


def declared(processing_data: bytes) -> list[str]:
    """The encodings that 100 $a, given from its first byte, names."""
    codes = processing_data[26:34].decode("ascii", "replace")
    found = (CHARACTER_SETS.get(codes[i : i + 2]) for i in range(0, len(codes), 2))
    return [name for name in found if name]
