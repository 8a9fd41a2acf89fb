"""People of an institution, from their invitation to their end, and adding an institution."""

from django.contrib import messages
from django.contrib.auth import login
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from jalin.core.permissions import require
from jalin.institutions import actions
from jalin.institutions.errors import InstitutionRefused, PasswordRefused
from jalin.institutions.forms import AcceptForm, InstitutionForm, InviteForm
from jalin.institutions.founding import create_institution
from jalin.institutions.models import Institution, Role, User
from jalin.institutions.permissions import (
    in_force,
    may_add_institutions,
    may_invite,
    may_see_work,
    standing,
)

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """Whoever has the link may make the account that it was sent for, once.

    Who has an account already joins another institution with it. Looking at the page takes nothing
    up: mail programs look at links, too.
    """
    found = actions.open_invitation(token=token)
    known = User.objects.filter(email=found.email).exists()
    form = None if known else AcceptForm(request.POST or None)
    if request.method == "POST" and (form is None or form.is_valid()):
        try:
            return _accept(request, token, form)
        except PasswordRefused as error:
            if form is not None:
                form.refuse(error)
    status = 422 if form is not None and form.is_bound else 200
    context = {"form": form, "invitation": found}
    return render(request, "institutions/invitation.html", context, status=status)


def _accept(request: HttpRequest, token: str, form: AcceptForm | None) -> HttpResponse:
    if form is None:
        actions.accept(token=token, name="", password="")
        messages.success(request, gettext("The invitation is taken up. Sign in as you always do."))
        return redirect("home" if request.user.is_authenticated else "account_login")
    login(request, actions.accept(token=token, **form.cleaned_data), backend=BACKEND)
    messages.success(request, gettext("Welcome. This is your desk."))
    return redirect("home")


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def invite(request: HttpRequest, slug: str) -> HttpResponse:
    institution = _of_administrator(request, slug)
    form = InviteForm(
        request.POST or None, initial={"language": request.LANGUAGE_CODE, "role": Role.CATALOGUER}
    )
    if request.method == "POST" and form.is_valid():
        actions.invite(actor=request.user, institution=institution, **form.cleaned_data)
        sent = gettext("An invitation was sent to %(email)s.")
        messages.success(request, sent % {"email": form.cleaned_data["email"]})
        return redirect("people", slug)
    context = {"form": form, "institution": institution}
    status = 422 if form.is_bound else 200
    return render(request, "institutions/invite.html", context, status=status)


def _of_administrator(request: HttpRequest, slug: str) -> Institution:
    """The institution, for who administers it. Errors: Http404, NotKnown, NotPermitted."""
    institution = get_object_or_404(Institution, slug=slug)
    known = may_see_work(request.user, [institution.pk])
    require(may_invite(request.user, institution.pk), known=known)
    return institution


@login_required
@require_safe
def people(request: HttpRequest, slug: str) -> HttpResponse:
    """Who acts for the institution today, and who was invited and has not answered."""
    institution = _of_administrator(request, slug)
    now = timezone.now()
    members = in_force(now.date()).filter(institution=institution).select_related("user")
    invitations = institution.invitations.filter(accepted_at=None, expires_at__gt=now)
    context = {
        "institution": institution,
        "members": members.order_by("user__name", "user__email", "role"),
        "invitations": invitations.order_by("expires_at", "email"),
    }
    return render(request, "institutions/people.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def end_membership(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Says what will happen, and does it."""
    institution = _of_administrator(request, slug)
    found = in_force(timezone.now().date()).select_related("user", "institution")
    membership = get_object_or_404(found, pk=number, institution=institution)
    own = membership.user == request.user
    if request.method == "POST":
        actions.end_membership(actor=request.user, membership=membership)
        ended = gettext("The membership of %(person)s has ended.")
        messages.success(request, ended % {"person": str(membership.user)})
        left = own and not may_invite(request.user, institution.pk)
        return redirect("institution" if left else "people", slug)
    context = {"institution": institution, "membership": membership, "own": own}
    return render(request, "institutions/end_membership.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def new_institution(request: HttpRequest) -> HttpResponse:
    known = not standing(request.user).stranger
    require(may_add_institutions(request.user), known=known)
    form = InstitutionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            institution = create_institution(actor=request.user, **form.values())
        except InstitutionRefused as error:
            form.refuse(error)
        else:
            messages.success(request, gettext("The institution was added. Now add its catalogue."))
            return redirect("institution", institution.slug)
    status = 422 if form.is_bound else 200
    return render(request, "institutions/new.html", {"form": form}, status=status)
