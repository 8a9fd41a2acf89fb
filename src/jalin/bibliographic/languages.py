"""Codes of languages to BCP 47 primary subtags (RFC 5646, clause 2.2.1).

MARC Code List for Languages, which UNIMARC 101 uses too, is ISO 639-2/B with some discontinued
codes. A language with a two-letter code of ISO 639-1 has that as its subtag, any other its
terminological three-letter code.
"""

from functools import cache

# Discontinued MARC codes (Library of Congress) and what they became.
_DISCONTINUED = {
    "ajm": "ajp", "cam": "km", "esk": "ik", "esp": "eo", "eth": "gez", "far": "fo", "fri": "fy",
    "gae": "gd", "gag": "gl", "gal": "om", "gua": "gn", "int": "ia", "iri": "ga", "kus": "kos",
    "lan": "oc", "lap": "se", "max": "gv", "mla": "mg", "mol": "ro", "sao": "sm", "scc": "sr",
    "scr": "hr", "sho": "sn", "snh": "si", "sso": "st", "swz": "ss", "tag": "tl", "taj": "tg",
    "tar": "tt", "tru": "chk", "tsw": "tn",
}  # fmt: skip
_NONE = frozenset(("und", "zxx", "mul", "mis", "n/a", "xxx"))  # of no one language


@cache
def _codes() -> dict[str, str]:
    import pycountry

    codes: dict[str, str] = {}
    for language in pycountry.languages:
        subtag = getattr(language, "alpha_2", None) or language.alpha_3
        codes[language.alpha_3] = subtag
        codes[subtag] = subtag
        bibliographic = getattr(language, "bibliographic", None)
        if bibliographic:
            codes[bibliographic] = subtag
    return codes | _DISCONTINUED


def of_code(code: str) -> str | None:
    """The subtag of a MARC or ISO 639 code, or None for a code of no language.

    >>> of_code("kaz"), of_code("scr"), of_code("und")
    ('kk', 'hr', None)
    """
    code = code.strip().lower()
    if code in _NONE or not code.isalpha() or not code.isascii():
        return None
    return _codes().get(code)
