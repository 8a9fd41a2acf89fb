"""`jalin remind`: write to those for whom something waits or is due."""

import click

from jalin.cli import setup


@click.command()
@click.option("--now", is_flag=True, help="Write to everyone, whatever the hour is where they are.")
def command(now: bool) -> None:
    """Send reminders by mail: one letter to each person for whom there is something to say.

    A worker does this by itself every morning, so that it is only needed where no worker runs
    all the time. To each person once a day, however often it is called.
    """
    setup.django()
    from django.utils import timezone

    from jalin.dossiers import entries, reminders

    entries.renew()
    try:
        sent = reminders.send(timezone.localdate() if now else None)
    except OSError as error:  # smtplib's errors are among them
        setup.fail("Not all reminders were sent.", str(error), "Check JALIN_EMAIL_URL.")
    click.echo(f"Reminders sent: {sent}.")
