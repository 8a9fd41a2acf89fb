"""What was added to a PDF that nobody had signed: signatures, or something else.

pyHanko judges what follows a signature. Before the first one nothing is signed, and a document
that was changed on the way to its first signature is found here.
"""

from collections.abc import Collection
from typing import Any

from pyhanko.pdf_utils.generic import DictionaryObject, PdfObject, Reference
from pyhanko.pdf_utils.reader import HistoricalResolver, PdfFileReader
from pyhanko.sign.diff_analysis import (
    DEFAULT_DIFF_POLICY,
    DiffResult,
    ModificationLevel,
    SuspiciousModification,
)
from pyhanko.sign.diff_analysis.commons import compare_dicts
from pyhanko.sign.fields import MDPPerm

# ISO 32000-1: 7.7.2 (catalogue), 12.7.2 (form), 12.8 (signatures), 14.3.2 (metadata)
_OF_CATALOGUE = frozenset({"/AcroForm", "/DSS", "/Extensions", "/Metadata", "/Version"})
_OF_PAGE = frozenset({"/Annots", "/Tabs"})
_OF_FORM = frozenset({"/Fields", "/SigFlags", "/DA", "/DR"})
_FORM_FIELDS = 1000


def only_signatures_since(reader: PdfFileReader, revisions: int) -> bool:
    """Whether all after the first `revisions` revisions is signatures and what belongs to them.

    Raises what a broken file makes pyHanko raise.
    """
    before = reader.get_historical_resolver(revisions - 1)
    if "/AcroForm" in before.root:
        return _allowed_by_policy(reader, revisions)
    known = _numbers(reader, range(revisions))
    return all(
        _is_allowed(reader, before, known, revision)
        for revision in range(revisions, reader.total_revisions)
    )


def _allowed_by_policy(reader: PdfFileReader, revisions: int) -> bool:
    found = DEFAULT_DIFF_POLICY.review_file(reader, revisions - 1, doc_mdp=MDPPerm.FILL_FORMS)
    if not isinstance(found, DiffResult):
        return False
    signed = {one.field_name for one in reader.embedded_signatures}
    return (
        found.modification_level <= ModificationLevel.FORM_FILLING
        and found.changed_form_fields <= signed
    )


def _numbers(reader: PdfFileReader, revisions: Collection[int]) -> set[int]:
    """The numbers of the objects that these revisions write."""
    return {
        reference.idnum
        for revision in revisions
        for reference in reader.xrefs.explicit_refs_in_revision(revision)
    }


def _is_allowed(
    reader: PdfFileReader, before: HistoricalResolver, known: set[int], revision: int
) -> bool:
    after = reader.get_historical_resolver(revision)
    if after.root_ref.idnum != before.root_ref.idnum:
        return False
    if any(one.idnum in known for one in reader.xrefs.refs_freed_in_revision(revision)):
        return False
    changed = _numbers(reader, range(revision, revision + 1)) & known
    if not all(_is_harmless(before, after, Reference(number, pdf=before)) for number in changed):
        return False
    return _only_signature_fields(after)


def _is_harmless(
    before: HistoricalResolver, after: HistoricalResolver, reference: Reference
) -> bool:
    """The catalogue gains a form, a page its fields; what only describes the file may change."""
    number = reference.idnum
    if number in _describing(before):
        return True
    old = before.get_object(Reference(number, pdf=before))
    new = after.get_object(Reference(number, pdf=after))
    if number == before.root_ref.idnum:
        return _same_but(old, new, _OF_CATALOGUE)
    if isinstance(old, DictionaryObject) and old.get("/Type") == "/Page":
        return _same_but(old, new, _OF_PAGE) and _only_widgets_added(old, new)
    return False


def _describing(before: HistoricalResolver) -> set[int]:
    """The numbers of the objects that hold metadata."""
    found = (
        before.root.raw_get("/Metadata") if "/Metadata" in before.root else None,
        before.trailer_view.raw_get("/Info") if "/Info" in before.trailer_view else None,
    )
    return {number for one in found if (number := getattr(one, "idnum", None)) is not None}


def _same_but(old: PdfObject, new: PdfObject, keys: frozenset[str]) -> bool:
    try:
        compare_dicts(old, new, keys)
    except SuspiciousModification:
        return False
    return True


def _only_widgets_added(old: DictionaryObject, new: PdfObject) -> bool:
    assert isinstance(new, DictionaryObject)  # noqa: S101  it was compared
    earlier = [*_value(old, "/Annots")]
    later = [*_value(new, "/Annots")]
    if later[: len(earlier)] != earlier:
        return False
    added = (one.get_object() for one in later[len(earlier) :])
    return all(_value(one, "/Subtype") == "/Widget" for one in added)


def _only_signature_fields(after: HistoricalResolver) -> bool:
    form = _value(after.root, "/AcroForm")
    fields = [one.get_object() for one in _value(form, "/Fields")]
    if not set(form) <= _OF_FORM or len(fields) > _FORM_FIELDS:
        return False
    return all(_value(field, "/FT") == "/Sig" and "/Kids" not in field for field in fields)


def _value(found: Any, key: str) -> Any:
    """What stands under `key`, itself and no reference to it; empty where nothing does."""
    return found[key] if key in found else ()  # noqa: SIM401  pyHanko's `get` resolves nothing
