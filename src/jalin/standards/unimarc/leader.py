"""The record label of UNIMARC (UNIMARC Manual: Bibliographic Format), and what tells the format."""

RECORD_STATUS = 5
TYPE_OF_RECORD = 6
BIBLIOGRAPHIC_LEVEL = 7
HIERARCHICAL_LEVEL = 8

EVIDENCE = {  # tags that MARC 21 does not have, or has for something rare, and their weight
    "200": 4,
    "801": 3,
    "210": 1,
    "215": 2,
    "101": 2,
    "102": 1,
    "105": 1,
    "676": 1,
    "686": 1,
    "701": 1,
    "702": 1,
}


def evidence(leader: bytes) -> int:
    """What the label alone says for UNIMARC: its last position is blank, in MARC 21 it is "0"."""
    return 1 if leader[20:24] == b"450 " else 0
