"""Signing: for each way a page that says exactly what will happen, and then it is done.

The form carries the digest of the terms that the page showed. A certificate with its key is read
from memory, is never written to the disk, and is forgotten with the request.
"""

from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID

from allauth.account.authentication import get_authentication_records
from allauth.mfa.models import Authenticator
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.files.uploadhandler import MemoryFileUploadHandler
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods

from jalin.agreements import signing
from jalin.agreements.ceremony_forms import (
    KEY_LIMIT,
    CertificateForm,
    CmsForm,
    ScanForm,
    SealForm,
    SigningForm,
    TokenForm,
    UploadForm,
)
from jalin.agreements.ceremony_room import Room, room, ways_open
from jalin.agreements.ceremony_wording import WAYS
from jalin.agreements.errors import SecondFactorMissing, SignatureRefused
from jalin.agreements.second_factor import require_fresh, second_factor
from jalin.agreements.views.ceremony import entered
from jalin.core.permissions import require
from jalin.dossiers.actions.locking import require_state
from jalin.dossiers.errors import FileRefused
from jalin.dossiers.models import Approval, Dossier
from jalin.dossiers.states import State
from jalin.engines.signing import SigningError
from jalin.institutions.models import User


class InMemory(MemoryFileUploadHandler):
    """Keeps what is uploaded in memory, whatever its size, and not more than a certificate is."""

    def handle_raw_input(self, *_: Any, **__: Any) -> None:
        self.activated = True

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        if start <= KEY_LIMIT:  # the rest counts, so that the form can say that it is too large
            super().receive_data_chunk(raw_data, start)
        return None


@csrf_exempt  # until its uploads are kept in memory: `_sign` is protected
def sign(request: HttpRequest, uuid: UUID, way: str) -> HttpResponse:
    if way == "certificate":
        request.upload_handlers = [InMemory(request)]
    return _sign(request, uuid, way)


@csrf_protect
@sensitive_post_parameters("password")
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def _sign(request: HttpRequest, uuid: UUID, way: str) -> HttpResponse:
    """Sign in one of the `WAYS`."""
    dossier, found, ours = entered(request, uuid)
    require(ours.may_sign)
    if found.pending is None or found.to_approve:
        require_state(dossier)
    made = room(found, ours, ())
    if way not in ways_open(made):
        raise Http404
    form = _form(request, way, made)
    if request.method == "POST" and form.is_valid() and _signed(request, dossier, way, form):
        dossier.refresh_from_db()
        messages.success(request, _done(dossier))
        return redirect("ceremony", uuid)
    context = {
        "dossier": dossier,
        "sides": ours,
        "version": made.version,
        "room": made,
        "way": way,
        "words": WAYS[way],
        "form": form,
        **_factor(request, way),
    }
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "agreements/ceremony_sign.html", context, status=status)


def _done(dossier: Dossier) -> str:
    if dossier.state == State.IN_FORCE:
        return gettext("Signed. All parties have signed: the agreement is in force.")
    return gettext("Signed. Everybody in the room sees it.")


_FORMS: Mapping[str, type[SigningForm]] = {
    "certificate": CertificateForm,
    "token": TokenForm,
    "upload": UploadForm,
    "cms": CmsForm,
    "seal": SealForm,
    "scan": ScanForm,
}


def _form(request: HttpRequest, way: str, made: Room) -> SigningForm:
    posted = request.method == "POST"
    given = (request.POST, request.FILES) if posted else (None, None)
    if way == "scan":
        names = [name for seat in made.seats if seat.is_ours and seat.mark == "next"
                 for name in (seat.name, seat.deputy) if name]  # fmt: skip
        return ScanForm(*given, names=names)
    return _FORMS[way](*given)


def _signed(request: HttpRequest, dossier: Dossier, way: str, form: SigningForm) -> bool:
    """Whether it was signed; else the form says why not."""
    digest = request.POST.get("digest", "")
    common = {"actor": request.user, "dossier": dossier, "digest": digest}
    try:
        _ACTS[way](request, form, common)
    except (SignatureRefused, SigningError, FileRefused) as error:
        form.refuse(error)
        return False
    return True


Act = Callable[[HttpRequest, SigningForm, dict[str, Any]], Approval]


@sensitive_variables("password")
def _by_certificate(_: HttpRequest, form: SigningForm, common: dict[str, Any]) -> Approval:
    password = form.cleaned_data["password"]
    return signing.sign_with_pkcs12(**common, pkcs12=form.content(), password=password)


@sensitive_variables("pin")
def _by_token(_: HttpRequest, form: SigningForm, common: dict[str, Any]) -> Approval:
    label, pin = form.cleaned_data["label"], form.cleaned_data["password"]
    return signing.sign_with_token(**common, label=label, pin=pin)


def _by_upload(_: HttpRequest, form: SigningForm, common: dict[str, Any]) -> Approval:
    return signing.sign_by_upload(**common, pdf=form.content())


def _by_cms(_: HttpRequest, form: SigningForm, common: dict[str, Any]) -> Approval:
    return signing.sign_by_cms(**common, cms=form.content())


def _by_seal(request: HttpRequest, _: SigningForm, common: dict[str, Any]) -> Approval:
    records = get_authentication_records(request, request.user)
    return signing.sign_by_seal(**common, second_factor=second_factor(records))


def _by_scan(_: HttpRequest, form: SigningForm, common: dict[str, Any]) -> Approval:
    file, named = form.cleaned_data["file"], form.cleaned_data.get("signatory", "")
    return signing.sign_by_scan(
        **common, name=file.name or "", content=form.content(), signatory=named
    )


_ACTS: Mapping[str, Act] = {
    "certificate": _by_certificate,
    "token": _by_token,
    "upload": _by_upload,
    "cms": _by_cms,
    "seal": _by_seal,
    "scan": _by_scan,
}


def _factor(request: HttpRequest, way: str) -> dict[str, bool]:
    """Whether the reader has a second factor, and has given it just now."""
    if way != "seal" or not isinstance(request.user, User):
        return {}
    try:
        require_fresh(
            request.user, second_factor(get_authentication_records(request, request.user))
        )
    except SecondFactorMissing:
        has = Authenticator.objects.filter(user=request.user, type=Authenticator.Type.TOTP)
        return {"is_fresh": False, "has_factor": has.exists()}
    return {"is_fresh": True, "has_factor": True}
