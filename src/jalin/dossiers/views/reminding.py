"""How a person is told of what waits and is due: by mail, and in a calendar of their own."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from jalin.dossiers import actions
from jalin.dossiers.calendar import calendar_link, feed
from jalin.dossiers.models import Subscription
from jalin.institutions.models import User


@login_required
@require_safe
def reminders(request: HttpRequest) -> HttpResponse:
    """Where one chooses, and finds the address of one's calendar."""
    person = _person(request)
    found = Subscription.objects.filter(user=person).first()
    context = {"by_mail": found.by_mail if found else True, "calendar": calendar_link(person)}
    return render(request, "dossiers/reminders.html", context)


@login_required
@require_POST
def change(request: HttpRequest) -> HttpResponse:
    """`wish` is mail, no-mail, calendar (a new address) or no-calendar."""
    person, wish = _person(request), request.POST.get("wish", "")
    if wish in ("mail", "no-mail"):
        actions.subscribe(actor=person, by_mail=wish == "mail")
        messages.success(request, gettext("Kept."))
    elif wish == "calendar":
        actions.renew_calendar(actor=person)
        messages.success(request, gettext("The calendar has a new address."))
    elif wish == "no-calendar":
        actions.revoke_calendar(actor=person)
        messages.success(request, gettext("The address leads nowhere any more."))
    return redirect("dossier_reminders")


@require_safe
def calendar(request: HttpRequest, token: str) -> HttpResponse:  # noqa: ARG001  of a program, no person
    """The calendar of a secret address; a calendar program asks, and cannot sign in."""
    response = HttpResponse(feed(token), content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="jalin.ics"'
    response["Cache-Control"] = "private, max-age=900"
    return response


def _person(request: HttpRequest) -> User:
    assert isinstance(request.user, User)  # noqa: S101  login is required
    return request.user
