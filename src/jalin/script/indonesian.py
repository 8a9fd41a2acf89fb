"""Indonesian words: old spelling brought to today's, and stems.

Sources: the spellings of Van Ophuijsen (1901), Soewandi (1947) and the Ejaan yang Disempurnakan
(presidential decision 57 of 1972).
"""

import re
from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType
from typing import Any

# A grapheme before the shorter ones that it contains.
OLD_TO_TODAY: Mapping[str, str] = MappingProxyType(
    {
        "oe": "u",  # Van Ophuijsen
        "tj": "c",
        "dj": "j",
        "nj": "ny",
        "sj": "sy",
        "ch": "kh",
        "j": "y",
        "é": "e",
        "è": "e",
        "ĕ": "e",
    }
)
_OLD = re.compile("|".join(OLD_TO_TODAY))
# These are in old spelling only; a bare j or nj is in today's too (jalan, banjir).
_EVIDENCE = re.compile("oe|tj|dj|sj|[^aeiou]?ch(?=[aeiou])|ch$")


def todays_spelling(word: str) -> str:
    """A casefolded Indonesian word in today's spelling; a word without old letters is unchanged.

    >>> todays_spelling("tjerita"), todays_spelling("jalan")
    ('cerita', 'jalan')
    """
    if not _EVIDENCE.search(word):
        return word
    return _OLD.sub(lambda match: OLD_TO_TODAY[match[0]], word)


@lru_cache(maxsize=1)
def _stemmer() -> Any:
    """PySastrawi's stemmer; its word list takes a moment to load."""
    from Sastrawi.Stemmer.StemmerFactory import StemmerFactory

    return StemmerFactory().create_stemmer()


@lru_cache(maxsize=1 << 17)
def stem(word: str) -> str:
    """The root of a casefolded Indonesian word, of any spelling, in today's.

    Algorithm of Nazief and Adriani with the additions of Asian (2007), by PySastrawi.
    """
    return str(_stemmer().stem(todays_spelling(word)))
