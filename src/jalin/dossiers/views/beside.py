"""Beside the terms: saying something, files, tasks, the whole history.

Each form has a page of its own, which the dossier's page shows part of: there errors are said with
everything kept.
"""

from collections.abc import Callable, Sequence
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.http import FileResponse, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language, gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from jalin.core.permissions import NotKnown, require
from jalin.dossiers import actions, files
from jalin.dossiers.errors import FileRefused
from jalin.dossiers.forms import AttachForm, MessageForm, RefusableForm, TaskForm
from jalin.dossiers.models import Document, Dossier, Task
from jalin.dossiers.queries.beside import history
from jalin.dossiers.queries.course import Course, course
from jalin.dossiers.views.pages import known, page_address
from jalin.dossiers.views.sides import Sides, sides


def _working(request: HttpRequest, uuid: UUID) -> tuple[Dossier, Course, Sides]:
    """Raises NotKnown, and NotPermitted for who may only read."""
    dossier = known(request, uuid)
    found = course(dossier)
    ours = sides(request, found)
    require(ours.may_work)
    return dossier, found, ours


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def say(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Add to the thread, with files: all of it, or, when a file is refused, nothing."""
    dossier, _, _ = _working(request, uuid)
    posted = request.method == "POST"
    form = MessageForm(
        request.POST if posted else None,
        request.FILES if posted else None,
        dossier=dossier,
        own=request.user,
    )

    def act() -> None:
        with transaction.atomic():
            documents = _attached(request, dossier, form.uploads())
            actions.say(
                actor=request.user,
                dossier=dossier,
                text=form.cleaned_data["text"],
                language=get_language() or "",
                mentions=form.mentioned(),
                documents=documents,
            )

    words = (gettext("Write to the other party"), gettext("Send"), gettext("Sent."))
    return _filled(request, dossier, form, act, words, "#thread")


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def attach(request: HttpRequest, uuid: UUID) -> HttpResponse:
    dossier, _, _ = _working(request, uuid)
    posted = request.method == "POST"
    form = AttachForm(request.POST if posted else None, request.FILES if posted else None)

    def act() -> None:
        with transaction.atomic():
            _attached(request, dossier, form.cleaned_data["attachments"])

    words = (gettext("Attach files"), gettext("Attach"), gettext("Attached."))
    return _filled(request, dossier, form, act, words, "#files")


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def add_task(request: HttpRequest, uuid: UUID) -> HttpResponse:
    dossier, found, ours = _working(request, uuid)
    posted = request.method == "POST"
    form = TaskForm(request.POST if posted else None, course=found, sides=ours)

    def act() -> None:
        actions.add_task(
            actor=request.user,
            dossier=dossier,
            title=form.cleaned_data["title"],
            side=form.chosen_side(),
            owner=form.chosen_owner(),
            due=form.cleaned_data["due"],
        )

    words = (gettext("Add a task"), gettext("Add the task"), gettext("The task is added."))
    return _filled(request, dossier, form, act, words, "#tasks")


def _filled(
    request: HttpRequest,
    dossier: Dossier,
    form: RefusableForm,
    act: Callable[[], None],
    words: tuple[str, str, str],
    place: str,
) -> HttpResponse:
    """Show the form, or do what it says and go back to its place on the dossier's page."""
    title, button, done = words
    if request.method == "POST" and form.is_valid():
        try:
            act()
        except FileRefused as error:
            form.refuse(error)
        else:
            messages.success(request, done)
            return redirect(f"{page_address(dossier)}{place}")
    context = {
        "dossier": dossier,
        "form": form,
        "title": title,
        "button": button,
        "back": page_address(dossier),
    }
    return render(request, "dossiers/form.html", context)


def _attached(
    request: HttpRequest, dossier: Dossier, uploads: Sequence["UploadedFile[Any]"]
) -> list[Document]:
    return [
        actions.attach(
            actor=request.user, dossier=dossier, name=upload.name or "", content=upload.chunks()
        )
        for upload in uploads
    ]


@login_required
@require_safe
def download(request: HttpRequest, uuid: UUID, pk: int) -> HttpResponseBase:
    """A file, to be kept and never shown by the browser: what others attached runs nowhere."""
    dossier = known(request, uuid)
    document = dossier.documents.filter(pk=pk).first()
    if document is None or not files.path_of(document.sha256).is_file():
        raise NotKnown
    response = FileResponse(
        files.path_of(document.sha256).open("rb"),
        as_attachment=True,
        filename=document.name,
        content_type=document.media_type,
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["Cache-Control"] = "private, no-store"
    response["ETag"] = f'"{document.sha256}"'
    return response


@login_required
@require_POST
def task_done(request: HttpRequest, uuid: UUID, pk: int) -> HttpResponse:
    dossier, task = _task(request, uuid, pk)
    actions.finish_task(actor=request.user, task=task)
    undo = reverse("dossier_task_reopen", args=(uuid, pk))
    messages.success(request, gettext("Marked as done."), extra_tags=f"undo:{undo}")
    return redirect(f"{page_address(dossier)}#tasks")


@login_required
@require_POST
def task_reopened(request: HttpRequest, uuid: UUID, pk: int) -> HttpResponse:
    dossier, task = _task(request, uuid, pk)
    actions.reopen_task(actor=request.user, task=task)
    undo = reverse("dossier_task_done", args=(uuid, pk))
    messages.success(request, gettext("To be done again."), extra_tags=f"undo:{undo}")
    return redirect(f"{page_address(dossier)}#tasks")


def _task(request: HttpRequest, uuid: UUID, pk: int) -> tuple[Dossier, Task]:
    dossier, _, _ = _working(request, uuid)
    task = dossier.tasks.filter(pk=pk).first()
    if task is None:
        raise NotKnown
    return dossier, task


@login_required
@require_safe
def whole_history(request: HttpRequest, uuid: UUID) -> HttpResponse:
    dossier = known(request, uuid)
    found = course(dossier)
    context = {
        "dossier": dossier,
        "kind": found.kind,
        "sides": sides(request, found),
        "history": history(dossier),
        "back": page_address(dossier),
    }
    return render(request, "dossiers/history.html", context)
