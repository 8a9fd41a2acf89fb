"""`jalin verify`: whether nothing of what is kept was lost or changed."""

import sys
from itertools import chain

import click

from jalin.cli import setup
from jalin.cli.progress import stages

SHOWN = 50  # findings; a lost disk has as many as there are records


@click.command()
def command() -> None:
    """Check the audit trail, what was agreed, every record and file, and the search index.

    Changes nothing; may run while the site is served. Use it after restoring a backup, after a
    move, and now and then.

    Exit codes: 0 all is well; 1 something is lost or changed, which is listed.
    """
    setup.django()
    from jalin.catalogue import verifying
    from jalin.dossiers import verifying as agreed

    count = 0
    with setup.told(), stages() as shown:
        report = shown.counted("Checking the bytes of the records", "records")
        records = verifying.verify(lambda done, total: report(done, total, done))
        dossiers = ((finding.code, finding.text) for finding in agreed.verify())
        for code, text in chain(dossiers, ((each.code, each.text) for each in records)):
            count += 1
            if count <= SHOWN:
                click.echo(f"{code}: {text}")
    if count > SHOWN:
        click.echo(f"… and {count - SHOWN} more")
    if verifying.busy():
        click.echo("Jobs are under way: columns and index were not compared. Run it again later.")
    if count:
        click.secho(f"{count} things are not as they should be.", fg="red")
        click.echo("See “When something is damaged” in docs/operations.md.")
        sys.exit(1)
    click.secho("All is well.", fg="green")
