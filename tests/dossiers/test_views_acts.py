"""Deciding, talking, tasks and files through the pages."""

import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from jalin.dossiers import actions
from jalin.dossiers.models import Document, Dossier, Message, Task
from jalin.dossiers.states import State
from jalin.institutions.models import User
from tests.dossiers.cases import House, agreement_terms, digest_of, house, in_force, proposed

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> House:
    return house()


def of(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def at(dossier: Dossier, rest: str) -> str:
    return f"/dossiers/{dossier.uuid}/{rest}"


def test_approving_says_what_will_happen_and_does_it(cast: House) -> None:
    dossier = proposed(cast)
    client = of(cast.guest)
    page = client.get(at(dossier, "approve/")).content.decode()
    assert "Once you approve it, the text is agreed and can be signed." in page
    assert digest_of(dossier) in page
    answer = client.post(at(dossier, "approve/"), {"digest": digest_of(dossier)}, follow=True)
    assert "Approved. The text is agreed and can be signed." in answer.content.decode()
    dossier.refresh_from_db()
    assert dossier.state == State.AGREED


def test_nobody_approves_terms_that_they_have_not_read(cast: House) -> None:
    dossier = proposed(cast)
    read = digest_of(dossier)
    changed = agreement_terms(scope={"en": "Other"})
    actions.propose(actor=cast.officer, dossier=dossier, content=changed)
    answer = of(cast.guest).post(at(dossier, "approve/"), {"digest": read})
    assert answer.status_code == 409
    assert "Meanwhile version 2 was proposed" in answer.content.decode()
    dossier.refresh_from_db()
    assert dossier.state == State.PROPOSED


@pytest.mark.parametrize("digest", ["", "0" * 64, "not a digest", "\0"])
def test_a_digest_that_is_none(cast: House, digest: str) -> None:
    dossier = proposed(cast)
    assert of(cast.guest).post(at(dossier, "approve/"), {"digest": digest}).status_code == 409
    dossier.refresh_from_db()
    assert dossier.state == State.PROPOSED


def test_refusing_wants_a_reason_and_keeps_what_was_filled_in(cast: House) -> None:
    dossier = proposed(cast)
    client, digest = of(cast.guest), digest_of(dossier)
    answer = client.post(at(dossier, "reject/"), {"digest": digest, "reason": "  "})
    assert answer.status_code == 200
    assert 'aria-invalid="true"' in answer.content.decode()
    client.post(at(dossier, "reject/"), {"digest": digest, "reason": "Қаражат жоқ."})
    dossier.refresh_from_db()
    assert (dossier.state, dossier.ended_reason) == (State.REJECTED, "Қаражат жоқ.")


def test_a_draft_is_discarded_without_a_reason(cast: House) -> None:
    dossier = actions.begin(
        actor=cast.officer,
        kind="agreement",
        issuer=cast.jakarta,
        partners=[cast.astana],
        title={"en": "Draft"},
    )
    answer = of(cast.officer).post(at(dossier, "withdraw/"), {})
    assert (answer.status_code, answer.url) == (302, "/")
    dossier.refresh_from_db()
    assert dossier.state == State.WITHDRAWN


def test_ending_what_is_in_force(cast: House) -> None:
    dossier = in_force(cast)
    page = of(cast.guest).get(at(dossier, "terminate/")).content.decode()
    assert "Nothing new can begin under its clauses; what is under way stays." in page
    of(cast.guest).post(at(dossier, "terminate/"), {"reason": "Мерзімі бітті."})
    dossier.refresh_from_db()
    assert dossier.state == State.TERMINATED


def test_saying_something_to_somebody_with_a_file(cast: House) -> None:
    dossier = proposed(cast)
    client = of(cast.guest)
    upload = SimpleUploadedFile("пікір.pdf", b"%PDF-1.7 ", "application/x-msdownload")
    given = {"text": "@officer <b>see</b>\nthis", "attachments": upload}
    answer = client.post(at(dossier, "say/?ui=kk"), given)
    assert answer.status_code == 302
    message = Message.objects.get()
    assert (message.text, message.language) == ("@officer <b>see</b>\nthis", "kk")
    assert list(message.mentions.all()) == [cast.officer]
    document = message.documents.get()
    assert (document.name, document.media_type) == ("пікір.pdf", "application/pdf")
    page = of(cast.officer).get(at(dossier, ""), follow=True).content.decode()
    assert '<b class="at">@officer</b> &lt;b&gt;see&lt;/b&gt;<br>this' in page


def test_a_refused_file_leaves_nothing_and_keeps_the_text(cast: House) -> None:
    dossier = proposed(cast)
    given = {
        "text": "Two files",
        "attachments": [
            SimpleUploadedFile("good.txt", b"good"),
            SimpleUploadedFile("bad.pdf", b"MZ\x90\x00 not a document"),
        ],
    }
    answer = of(cast.guest).post(at(dossier, "say/"), given)
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "Its content is not what its name says." in page
    assert "Two files" in page
    assert (Message.objects.count(), Document.objects.count()) == (0, 0)


def test_no_more_than_ten_files_at_once(cast: House) -> None:
    dossier = proposed(cast)
    files = [SimpleUploadedFile(f"{n}.txt", b"a") for n in range(11)]
    answer = of(cast.guest).post(at(dossier, "attach/"), {"attachments": files})
    assert "At most 10 files at once." in answer.content.decode()
    assert Document.objects.count() == 0


def test_nobody_is_mentioned_who_may_not_read(cast: House) -> None:
    dossier = proposed(cast)
    given = {"text": "@Outsider", "mentions": [str(cast.outsider.pk)]}
    answer = of(cast.guest).post(at(dossier, "say/"), given)
    assert answer.status_code == 200  # it is no choice that there is
    assert Message.objects.count() == 0
    of(cast.guest).post(at(dossier, "say/"), {"text": "@Outsider"})
    assert Message.objects.get().mentions.count() == 0
    assert mail.outbox == []


def test_files_are_taken_away_and_never_shown(cast: House) -> None:
    dossier = proposed(cast)
    document = actions.attach(
        actor=cast.guest, dossier=dossier, name='<"x">.txt', content=[b"<script>alert(1)</script>"]
    )
    answer = of(cast.officer).get(at(dossier, f"files/{document.pk}/"))
    assert b"".join(answer.streaming_content) == b"<script>alert(1)</script>"
    assert answer["Content-Disposition"].startswith("attachment; ")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"
    answer.close()


def test_a_file_of_another_dossier_is_not_there(cast: House) -> None:
    dossier = proposed(cast)
    other = proposed(cast)
    document = actions.attach(actor=cast.guest, dossier=other, name="a.txt", content=[b"a"])
    assert of(cast.officer).get(at(dossier, f"files/{document.pk}/")).status_code == 404


def test_a_task_is_added_done_and_undone(cast: House) -> None:
    dossier = proposed(cast)
    client = of(cast.guest)
    given = {"title": "Оқу", "side": str(cast.astana.pk), "owner": "", "due": "2027-01-05"}
    assert client.post(at(dossier, "tasks/"), given).status_code == 302
    task = Task.objects.get()
    done = client.post(at(dossier, f"tasks/{task.pk}/done/"), follow=True).content.decode()
    assert f'action="/dossiers/{dossier.uuid}/tasks/{task.pk}/reopen/"' in done
    task.refresh_from_db()
    assert task.done_by == cast.guest
    client.post(at(dossier, f"tasks/{task.pk}/reopen/"))
    task.refresh_from_db()
    assert task.done_at is None


@pytest.mark.parametrize(
    "wrong",
    [{"title": ""}, {"side": "999999"}, {"side": "x"}, {"owner": "999999"}, {"due": "31.02.2027"}],
)
def test_a_task_filled_in_wrongly(cast: House, wrong: dict[str, str]) -> None:
    dossier = proposed(cast)
    given = {"title": "Оқу", "side": str(cast.astana.pk), "owner": "", "due": ""} | wrong
    answer = of(cast.guest).post(at(dossier, "tasks/"), given)
    assert answer.status_code == 200
    assert 'aria-invalid="true"' in answer.content.decode()
    assert Task.objects.count() == 0


def test_reminders_and_the_calendar_are_for_oneself(cast: House) -> None:
    client = of(cast.guest)
    assert Client().get("/reminders/").status_code == 302
    client.post("/reminders/change/", {"wish": "calendar"})
    page = client.get("/reminders/").content.decode()
    address = page.split('id="calendar-address">')[1].split("<")[0]
    path = address.partition("//")[2].partition("/")[2]
    feed = Client().get(f"/{path}")
    assert feed["Content-Type"] == "text/calendar; charset=utf-8"
    assert feed.content.startswith(b"BEGIN:VCALENDAR\r\n")
    client.post("/reminders/change/", {"wish": "no-calendar"})
    assert Client().get(f"/{path}").status_code == 404
    assert Client().get("/calendar/nonsense.ics").status_code == 404
