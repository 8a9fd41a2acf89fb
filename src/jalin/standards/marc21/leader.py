"""The leader of MARC 21, and what tells the format.

Standard: MARC 21 Format for Bibliographic Data, Leader.
"""

RECORD_STATUS = 5
TYPE_OF_RECORD = 6
BIBLIOGRAPHIC_LEVEL = 7
CHARACTER_CODING_SCHEME = 9

EVIDENCE = {  # tags that UNIMARC does not have, or has for something rare, and their weight
    "008": 3,
    "245": 4,
    "260": 1,
    "264": 1,
    "082": 1,
    "050": 1,
    "650": 1,
}
