"""ISO 2709:2008, format for information exchange: the separators and the record label.

A record is a label (leader) of 24 bytes, a directory of entries of 12 bytes (tag, length of field,
starting character position), and the fields; every part ends in a field separator, the whole in a
record separator. MARC 21 and UNIMARC are two implementations of it.
"""

RECORD_TERMINATOR = 0x1D
FIELD_TERMINATOR = 0x1E
SUBFIELD_DELIMITER = 0x1F

LEADER_LENGTH = 24
ENTRY_LENGTH = 12  # tag 3, length of field 4, starting character position 5: entry map "450"
MAXIMUM_RECORD_LENGTH = 99_999
MAXIMUM_FIELD_LENGTH = 9_999
