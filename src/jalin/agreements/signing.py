"""Signing an agreement: as a certificate, a program elsewhere, a second factor or a pen does it.

All sign one document, the PDF of a version (`document_of`): signatures in it follow one another as
revisions, a detached one covers its bytes or those of such a revision. Each act checks who may
sign, whom the certificate names, whose turn it is and what the terms accept; then it is recorded in
one transaction, or nothing is left.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path, PurePath
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.views.decorators.debug import sensitive_variables

from jalin.agreements.document import document_of
from jalin.agreements.errors import (
    AlreadySigned,
    DocumentAltered,
    LevelNotAccepted,
    NothingSigned,
    NotNamed,
    OutOfOrder,
    Overtaken,
    SeveralSigned,
    SignatureInvalid,
    SignatureOfAnother,
    TokenNotConfigured,
)
from jalin.agreements.evidence import details_of
from jalin.agreements.kind import terms_of
from jalin.agreements.sealing import seal, timestamper, trust
from jalin.agreements.second_factor import SecondFactor, require_fresh
from jalin.agreements.signatories import Place, accepts, places
from jalin.agreements.terms import AgreementTerms
from jalin.core.errors import gettext_noop
from jalin.core.permissions import require
from jalin.dossiers import files
from jalin.dossiers.actions import attach, record_signature
from jalin.dossiers.actions.deciding import is_approved
from jalin.dossiers.actions.locking import locked, require_state
from jalin.dossiers.errors import FileRefused, NotTheNewest
from jalin.dossiers.models import Approval, Document, Dossier, Version
from jalin.dossiers.permissions import may_read, may_sign
from jalin.dossiers.queries.versions import is_open, newest_version
from jalin.dossiers.states import Level, State
from jalin.engines.signing import (
    Key,
    Problem,
    Signature,
    adds_only_signatures,
    pkcs11_key,
    pkcs12_key,
    sign_pades,
    validate_cms,
    validate_pdf,
)
from jalin.institutions.models import Institution, User
from jalin.institutions.permissions import Person

_SCANS = frozenset({".pdf", ".png", ".jpg", ".jpeg"})


def places_of(version: Version) -> tuple[Place, ...]:
    """Who is to sign a version and who has, in order."""
    return places(terms_of(version), version)


def document_to_sign(version: Version) -> Document:
    """The document as the last who signed in it left it."""
    signed = version.documents.filter(role=Document.Role.SIGNED).order_by("-pk").first()
    return signed or document_of(version)


@dataclass(frozen=True, slots=True)
class _Act:
    """What somebody is about to sign, and for whom."""

    actor: Person
    dossier: Dossier
    version: Version
    terms: AgreementTerms
    institution: Institution
    places: tuple[Place, ...]
    document: Document

    @property
    def own(self) -> list[Place]:
        return [place for place in self.places if place.party == self.institution.slug]

    @property
    def reason(self) -> str:
        return f"{self.dossier.uri} {self.version.number} SHA-256 {self.version.digest}"


@dataclass(frozen=True, slots=True)
class _Given:
    """A signature to be recorded: its evidence is the file `name` with these bytes."""

    place: Place
    signatory: str
    level: Level
    role: Document.Role
    name: str
    content: bytes
    details: dict[str, Any]


@sensitive_variables("pkcs12", "password", "key")
def sign_with_pkcs12(
    *, actor: Person, dossier: Dossier, digest: str, pkcs12: bytes, password: str
) -> Approval:
    """Sign in the document with the key in a PKCS#12 file. Neither is kept, nor is the password.

    Errors: those of `jalin.engines.signing` and `jalin.agreements.errors`; NotKnown, NotPermitted,
    WrongState, NotTheNewest.
    """
    act = _begun(actor, dossier, digest, Level.PADES)
    key = pkcs12_key(pkcs12, password)
    return _signed_here(act, key, key.certificate.common_name, Level.PADES)


@sensitive_variables("pin")
def sign_with_token(
    *, actor: Person, dossier: Dossier, digest: str, label: str, pin: str
) -> Approval:
    """The same with the key `label` on the installation's PKCS#11 token."""
    if not settings.PKCS11_MODULE:
        raise TokenNotConfigured
    act = _begun(actor, dossier, digest, Level.PADES)
    module, token = Path(settings.PKCS11_MODULE), settings.PKCS11_TOKEN
    with pkcs11_key(module, token=token, label=label, pin=pin) as key:
        return _signed_here(act, key, key.certificate.common_name, Level.PADES)


def sign_by_seal(
    *, actor: Person, dossier: Dossier, digest: str, second_factor: SecondFactor | None
) -> Approval:
    """Sign by confirming with a second factor; the platform seals the document as evidence."""
    act = _begun(actor, dossier, digest, Level.SEAL)
    require(isinstance(actor, User))
    assert isinstance(actor, User)  # noqa: S101  for the type checker
    given = require_fresh(actor, second_factor)
    factor = {"second_factor": given.method, "confirmed_at": given.at.isoformat()}
    return _signed_here(act, seal(), _name_of(actor, act), Level.SEAL, factor)


def sign_by_upload(*, actor: Person, dossier: Dossier, digest: str, pdf: bytes) -> Approval:
    """Take the document with a signature that a program elsewhere added."""
    act = _begun(actor, dossier, digest, Level.PADES)
    before = files.read(act.document.sha256)
    if not pdf.startswith(before):
        base = document_of(act.version)
        grown = base != act.document and pdf.startswith(files.read(base.sha256))
        raise Overtaken if grown else DocumentAltered
    if not adds_only_signatures(before, pdf):
        raise DocumentAltered
    earlier = validate_pdf(before, trust=trust())
    signatures = validate_pdf(pdf, trust=trust(), moment=timezone.now())
    if len(signatures) <= len(earlier):
        raise NothingSigned
    if len(signatures) > len(earlier) + 1:
        raise SeveralSigned
    found = signatures[-1]
    level = _level_of(act, found, Level.PADES)
    place, name = _place(act, found.signer)
    return _recorded(act, _in_document(act, place, name, level, pdf, found))


def sign_by_cms(*, actor: Person, dossier: Dossier, digest: str, cms: bytes) -> Approval:
    """Take a signature that lies beside the document: of its bytes, or of a revision of it."""
    act = _begun(actor, dossier, digest, Level.CMS)
    found, content = _over_a_revision(act.version, cms)
    level = _level_of(act, found, Level.CMS)
    place, name = _place(act, found.signer)
    file = f"{_stem(act, place)}.p7s"
    details = {**details_of(found), "document": sha256(content).hexdigest()}
    given = _Given(place, name, level, Document.Role.SIGNATURE, file, cms, details)
    return _recorded(act, given)


def sign_by_scan(
    *,
    actor: Person,
    dossier: Dossier,
    digest: str,
    name: str,
    content: bytes,
    signatory: str = "",
) -> Approval:
    """Take a picture of a page that was signed by hand; `signatory` says by whom."""
    act = _begun(actor, dossier, digest, Level.SCAN)
    if PurePath(name).suffix.lower() not in _SCANS:
        reason = gettext_noop("Files of this kind are not taken.")
        raise FileRefused(file=name, reason=reason, limit=files.LIMIT >> 20)
    place, named = _place(act, signatory)
    given = _Given(place, named, Level.SCAN, Document.Role.SCAN, name, content, {})
    return _recorded(act, given)


def _begun(actor: Person, dossier: Dossier, digest: str, level: Level) -> _Act:
    """Check what needs no key and no file. Nothing is locked: `_recorded` looks again."""
    parties = [party.institution for party in dossier.parties.filter(is_reader=False)]
    own = [institution for institution in parties if may_sign(actor, institution.pk)]
    require(bool(own), known=may_read(actor, dossier))
    found = Dossier.objects.get(pk=dossier.pk)
    require_state(found, State.AGREED, State.IN_FORCE)
    version = newest_version(found)
    if version is None or version.digest != digest:
        raise NotTheNewest(number=version.number if version else 0)
    if not is_open(found, version) or not is_approved(found, version):
        require_state(found)
    terms = terms_of(version)
    accepted = terms.signing.accepted
    if not accepts(terms.signing, level) and not (
        level == Level.CMS and accepts(terms.signing, Level.CMS_UNVERIFIED)
    ):
        raise LevelNotAccepted(level=str(Level(level).label), accepted=accepted)
    made = places(terms, version)
    institution = next((one for one in own if _may_go_on(made, one)), own[0])
    document = document_to_sign(version)
    return _Act(actor, dossier, version, terms, institution, made, document)


def _may_go_on(made: tuple[Place, ...], institution: Institution) -> bool:
    return any(place.is_next and place.party == institution.slug for place in made)


def _place(act: _Act, name: str) -> tuple[Place, str]:
    """The place that is to be filled by who is called `name`, and the name that the terms give.

    Where no name came with a signature, it is the next place of the party.
    """
    found = [(place, place.named(name) if name else place.name) for place in act.own]
    named = [(place, known) for place, known in found if known is not None]
    if not named:
        names = dict.fromkeys(one for place in act.own for one in place.names)
        raise NotNamed(name=name, named=", ".join(names))
    empty = [one for one in named if one[0].signature is None]
    if not empty:
        raise AlreadySigned(name=named[0][1] or act.institution.short_name)
    following = [one for one in empty if one[0].is_next]
    if not following:
        first = next(place for place in act.places if place.signature is None)
        raise OutOfOrder(first=first.name or first.party)
    place, known = following[0]
    return place, known


def _name_of(user: User, act: _Act) -> str:
    """The name by which the terms know an account. Raises NotNamed.

    Where they give a signatory's address, it is that account and no namesake's.
    """
    addressed = {
        one.signatory.name: one.signatory.email.lower()
        for one in act.own
        if one.signatory and one.signatory.email
    }
    by_address = (name for name, email in addressed.items() if email == user.email)
    name = next(by_address, user.name)
    _, known = _place(act, name)
    if addressed.get(known, user.email) != user.email:
        raise NotNamed(name=user.email, named=", ".join(addressed.values()))
    return name


def _level_of(act: _Act, found: Signature, level: Level) -> Level:
    """The level of a signature that came from outside. Raises SignatureInvalid."""
    if found.status == "invalid":
        raise SignatureInvalid(problem=found.problem.text)
    if found.status == "unverified":
        return Level.CMS_UNVERIFIED
    if not accepts(act.terms.signing, level):
        raise LevelNotAccepted(level=str(level.label))
    return level


def _over_a_revision(version: Version, cms: bytes) -> tuple[Signature, bytes]:
    """The signature, over the document or a signed revision. Raises SignatureOfAnother."""
    signed = version.documents.filter(role=Document.Role.SIGNED).order_by("pk")
    known, now = trust(), timezone.now()
    for document in (document_of(version), *signed):
        content = files.read(document.sha256)
        found = validate_cms(cms, content, trust=known, moment=now)
        if found.problem is not Problem.ANOTHER_CONTENT:
            return found, content
    raise SignatureOfAnother


def _signed_here(
    act: _Act, key: Key, name: str, level: Level, more: dict[str, str] | None = None
) -> Approval:
    place, signatory = _place(act, name)
    known = trust()
    signed = sign_pades(
        files.read(act.document.sha256),
        key,
        name=signatory or name,
        reason=act.reason,
        field=f"Signature{1 + _signatures_in(act.version)}",
        timestamper=timestamper(),
        trust=known,
    )
    found = validate_pdf(signed, trust=known, moment=timezone.now())[-1]
    if found.status != "valid":
        raise SignatureInvalid(problem=found.problem.text)
    given = _in_document(act, place, signatory or name, level, signed, found)
    given.details.update(more or {})
    return _recorded(act, given)


def _signatures_in(version: Version) -> int:
    return version.documents.filter(role=Document.Role.SIGNED).count()


def _in_document(
    act: _Act, place: Place, name: str, level: Level, pdf: bytes, found: Signature
) -> _Given:
    file = f"{_stem(act, place)}.pdf"
    return _Given(place, name, level, Document.Role.SIGNED, file, pdf, details_of(found))


def _stem(act: _Act, place: Place) -> str:
    return f"{act.dossier.uuid}-{act.version.number}-{place.index + 1}"


def _recorded(act: _Act, given: _Given) -> Approval:
    """Record the signature, if nobody was quicker."""
    deputy = bool(given.place.signatory) and given.signatory != given.place.name
    details = {**given.details, "place": given.place.index, "deputy": deputy}
    with _no_file_left(given.content), transaction.atomic():
        locked(act.dossier)
        if document_to_sign(act.version) != act.document:
            raise Overtaken
        _require_still_next(act, given)
        evidence = attach(
            actor=act.actor,
            dossier=act.dossier,
            name=given.name,
            content=[given.content],
            role=given.role,
            version=act.version,
        )
        return record_signature(
            actor=act.actor,
            dossier=act.dossier,
            digest=act.version.digest,
            institution=act.institution,
            level=given.level,
            signatory_name=given.signatory,
            evidence=evidence,
            details=details,
        )


def _require_still_next(act: _Act, given: _Given) -> None:
    place = places(act.terms, act.version)[given.place.index]
    same = sha256(given.content).hexdigest()
    received = {one.evidence.sha256 for one in place.received if one.evidence}
    if place.signature is not None or same in received:
        raise AlreadySigned(name=given.signatory or act.institution.short_name)


@contextmanager
def _no_file_left(content: bytes) -> Iterator[None]:
    """Take away the file again if it was not recorded."""
    try:
        yield
    except BaseException:
        digest = sha256(content).hexdigest()
        if not Document.objects.filter(sha256=digest).exists():
            files.path_of(digest).unlink(missing_ok=True)
        raise
