"""Signatures in a PDF: made, validated by us and by Poppler, and every change of a byte found."""

import random
import subprocess
from datetime import timedelta
from io import BytesIO
from pathlib import Path

import pytest
from asn1crypto import cms
from pyhanko.pdf_utils.generic import NameObject, TextStringObject, pdf_name
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader

from jalin.engines.signing import (
    NO_TRUST,
    DocumentUnreadable,
    Problem,
    Trust,
    adds_only_signatures,
    pkcs12_key,
    sign_pades,
    validate_pdf,
)
from tests.engines.signing.authorities import (
    NOW,
    PASSWORD,
    Authority,
    Holder,
    holder,
    person,
    root,
)
from tests.engines.signing.papers import paper
from tests.verapdf import faults

SYARIF, KUMIS = "Muhammad Syarif Bando", "Күміс Сейітова"
TRUST = Trust((root().der,))


def signed(
    pdf: bytes,
    by: Holder,
    number: int = 1,
    *,
    authority: Authority | None = None,
    trust: Trust = NO_TRUST,
) -> bytes:
    return sign_pades(
        pdf,
        pkcs12_key(by.pkcs12(), PASSWORD),
        name=by.name,
        reason="Меморандум",
        field=f"Signature{number}",
        timestamper=authority,
        trust=trust,
    )


def signed_by_both(**more: object) -> bytes:
    return signed(signed(paper(), person(SYARIF), **more), person(KUMIS), 2, **more)  # type: ignore[arg-type]


def pdfsig(pdf: bytes, folder: Path) -> list[str]:
    """What Poppler says of each signature."""
    path = folder / "signed.pdf"
    path.write_bytes(pdf)
    ran = subprocess.run(
        ["pdfsig", "-nocert", str(path)], capture_output=True, text=True, check=False
    )
    found = [line for line in ran.stdout.splitlines() if "Signature Validation" in line]
    return [line.partition(":")[2].strip() for line in found]


def test_two_signatures_follow_one_another_and_both_programs_accept_them(tmp_path: Path) -> None:
    pdf = signed_by_both()
    assert pdf.startswith(paper())
    one, two = validate_pdf(pdf, trust=TRUST)
    assert [one.signer, two.signer] == [SYARIF, KUMIS]
    assert [one.field, two.field] == ["Signature1", "Signature2"]
    assert [one.status, two.status] == ["valid", "valid"]
    assert [one.level, two.level] == ["B-B", "B-B"]
    assert [one.trusted, two.trusted] == [True, True]
    assert one.covers is not None
    assert two.covers is not None
    assert (one.covers.is_whole, two.covers.is_whole) == (False, True)
    assert two.covers.length == len(pdf)
    assert one.algorithm == "SHA-256, ECDSA"
    assert pdfsig(pdf, tmp_path) == ["Signature is Valid.", "Signature is Valid."]


def test_a_signed_document_is_still_archivable_and_accessible() -> None:
    once = signed(paper(), person(SYARIF))
    assert faults(paper()) == []
    assert faults(once) == []
    assert faults(signed(once, person(KUMIS), 2)) == []
    assert faults(signed_by_both(authority=Authority(), trust=TRUST)) == []


def test_an_unknown_issuer_is_said_and_makes_nothing_invalid() -> None:
    (found,) = validate_pdf(signed(paper(), person(SYARIF)))
    assert (found.status, found.trusted, found.problem) == ("valid", False, Problem.ISSUER_UNKNOWN)


def test_a_time_authority_proves_when_it_was_signed() -> None:
    at = NOW - timedelta(days=3)
    pdf = signed(paper(), person(SYARIF), authority=Authority(at=at))
    (found,) = validate_pdf(pdf, trust=TRUST)
    assert (found.status, found.level, found.timestamped) == ("valid", "B-T", True)
    assert found.at == at


def test_where_the_roots_are_known_signatures_last(tmp_path: Path) -> None:
    authority = Authority()
    pdf = signed_by_both(authority=authority, trust=TRUST)
    one, two = validate_pdf(pdf, trust=TRUST)
    assert [one.level, two.level] == ["B-LTA", "B-LTA"]
    assert [one.status, two.status] == ["valid", "valid"]
    assert pdfsig(pdf, tmp_path).count("Signature is Valid.") == 2


def test_an_authority_of_an_unknown_root_gives_a_timestamp_and_no_more() -> None:
    stranger = holder("Another root", is_authority=True)
    pdf = signed(paper(), person(SYARIF), authority=Authority(stranger), trust=TRUST)
    (found,) = validate_pdf(pdf, trust=TRUST)
    assert (found.status, found.level, found.trusted) == ("valid", "B-T", True)


def test_a_certificate_that_ran_out_since_was_valid_when_it_signed() -> None:
    short = holder("Short", root(), begins=NOW - timedelta(days=9), ends=NOW + timedelta(days=1))
    pdf = signed(paper(), short, authority=Authority(at=NOW))
    later = NOW + timedelta(days=30)
    (found,) = validate_pdf(pdf, trust=TRUST, moment=later)
    assert (found.status, found.problem) == ("valid", Problem.NONE)
    (found,) = validate_pdf(signed(paper(), short), trust=TRUST, moment=later)
    assert (found.status, found.problem) == ("invalid", Problem.EXPIRED)


def test_a_timestamp_of_an_unknown_authority_does_not_revive_a_certificate() -> None:
    short = holder("Short", root(), begins=NOW - timedelta(days=9), ends=NOW + timedelta(days=1))
    own = holder("Own root", is_authority=True)
    pdf = signed(paper(), short, authority=Authority(own, at=NOW))
    (found,) = validate_pdf(pdf, trust=TRUST, moment=NOW + timedelta(days=30))
    assert (found.status, found.problem) == ("invalid", Problem.EXPIRED)


@pytest.mark.parametrize("seed", range(40))
def test_one_changed_byte_is_found(seed: int) -> None:
    pdf = signed_by_both()
    changed = bytearray(pdf)
    # The certificates beside a signature are not signed themselves: see the test below.
    signatures = {byte for start, end in _contents(pdf) for byte in range(start, end)}
    place = random.Random(seed).choice([*set(range(len(pdf))) - signatures])
    changed[place] ^= 1
    assert not accepted(bytes(changed))


def test_a_changed_signature_is_found() -> None:
    pdf = signed(paper(), person(SYARIF))
    start, end = _contents(pdf)[0]
    der = cms.ContentInfo.load(bytes.fromhex(pdf[start + 1 : end - 1].decode())).dump()
    signer = cms.ContentInfo.load(der)["content"]["signer_infos"][0].dump()
    first, after = der.index(signer), der.index(signer) + len(signer)
    attributes = after - 240  # what is signed, and the signature, stand at the end
    for place in range(first, after):
        changed = bytearray(pdf)
        at = start + 1 + 2 * place
        changed[at] = ord("0") if changed[at] in b"fF" else ord("f")
        try:
            (found,) = validate_pdf(bytes(changed))
        except DocumentUnreadable:
            continue
        assert found.status != "valid" or place < attributes, place - first


def accepted(pdf: bytes) -> bool:
    """Whether both signatures are valid and the file is what was signed."""
    try:
        found = validate_pdf(pdf)
        return (
            [one.status for one in found] == ["valid", "valid"]
            and adds_only_signatures(paper(), pdf)
            and found[-1].covers is not None
            and found[-1].covers.is_whole
        )
    except DocumentUnreadable:
        return False


def _contents(pdf: bytes) -> list[tuple[int, int]]:
    """From where to where the signatures lie."""
    found, start = [], pdf.find(b"/Contents <")
    while start >= 0:
        end = pdf.index(b">", start)
        found.append((start + len(b"/Contents "), end + 1))
        start = pdf.find(b"/Contents <", end)
    return found


def rewritten(pdf: bytes, *, page: bool = False, name: str = "") -> bytes:
    """A further revision that changes a page's picture, or a text of the catalogue."""
    writer = IncrementalPdfFileWriter(BytesIO(pdf + b"\n"))
    if page:
        found = writer.root["/Pages"]["/Kids"][0]
        found[pdf_name("/Rotate")] = NameObject("/90")
        writer.update_container(found)
    if name:
        writer.root[pdf_name("/Lang")] = TextStringObject(name)
        writer.update_root()
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def test_a_revision_that_changes_the_page_is_refused_before_and_after_signing() -> None:
    before = signed(rewritten(paper(), page=True), person(SYARIF))
    assert [one.status for one in validate_pdf(before)] == ["valid"]
    assert adds_only_signatures(paper(), before) is False
    after = rewritten(signed(paper(), person(SYARIF)), page=True)
    (found,) = validate_pdf(after)
    assert (found.status, found.problem) == ("invalid", Problem.CHANGED)
    assert adds_only_signatures(paper(), after) is False


def test_a_revision_that_changes_the_catalogue_is_refused() -> None:
    assert (
        adds_only_signatures(paper(), signed(rewritten(paper(), name="xx"), person("X"))) is False
    )


def test_signatures_alone_are_accepted_as_additions() -> None:
    once = signed(paper(), person(SYARIF))
    twice = signed(once, person(KUMIS), 2)
    lasting = signed_by_both(authority=Authority(), trust=TRUST)
    assert adds_only_signatures(paper(), paper()) is True
    assert adds_only_signatures(paper(), paper() + b"\n") is True
    assert adds_only_signatures(paper(), once) is True
    assert adds_only_signatures(paper(), twice) is True
    assert adds_only_signatures(once, twice) is True
    assert adds_only_signatures(paper(), lasting) is True
    assert adds_only_signatures(twice, once) is False
    assert adds_only_signatures(paper("Another text."), once) is False
    assert adds_only_signatures(paper(), paper() + b"\nsomething") is False


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"%PDF-1.7",
        b"%PDF-1.7\n%%EOF",
        b"PK\x03\x04",
        b"\0" * 5000,
        paper()[:3000],
        paper()[5000:],
        b"%PDF-1.7\n" + b"[" * 100_000,
        b"%PDF-1.7\n1 0 obj\n<</Type/Catalog/Pages 1 0 R>>\nendobj\nstartxref\n9\n%%EOF",
    ],
)
def test_what_is_no_document_is_said_to_be_none(data: bytes) -> None:
    with pytest.raises(DocumentUnreadable):
        validate_pdf(data)
    with pytest.raises(DocumentUnreadable):
        sign_pades(data, pkcs12_key(person("X").pkcs12(), PASSWORD), name="X", reason="", field="S")


def numbered_as_poppler_does(pdf: bytes, *, hybrid: bool = False) -> bytes:
    """A revision with a new object of generation 1, which strictly needs one of generation 0."""
    trailer = PdfFileReader(BytesIO(pdf)).trailer
    root, number = trailer.raw_get("/Root").idnum, int(trailer["/Size"])
    previous = int(pdf.rstrip().splitlines()[-2])
    place = len(pdf) + 1
    added = b"\n%d 1 obj\n<< >>\nendobj\n" % number
    table = place + len(added) - 1
    second = b" /XRefStm 9" if hybrid else b""
    added += b"xref\n%d 1\n%010d 00001 n \ntrailer\n" % (number, place)
    added += b"<< /Size %d /Root %d 0 R /Prev %d%s >>\n" % (number + 1, root, previous, second)
    return pdf + added + b"startxref\n%d\n%%%%EOF\n" % table


def test_what_poppler_wrote_is_taken_and_signed_further(tmp_path: Path) -> None:
    base = numbered_as_poppler_does(paper())
    both = signed(signed(base, person(SYARIF)), person(KUMIS), 2)
    assert [one.status for one in validate_pdf(both)] == ["valid", "valid"]
    assert adds_only_signatures(paper(), both) is True
    assert pdfsig(both, tmp_path) == ["Signature is Valid.", "Signature is Valid."]


def test_a_document_that_reads_in_two_ways_is_refused() -> None:
    with pytest.raises(DocumentUnreadable):
        validate_pdf(numbered_as_poppler_does(paper(), hybrid=True))


def test_a_document_without_signatures_has_none() -> None:
    assert validate_pdf(paper()) == []
