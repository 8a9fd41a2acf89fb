"""`jalin remind`, as a timer of the operator's calls it."""

import os
import subprocess
import sys

from jalin.dossiers import actions
from jalin.dossiers.models import Subscription
from tests.dossiers.cases import agreement_terms, house, proposed
from tests.installation import Installation, until


def remind(site: Installation, *options: str, **more: str) -> subprocess.CompletedProcess[str]:
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "JALIN_DATA_DIR": str(site.folder),
        "JALIN_DATABASE_URL": site.url,
        **more,
    }
    return subprocess.run(
        [sys.executable, "-m", "jalin.cli", "remind", *options],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )


def test_letters_go_to_the_console_once_a_day(installation: Installation) -> None:
    proposed(house())
    first, second = remind(installation, "--now"), remind(installation, "--now")
    assert "To: guest@example.org" in first.stdout
    assert "Subject: Jalin: 1 matter waits for you" in first.stdout
    assert first.stdout.endswith("Reminders sent: 1.\n")
    assert (second.stdout, second.returncode) == ("Reminders sent: 0.\n", 0)


def test_a_mail_server_that_is_not_there_is_told(installation: Installation) -> None:
    proposed(house())
    done = remind(installation, "--now", JALIN_EMAIL_URL="smtp://127.0.0.1:1")
    assert done.returncode == 1
    assert done.stderr.startswith("Not all reminders were sent.\n")
    assert "Traceback" not in done.stderr
    assert remind(installation, "--now").stdout.endswith("Reminders sent: 1.\n")


def test_an_idle_worker_writes_by_itself(installation: Installation) -> None:
    cast = house()
    # Two zones between which it is always past six in the morning somewhere.
    for person, zone in ((cast.guest, "UTC"), (cast.officer, "Etc/GMT-12")):
        person.timezone = zone
        person.save()
    changed = agreement_terms(scope={"en": "More"})
    proposed(cast)  # waits for the guest
    actions.propose(actor=cast.guest, dossier=proposed(cast), content=changed)  # for the officer
    installation.worker()
    until(Subscription.objects.exclude(mailed_on=None).exists)
