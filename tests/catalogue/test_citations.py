"""One record as a reference in every form."""

import pytest

from jalin.catalogue import citations
from jalin.catalogue.models import Record

ABAI = Record(
    pk=7,
    key="NLRK-1",
    title="Abai zholy : roman",
    vernacular_title="Абай жолы : роман",
    vernacular_responsibility="Мұхтар Әуезов",
    persons=("Әуезов, Мұхтар Омарханұлы", "Сәрсекеев, М."),
    place="Алматы",
    publisher="Жазушы",
    year=1977,
    extent="606 б.",
    isbns=("9785605000051",),
    languages=("kk",),
    subjects=("Kazakh fiction",),
)
BARE = Record(pk=8, key="x", title="Tanpa judul {1} & 50%")


def test_gost() -> None:
    assert citations.gost(ABAI) == (
        "Әуезов, М. О. Абай жолы : роман / Мұхтар Әуезов. – Алматы : Жазушы, 1977. – 606 б."
        " – ISBN 9785605000051."
    )
    assert citations.gost(BARE) == "Tanpa judul {1} & 50%."


def test_chicago() -> None:
    assert citations.chicago(ABAI) == (
        "Әуезов, Мұхтар Омарханұлы, and Сәрсекеев, М. Абай жолы : роман. Алматы: Жазушы, 1977."
    )
    assert citations.chicago(BARE) == "Tanpa judul {1} & 50%. n.d."


def test_ris() -> None:
    assert citations.ris(ABAI).split("\r\n") == [
        "TY  - BOOK",
        "TI  - Абай жолы : роман",
        "TT  - Abai zholy : roman",
        "AU  - Әуезов, Мұхтар Омарханұлы",
        "AU  - Сәрсекеев, М.",
        "CY  - Алматы",
        "PB  - Жазушы",
        "PY  - 1977",
        "SN  - 9785605000051",
        "LA  - kk",
        "KW  - Kazakh fiction",
        "ID  - NLRK-1",
        "ER  - ",
        "",
    ]


def test_bibtex() -> None:
    assert (
        citations.bibtex(BARE)
        == "@book{tanpajudul150-8,\n  title = {Tanpa judul \\{1\\} \\& 50\\%},\n}\n"
    )
    assert "author = {Әуезов, Мұхтар Омарханұлы and Сәрсекеев, М.}" in citations.bibtex(ABAI)


@pytest.mark.parametrize("line_break", ["\n", "\r\n"])
def test_a_line_break_in_a_title_makes_no_new_tag(line_break: str) -> None:
    record = Record(pk=9, key="x", title=f"Buku{line_break}ER  - ")
    assert citations.ris(record).count("\r\n") == 4
