"""What every command of the site needs: Django, and a terminal that speaks plainly."""

import os
import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import NoReturn

import click


def django(**environment: str) -> None:
    """Set Django up, once, with these variables where the environment has none of its own."""
    for name, value in environment.items():
        os.environ.setdefault(name, value)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    import django as framework
    from django.core.exceptions import ImproperlyConfigured

    try:
        framework.setup()
    except ImproperlyConfigured as error:
        fail("The settings cannot be used.", str(error))
    except OSError as error:
        fail("The data folder cannot be used.", str(error), "Check JALIN_DATA_DIR and its owner.")


@contextmanager
def told() -> Iterator[None]:
    """Tell a refusal as a person reads it, and end with 1."""
    from jalin.core.errors import DomainError

    try:
        yield
    except DomainError as error:
        fail(*error.parts())


def fail(what: str, why: str = "", do: str = "") -> NoReturn:
    """Say on standard error what happened, why, and what to do; end with 1."""
    click.secho(what, fg="red", err=True)
    for line in (why, do):
        if line:
            click.echo(line, err=True)
    sys.exit(1)


def migrate() -> None:
    """Bring the database to the shape that this release wants."""
    from django.core.management import call_command
    from django.db import OperationalError

    try:
        call_command("migrate", interactive=False, verbosity=0)
    except OperationalError as error:
        fail(
            "The database cannot be used.",
            str(error).strip(),
            "Check JALIN_DATABASE_URL, or JALIN_DATA_DIR and its owner.",
        )


def collect_static() -> None:
    """Collect style sheets, scripts and fonts, when they are not those that were collected."""
    from django.conf import settings
    from django.core.management import call_command

    state = "\n".join([settings.STORAGES["staticfiles"]["BACKEND"], *sorted(_found())])
    mark = settings.STATIC_ROOT / ".collected"
    if mark.exists() and mark.read_text() == state:
        return
    call_command("collectstatic", interactive=False, verbosity=0, clear=True)
    mark.write_text(state)


def _found() -> Iterator[str]:
    """Every file and when it was changed; a copied folder keeps no order of times."""
    from django.contrib.staticfiles.finders import get_finders

    for finder in get_finders():
        for path, storage in finder.list([]):
            yield f"{path} {storage.get_modified_time(path).timestamp():.3f}"


def require_free_port(port: int) -> None:
    """End with a clear message when another program answers at `port` on this machine."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            fail(
                f"The site was not started: port {port} is taken.",
                "Another program on this machine, perhaps another Jalin, uses it.",
                f"Stop that program, or choose another port: --port {port + 1}.",
            )
