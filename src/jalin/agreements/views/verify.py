"""Verifying in public: whether a file is a document of an agreement, unaltered, and who signed it.

Nothing is changed and no session is needed, so that anybody can post a file from anywhere; the
length is looked at before the file is.
"""

from typing import Any

from allauth.core.ratelimit import consume
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from jalin.agreements.ceremony_errors import AskedTooOften, FileTooLarge
from jalin.agreements.ceremony_forms import VerifyForm
from jalin.agreements.kind import terms_of
from jalin.agreements.verification import Verification, verify, verify_terms
from jalin.core.errors import DomainError
from jalin.dossiers import files
from jalin.dossiers.models import Dossier
from jalin.dossiers.permissions import may_read
from jalin.dossiers.queries.course import course
from jalin.dossiers.states import State
from jalin.engines.signing import SigningError

_AROUND = 1 << 16  # bytes of a posted form that are not its file


@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def verify_file(request: HttpRequest) -> HttpResponse:
    if request.method != "POST":
        return render(request, "agreements/verify.html", {"form": VerifyForm()})
    refused = _refused(request)
    if refused is not None:
        return _shown(request, _refusing(refused[0]), None, status=refused[1])
    form = VerifyForm(request.POST, request.FILES)
    if not form.is_valid():
        return _shown(request, form, None, status=422)
    file = form.cleaned_data["file"]
    try:
        found = verify(file.read())
    except SigningError as error:  # such as roots that cannot be read: ours to mend
        return _shown(request, _refusing(error), None, status=503)
    return _shown(request, VerifyForm(), found, name=file.name)


def _refused(request: HttpRequest) -> tuple[DomainError, int] | None:
    """Why the posted file is not even read, and the HTTP status that says so."""
    try:
        length = int(request.META.get("CONTENT_LENGTH") or 0)
    except ValueError:
        length = 0
    if length > files.LIMIT + _AROUND:
        return FileTooLarge(limit=files.LIMIT >> 20), 413
    if not consume(request, action="verify"):
        return AskedTooOften(), 429
    return None


def _refusing(error: DomainError) -> VerifyForm:
    form = VerifyForm({})
    form.full_clean()
    form.errors.clear()
    form.refuse(error)
    return form


@never_cache
@require_safe
def verify_digest(request: HttpRequest, digest: str) -> HttpResponse:
    """What the QR code of a document leads to."""
    found = verify_terms(digest)
    status = 200 if found.is_good else 404
    return _shown(request, VerifyForm(), found, digest=digest.lower(), status=status)


def _shown(
    request: HttpRequest,
    form: VerifyForm,
    found: Verification | None,
    *,
    status: int = 200,
    **more: Any,
) -> HttpResponse:
    context = {"form": form, "found": found, **_about(request, found), **more}
    return render(request, "agreements/verify.html", context, status=status)


def _about(request: HttpRequest, found: Verification | None) -> dict[str, Any]:
    """What may be said of the agreement to somebody who has its document."""
    if found is None or found.version is None:
        return {}
    dossier = found.version.dossier
    return {
        "dossier": dossier,
        "terms": terms_of(found.version),
        "parties": course(dossier).parties,
        "standing": _standing(dossier, found),
        "address": _address(request, dossier),
        "unrecorded": _unrecorded(found),
    }


def _standing(dossier: Dossier, found: Verification) -> str:
    """Whether what was found is what holds."""
    holds = dossier.in_force_id is not None and dossier.state in (State.IN_FORCE, State.COMPLETED)
    if not holds or found.version is None:
        return gettext("These terms are not in force.")
    if dossier.in_force_id != found.version.pk:
        return gettext("Other terms of this agreement are in force.")
    return ""


def _address(request: HttpRequest, dossier: Dossier) -> str:
    """The name of the page where the reader may see more."""
    if may_read(request.user, dossier):
        return "agreement"
    return "public_agreement" if dossier.is_public and dossier.in_force_id else ""


def _unrecorded(found: Verification) -> list[Any]:
    """Signatures in the file of which no record says anything here."""
    known = {signed.details.get("covers") for signed in found.signed}
    return [one for one in found.in_file if not one.covers or one.covers.sha256 not in known]
