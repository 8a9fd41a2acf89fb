"""`jalin verify`: whether nothing of what is kept was lost or changed."""

import sys

import click

from jalin.cli import setup
from jalin.cli.progress import stages

SHOWN = 50  # findings; a lost disk has as many as there are records


@click.command()
def command() -> None:
    """Check the audit trail, the bytes of every record, and that the search index is complete.

    Changes nothing; may run while the site is served. Use it after restoring a backup, after a
    move, and now and then.

    Exit codes: 0 all is well; 1 something is lost or changed, which is listed.
    """
    setup.django()
    from jalin.catalogue import verifying

    count = 0
    with setup.told(), stages() as shown:
        report = shown.counted("Checking the bytes of the records", "records")
        for finding in verifying.verify(lambda done, total: report(done, total, done)):
            count += 1
            if count <= SHOWN:
                click.echo(f"{finding.code}: {finding.text}")
    if count > SHOWN:
        click.echo(f"… and {count - SHOWN} more")
    if verifying.busy():
        click.echo("Jobs are under way: columns and index were not compared. Run it again later.")
    if count:
        click.secho(f"{count} things are not as they should be.", fg="red")
        click.echo("See “When something is damaged” in docs/operations.md.")
        sys.exit(1)
    click.secho("All is well.", fg="green")
