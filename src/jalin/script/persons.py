"""Endings of surnames and patronymics, in the common alphabet.

Kazakh names of one person differ by them: Құнанбайұлы (Kazakh patronymic), Кунанбаев (Russian
surname), Құнанбай (the father's name alone). Source: the morphology of Russian surnames in -ов,
-ев, -ин, -ский and patronymics in -ович, -овна; of Kazakh ones in -ұлы (-улы), -қызы.
"""

import re

_ENDING = re.compile(
    r"""(?:
        (?:ov|ev)(?:a|ic|na|s)?              # -ов -ова -ович -овна, Latvian -ovs
      | in(?:a|e|s)?                         # -ин -ина, French -ine
      | (?<=s)k(?:i|aia|a|oi)                # -ский -ская
      | (?<=n)(?:i|aia)                      # -ный -ная
      | (?<=ts)ki | (?<=ts)kaia              # -цкий -цкая
      | uli | kizi                         # -ұлы -қызы
      | aia | oi                           # -ая -ой
    )$""",
    re.VERBOSE,
)
SHORTEST = 3


def without_ending(key: str) -> str:
    """A level 1 key without the ending of a surname or patronymic, at least three letters long."""
    stem = _ENDING.sub("", key)
    if stem == key or len(stem) < SHORTEST:
        return key
    return stem[:-1] if stem[-1] == "i" and len(stem) > SHORTEST else stem
