"""Character coding schemes of MARC 21.

Standard: MARC 21 Format for Bibliographic Data, Leader, position 09.
"""

UNICODE = ord("a")


def coding_scheme(leader: bytes) -> str:
    """ "utf-8" or "marc-8", as position 09 of the leader says."""
    return "utf-8" if leader[9:10] == bytes([UNICODE]) else "marc-8"
