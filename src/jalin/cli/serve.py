"""`jalin serve`: the site and a worker, on one machine."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any

import click

from jalin.cli import setup
from jalin.cli.parent import end_with

PATIENCE = 10  # seconds that requests under way have when the site is stopped


@click.command()
@click.option("--port", default=8000, show_default=True, help="The port to answer at.")
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to bind to.")
@click.option("--threads", default=8, show_default=True, help="Requests answered at a time.")
@click.option("--no-worker", is_flag=True, help="Run no jobs; start `jalin worker` yourself.")
def command(port: int, host: str, threads: int, no_worker: bool) -> None:
    """Serve the site, with one worker for its jobs. Ctrl-C stops both.

    Behind a web server that speaks HTTPS, set JALIN_PUBLIC_BASE to the address people use.
    """
    setup.require_free_port(port)
    os.environ.setdefault("JALIN_PUBLIC_BASE", f"http://{host}:{port}")
    setup.django()
    setup.migrate()
    setup.collect_static()
    _say_if_empty()
    click.echo(f"Jalin answers at http://{host}:{port}/ (Ctrl-C stops it)")
    serve(host, port, threads=threads, with_worker=not no_worker)


def serve(host: str, port: int, *, threads: int = 8, with_worker: bool = True) -> None:
    """Answer requests until Ctrl-C."""
    from granian.constants import Interfaces
    from granian.log import LogLevels
    from granian.server import Server

    server = Server(
        "config.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        blocking_threads=threads,
        log_level=LogLevels.error,
        log_access=False,
        websockets=False,
        workers_kill_timeout=PATIENCE,
    )
    load = partial(_application, os.getpid())
    if not with_worker:
        server.serve(target_loader=load, wrap_loader=False)
        return
    with worker():
        server.serve(target_loader=load, wrap_loader=False)


def _application(parent: int) -> Any:
    """The application, in the process that answers requests: it must not outlive `parent`."""
    end_with(parent)
    from config.wsgi import application

    return application


def _say_if_empty() -> None:
    from jalin.institutions.models import Institution

    if not Institution.objects.filter(is_house=True).exists():
        click.secho("This site has no library and no administrator yet.", fg="yellow")
        click.echo("In another terminal, in the same folder, run: jalin init")


@contextmanager
def worker() -> Iterator[None]:
    """A worker beside this process: replaced when lost, and ended with us, however we end."""
    command = [sys.executable, "-m", "jalin.cli.keeper", str(os.getpid())]
    # Its own process group: Ctrl-C reaches the server, and the server ends the worker in order.
    child = subprocess.Popen(command, start_new_session=True)
    try:
        yield
    finally:
        child.terminate()
        child.wait()
