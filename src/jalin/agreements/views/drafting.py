"""The drafting desk: beginning an agreement, writing its terms, proposing them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.dateparse import parse_datetime
from django.utils.translation import get_language, gettext
from django.views.decorators.http import require_http_methods

from jalin.agreements import actions, library
from jalin.agreements.drafting.beginning import as_content
from jalin.agreements.drafting.changes import change
from jalin.agreements.drafting.content import Content, merged, said, to_propose
from jalin.agreements.drafting.desk import Desk, shown_of
from jalin.agreements.drafting.problems import problems
from jalin.agreements.drafting_errors import DraftChanged
from jalin.agreements.kind import terms_of
from jalin.agreements.overlap import Overlap, overlaps
from jalin.agreements.terms import AgreementTerms
from jalin.core.errors import DomainError
from jalin.core.permissions import NotKnown, require
from jalin.dossiers import actions as dossiers
from jalin.dossiers.models import Dossier, Draft, Version
from jalin.dossiers.permissions import acting_institution, may_read
from jalin.dossiers.queries.versions import newest_version
from jalin.dossiers.states import OPEN, Area
from jalin.institutions.models import Institution

_KEEPING = frozenset({"", "save", "overwrite", "show", "propose", "afresh"})


@dataclass(frozen=True)
class Sheet:
    """What lies on the desk: a dossier, and what the person's side is writing in it."""

    dossier: Dossier
    own: Institution
    draft: Draft | None
    newest: Version | None
    content: Content

    @property
    def parties(self) -> list[tuple[str, str]]:
        parties = [party.institution for party in self.dossier.parties.all() if not party.is_reader]
        return [(institution.slug, institution.short_name) for institution in parties]

    @property
    def others(self) -> list[str]:
        return [name for slug, name in self.parties if slug != self.own.slug]

    @property
    def languages(self) -> list[str]:
        return list(self.content.get("languages", ()))

    @property
    def is_behind(self) -> bool:
        """Whether another side proposed something since this draft was last saved."""
        if self.draft is None or self.newest is None:
            return False
        return self.newest.at > self.draft.saved_at and self.newest.institution_id != self.own.pk

    @property
    def number(self) -> int:
        """The number that its terms will have as a version."""
        return self.newest.number + 1 if self.newest else 1


def sheet_of(request: HttpRequest, uuid: UUID) -> Sheet:
    """Errors: NotKnown, NotPermitted."""
    dossiers_found = Dossier.objects.prefetch_related("parties__institution")
    dossier = dossiers_found.filter(uuid=uuid, kind="agreement").first()
    if dossier is None or not may_read(request.user, dossier):
        raise NotKnown
    own = acting_institution(request.user, dossier)
    require(own is not None)
    assert own is not None  # noqa: S101  for the type checker
    draft = Draft.objects.filter(dossier=dossier, institution=own).select_related("saved_by")
    found, newest = draft.first(), newest_version(dossier)
    content = dict(found.content) if found else _content_of(newest)
    content.setdefault("parties", [party.institution.slug for party in dossier.parties.all()])
    return Sheet(dossier, own, found, newest, content)


def _content_of(version: Version | None) -> Content:
    return as_content(terms_of(version)) if version else {}


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def draft(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Write the terms. What is written is kept as a draft that only one's own side sees."""
    sheet = sheet_of(request, uuid)
    if sheet.dossier.state not in OPEN:
        messages.info(request, gettext("This agreement has ended: its terms can only be read."))
        return redirect("agreement", uuid)
    if request.method == "POST":
        return _posted(request, sheet)
    return _page(request, sheet)


def _posted(request: HttpRequest, sheet: Sheet) -> HttpResponse:
    do = request.POST.get("do", "save")
    if do == "afresh":
        return _afresh(request, sheet)
    content = merged(sheet.content, said(request.POST.lists()))
    verb = do.partition(":")[0]
    anchor = "" if verb in _KEEPING else change(content, do)
    seen = None if verb == "overwrite" else parse_datetime(request.POST.get("seen", ""))
    try:
        draft = actions.write(actor=request.user, dossier=sheet.dossier, content=content, seen=seen)
    except DraftChanged as error:
        return _not_saved(request, sheet, content, error)
    if request.headers.get("HX-Request"):
        return _saved(request, draft)
    if verb == "propose":
        return _propose(request, sheet, content)
    return redirect(_address(request, sheet, do, anchor))


def _address(request: HttpRequest, sheet: Sheet, do: str, anchor: str) -> str:
    """Where to go on: the same desk, with the languages that are shown, at the part changed."""
    shown = request.POST.getlist("shown")
    verb, _, tag = do.partition(":")
    if verb == "show":
        shown = [each for each in shown if each != tag] if tag in shown else [*shown, tag]
    query = QueryDict(mutable=True)
    query.setlist("show", shown)
    base = reverse("draft_agreement", args=[sheet.dossier.uuid])
    ending = f"#{anchor}" if anchor else ""
    return f"{base}?{query.urlencode()}{ending}" if shown else f"{base}{ending}"


def _afresh(request: HttpRequest, sheet: Sheet) -> HttpResponse:
    """Put the own draft away and begin from the newest version."""
    content = _content_of(sheet.newest) or sheet.content
    actions.write(actor=request.user, dossier=sheet.dossier, content=content)
    messages.success(request, gettext("The draft begins from the newest version now."))
    return redirect("draft_agreement", sheet.dossier.uuid)


def _saved(request: HttpRequest, draft: Draft) -> HttpResponse:
    return render(request, "agreements/parts/draft_saved.html", {"draft": draft, "swap": True})


def _not_saved(
    request: HttpRequest, sheet: Sheet, content: Content, error: DraftChanged
) -> HttpResponse:
    if request.headers.get("HX-Request"):
        context = {"parts": error.parts(gettext)}
        return render(request, "agreements/parts/draft_saved.html", context)
    return _page(request, sheet, content=content, error=error)


def _propose(request: HttpRequest, sheet: Sheet, content: Content) -> HttpResponse:
    """Propose what is written, if it is whole; else say at each field what is wrong."""
    if found := problems(content):
        return _page(request, sheet, content=content, found=found)
    note = request.POST.get("note", "")
    try:
        version = dossiers.propose(
            actor=request.user, dossier=sheet.dossier, content=to_propose(content), note=note
        )
    except DomainError as error:
        return _page(request, sheet, content=content, error=error)
    words = gettext("Version %(number)s is proposed. %(others)s can approve it or answer.")
    messages.success(request, words % {"number": version.number, "others": ", ".join(sheet.others)})
    return redirect("agreement", sheet.dossier.uuid)


def _page(
    request: HttpRequest,
    sheet: Sheet,
    *,
    content: Content | None = None,
    found: Mapping[str, str] | None = None,
    error: DomainError | None = None,
) -> HttpResponse:
    written = sheet.content if content is None else content
    languages = list(written.get("languages", ()))
    wanted = request.POST.getlist("shown") or request.GET.getlist("show")
    shown = shown_of(languages, wanted, get_language() or "en")
    desk = Desk(written, sheet.parties, shown, found or {})
    context: dict[str, Any] = {
        "sheet": sheet,
        "desk": desk,
        "draft": sheet.draft,
        "seen": sheet.draft.saved_at.isoformat() if sheet.draft else "",
        "library": _library(),
        "around": [each for each in library.passages() if each.place],
        "overlaps": _overlaps(written, sheet.dossier),
        "error": error.parts(gettext) if error else None,
        "changed_meanwhile": isinstance(error, DraftChanged),
        "note": request.POST.get("note", ""),
    }
    status = 422 if found else 409 if error else 200
    return render(request, "agreements/draft.html", context, status=status)


def _library() -> list[tuple[str, list[library.Passage]]]:
    """The clauses by the name of their area."""
    return [
        (str(area.label), [each for each in library.passages() if each.area == area])
        for area in Area
    ]


def _overlaps(content: Content, dossier: Dossier) -> list[Overlap]:
    """What it would stand beside, as soon as enough is written to tell."""
    if problems(content):
        return []
    terms = AgreementTerms.model_validate(to_propose(content))
    return overlaps(terms, dossier=dossier)
