"""`jalin match`: match everything again, and build the search index anew."""

import click

from jalin.cli import setup


@click.command()
@click.option("--wait", is_flag=True, help="Run the job here if nobody else does, to its end.")
def command(wait: bool) -> None:
    """Match all catalogues again and build the search index anew, such as after an upgrade.

    It is a job: a running site does it at once. What people decided stays, and the site serves what
    it has until all of it is done.

    Exit codes: 0 queued, or with --wait done; 1 with --wait, failed.
    """
    setup.django()
    from jalin.catalogue import actions
    from jalin.cli.keeper import worker_until_idle
    from jalin.core.models import Job
    from jalin.institutions.permissions import OPERATOR

    with setup.told():
        job = actions.rematch(actor=OPERATOR)
    click.echo(f"Job {job.pk} is queued.")
    if not wait:
        return
    with worker_until_idle() as worker:
        worker.wait()
    job.refresh_from_db()
    if job.state != Job.State.SUCCEEDED:
        setup.fail(f"Job {job.pk} {job.state}.", job.error.get("what", ""))
    click.echo(f"{job.result['publications']} publications are served.")
