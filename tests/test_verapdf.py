"""That the check itself tells good from bad."""

import typst

from tests.verapdf import faults

_DOCUMENT = b'#set document(title: "A")\n#set text(lang: "en")\n= Hello\nHello'


def test_accepts_what_is_both() -> None:
    assert faults(typst.compile(_DOCUMENT, pdf_standards=["a-2a", "ua-1"])) == []


def test_names_the_standard_that_a_document_breaks() -> None:
    found = faults(typst.compile(_DOCUMENT, pdf_standards=["ua-1"]))
    assert {one.standard for one in found} == {"2a"}
    assert "6.6.4-1" in {one.rule for one in found}


def test_names_the_rules_of_both_that_a_document_breaks() -> None:
    found = faults(typst.compile(b"= Hello"))
    assert {one.standard for one in found} == {"2a", "ua1"}


def test_says_so_of_what_is_no_document() -> None:
    assert [one.standard for one in faults(b"%PDF-1.7 and nothing more")] == ["2a", "ua1"]
