"""Formats and encodings as their standards write them, also within a sentence."""

import pytest
from django.utils import translation

from jalin.catalogue.wording import fault_text, standard_name


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("marc21", "MARC 21"),
        ("unimarc", "UNIMARC"),
        ("iso2709", "ISO 2709"),
        ("marcxml", "MARCXML"),
        ("utf-8", "UTF-8"),
        ("marc-8", "MARC-8"),
        ("cp1251", "Windows-1251"),
        ("iso-8859-1", "ISO 8859-1"),
        ("kz-1048", "KZ-1048"),
        ("unknown", "unknown"),
    ],
)
def test_names(code: str, name: str) -> None:
    assert standard_name(code) == name


def test_a_fault_says_the_encoding_by_its_name() -> None:
    reason = (
        "Characters that cannot be read in the encoding %(encoding)s: %(count)s; "
        "U+FFFD stands there."
    )
    said = fault_text(reason, {"encoding": "cp1251", "count": 3})
    assert said == reason % {"encoding": "Windows-1251", "count": 3}
    with translation.override("id"):
        assert "Windows-1251" in fault_text(reason, {"encoding": "cp1251", "count": 3})
    assert fault_text("100 % of it is missing.", {}) == "100 % of it is missing."
