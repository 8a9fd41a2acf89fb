"""Letters: when there is something to say, once a day, in the reader's language and morning."""

from datetime import UTC, date, datetime, timedelta
from smtplib import SMTPRecipientsRefused, SMTPServerDisconnected

import pytest
from django.core import mail
from django.core.mail.backends.base import BaseEmailBackend
from pytest_django import Settings

from jalin.core import chores
from jalin.dossiers import actions, reminders
from jalin.dossiers.models import Dossier, Message, Subscription
from tests.dossiers.cases import House, house, in_force, proposed
from tests.installation import Installation

pytestmark = pytest.mark.django_db
TUESDAY = date(2026, 4, 21)
MONDAY = date(2026, 4, 20)


@pytest.fixture
def cast() -> House:
    return house()


def letters() -> dict[str, tuple[str, str]]:
    """What was sent since the last question: subject and body by address."""
    found = {message.to[0]: (message.subject, message.body) for message in mail.outbox}
    assert len(found) == len(mail.outbox)
    mail.outbox.clear()
    return found


def add_task(cast: House, dossier: Dossier, due: date) -> None:
    actions.add_task(
        actor=cast.guest, dossier=dossier, title="Залды\nбезендіру", side=cast.astana, due=due
    )


def test_nobody_gets_a_letter_about_nothing(cast: House) -> None:
    assert reminders.send(MONDAY) == 0


def test_who_is_asked_gets_one_letter_a_day_in_their_language(cast: House) -> None:
    cast.guest.language = "en"
    cast.guest.save()
    dossier = proposed(cast)
    assert [reminders.send(TUESDAY), reminders.send(TUESDAY)] == [1, 0]
    subject, body = letters()["guest@example.org"]
    assert subject == "Jalin: 1 matter waits for you"
    assert body == (
        "Dear Guest,\n\nWAITS FOR YOU\n\n"
        "Jakarta proposed “Memorandum of understanding”. It waits for your approval.\n"
        f"{dossier.uri}\n\n"
        "All of it is on your desk: http://127.0.0.1:8000/\n"
        "Whether you get such letters: http://127.0.0.1:8000/reminders/\n"
    )


@pytest.mark.parametrize(("language", "word"), [("kk", "күт"), ("ru", "абоч"), ("id", "Anda")])
def test_the_letter_is_in_the_readers_language(cast: House, language: str, word: str) -> None:
    cast.guest.language = language
    cast.guest.save()
    proposed(cast)
    reminders.send(TUESDAY)
    _, body = letters()["guest@example.org"]
    assert word in body
    assert "waits" not in body


def test_the_same_is_told_again_on_monday_only(cast: House) -> None:
    proposed(cast)
    dossier = Dossier.objects.get()
    Dossier.objects.update(changed_at=datetime(2026, 4, 13, tzinfo=UTC))
    days = [date(2026, 4, 14) + timedelta(days=n) for n in range(8)]
    assert [reminders.send(day) for day in days] == [1, 0, 0, 0, 0, 0, 1, 0]
    Dossier.objects.filter(pk=dossier.pk).update(changed_at=datetime(2026, 4, 22, 9, tzinfo=UTC))
    assert reminders.send(date(2026, 4, 23)) == 1


def test_a_day_is_told_of_a_week_and_a_day_before_and_on_it(cast: House) -> None:
    add_task(cast, in_force(cast), date(2026, 4, 30))
    Subscription.objects.update_or_create(user=cast.guest, defaults={"mailed_on": date(2026, 4, 1)})
    days = [date(2026, 4, 21) + timedelta(days=n) for n in range(10)]
    told = [day.day for day in days if reminders.send(day)]
    assert told == [23, 27, 29, 30]  # the 27th is a Monday
    bodies = [message.body for message in mail.outbox]
    assert "30 April 2026: Залды безендіру, “Memorandum of understanding”" in bodies[0]
    assert reminders.send(date(2026, 5, 4)) == 1
    assert "(overdue)" in mail.outbox[-1].body


def test_who_is_mentioned_is_told_until_they_look(cast: House) -> None:
    dossier = in_force(cast)
    actions.say(actor=cast.officer, dossier=dossier, text="@", mentions=[cast.guest, cast.outsider])
    Message.objects.update(at=datetime(2026, 4, 20, 12, tzinfo=UTC))
    assert reminders.send(TUESDAY) == 1
    subject, body = letters()["guest@example.org"]
    assert subject == "Jalin: you were mentioned"
    assert "Officer in “Memorandum of understanding”" in body
    actions.look(actor=cast.guest, dossier=dossier)
    assert reminders.send(TUESDAY + timedelta(days=1)) == 0


def test_who_wants_no_letters_and_who_left_get_none(cast: House) -> None:
    proposed(cast)
    actions.subscribe(actor=cast.guest, by_mail=False)
    assert reminders.send(MONDAY) == 0
    actions.subscribe(actor=cast.guest, by_mail=True)
    cast.guest.memberships.update(valid_to=date(2026, 4, 1))
    assert reminders.send(MONDAY) == 0


def test_a_letter_comes_in_the_persons_own_morning(cast: House) -> None:
    cast.guest.timezone = "Asia/Almaty"  # UTC+5
    cast.guest.save()
    proposed(cast)
    chores.run(datetime(2026, 4, 21, 0, 30, tzinfo=UTC))
    assert letters() == {}
    chores.run(datetime(2026, 4, 21, 1, 30, tzinfo=UTC))
    assert list(letters()) == ["guest@example.org"]
    chores.run(datetime(2026, 4, 21, 2, 30, tzinfo=UTC))
    assert letters() == {}


class _Refusing(BaseEmailBackend):
    """A mail server that is down, or refuses whom it does not know."""

    error: Exception = SMTPServerDisconnected("down")

    def send_messages(self, email_messages: object) -> int:
        raise self.error


class _Unknown(_Refusing):
    error = SMTPRecipientsRefused({})


def test_what_could_not_be_sent_is_sent_later(cast: House, settings: Settings) -> None:
    proposed(cast)
    works = settings.EMAIL_BACKEND
    settings.EMAIL_BACKEND = f"{__name__}._Refusing"
    with pytest.raises(SMTPServerDisconnected):
        reminders.send(TUESDAY)
    settings.EMAIL_BACKEND = works
    assert reminders.send(TUESDAY) == 1


def test_a_refused_address_keeps_nobody_from_their_letter(cast: House, settings: Settings) -> None:
    proposed(cast)
    settings.EMAIL_BACKEND = f"{__name__}._Unknown"
    assert reminders.send(TUESDAY) == 0


def test_two_workers_write_one_letter(installation: Installation) -> None:
    proposed(house())
    sent = installation.in_threads(*[lambda: reminders.send(TUESDAY)] * 4)
    assert sorted(sent) == [0, 0, 0, 1]  # type: ignore[type-var]
