"""`jalin worker`: run the jobs that the site has queued."""

import os
import signal

import click

from jalin.cli import setup
from jalin.cli.parent import end_with


@click.command()
@click.option("--until-idle", is_flag=True, help="Stop when no job is left.")
@click.option("--parent", type=int, hidden=True, help="Stop when this process is gone.")
def command(until_idle: bool, parent: int | None) -> None:
    """Run the jobs that the site has queued: imports, matching, the search index.

    `jalin serve` starts one worker by itself. Start more, on this machine or on others that share
    the database and the data folder, when jobs wait too long. A worker may be stopped or killed at
    any time: its job goes on elsewhere.
    """
    setup.django()
    from jalin.core.worker import Worker

    worker = Worker()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: worker.stop())
    if parent is not None:
        end_with(parent)

    def alive() -> bool:
        return parent is None or os.getppid() == parent

    worker.work(until_idle=until_idle, alive=alive)
