"""Stems of Kazakh words, found on the level 1 key so that every script has the same.

Kazakh puts plural, possessive and case endings after the stem, in this order. In the common
alphabet ы and і are i, қ is k, ғ is g, ң is n, so that vowel harmony leaves two forms of an ending
(a, e) and assimilation up to three (l, d, t). For a field of low weight, never for names.
"""

import re

_PLURAL = re.compile(r"(?<=...)[ldt][ae]r$")
_POSSESSIVE = re.compile(r"(?<=...)(?:i?m[ie]z|i?niz|(?<=[aeiou])si|im|in|i)$")
_CASE = re.compile(
    r"""(?<=...)(?:
        [ndt]in            # genitive
      | [gk][ae] | n[ae]   # dative
      | [ndt]i             # accusative
      | n?[dt][ae] (?:gi)? # locative, and what is there
      | [dtn][ae]n         # ablative
      | [mbp]en            # instrumental
    )$""",
    re.VERBOSE,
)


def stem(key: str) -> str:
    """A level 1 key without case, possessive and plural, at least three letters long."""
    for ending in (_CASE, _POSSESSIVE, _PLURAL):
        key = ending.sub("", key)
    return key
