"""`jalin demo`: the site with two sample catalogues and some agreements, in one command."""

import os
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import click

from jalin.cli import demo_partners as partners
from jalin.cli import demo_people as people
from jalin.cli import setup
from jalin.cli.keeper import worker_until_idle

if TYPE_CHECKING:
    from rich.console import Console

    from jalin.core.models import Job

DOING = {
    "import_file": "Importing a sample catalogue",
    "build_index": "Making it searchable",
    "link_catalogues": "Comparing the two catalogues",
}


@click.command()
@click.option("--port", default=8000, show_default=True, help="The port to answer at.")
@click.option("--prepare-only", is_flag=True, help="Load and compare everything, and do not serve.")
def command(port: int, prepare_only: bool) -> None:
    """Load the sample catalogues, compare them, and serve the site on this machine.

    Everything lies in var/demo (or JALIN_DATA_DIR): remove that folder to begin anew. The second
    start takes seconds. Ctrl-C stops the site.
    """
    if not prepare_only:
        setup.require_free_port(port)
        _prepared_apart(port)
    base = f"http://127.0.0.1:{port}"
    os.environ["JALIN_PUBLIC_BASE"] = base
    setup.django(JALIN_DATA_DIR=os.path.join("var", "demo"))  # noqa: PTH118 - a value, no file yet
    if not prepare_only:
        _welcome(base)
        from jalin.cli.serve import serve

        serve("127.0.0.1", port)
        return
    from rich.console import Console

    console = Console(highlight=False)
    began = time.monotonic()
    with setup.told():
        _prepare(console)
    console.print(f"[green]✓[/] The samples are ready ({time.monotonic() - began:.0f} s).\n")


def _prepared_apart(port: int) -> None:
    """Load everything in a process of its own.

    The typesetter's threads do not live on in a process that is forked, as those that answer
    requests are: this one must not have set any document.
    """
    command = [sys.executable, "-m", "jalin.cli", "demo", "--prepare-only", "--port", str(port)]
    done = subprocess.run(command, check=False)
    if done.returncode:
        sys.exit(done.returncode)


def _prepare(console: "Console") -> None:
    with console.status("Setting up the database"):
        setup.migrate()
    with console.status("Collecting style sheets and fonts"):
        setup.collect_static()
    with console.status("Inviting people"):
        _libraries()
        _people()
    with console.status("Making agreements"):
        _agreements()
    _samples()
    _renew_index()
    _work_off(console)


def _renew_index() -> None:
    from jalin.catalogue.starting import renew_index

    renew_index()


def _libraries() -> None:
    from jalin.institutions.models import Institution

    for library in (*people.LIBRARIES, *partners.PARTNERS, partners.EMBASSY):
        Institution.objects.get_or_create(
            slug=library.slug,
            defaults={
                "short_names": library.short_names,
                "name": library.names,
                "country": library.country,
                "city": library.city,
                "is_house": library.is_house,
                "kind": "embassy" if library is partners.EMBASSY else "library",
            },
        )


def _people() -> None:
    from django.utils import timezone

    from jalin.dossiers.actions import subscribe
    from jalin.institutions.models import Institution, Membership, User

    for person in (*people.SIGN_INS, *partners.GUESTS):
        if User.objects.filter(email=person.email).exists():
            continue
        user = User.objects.create_user(
            person.email,
            people.PASSWORD,
            name=person.name,
            language=person.language,
            timezone=person.timezone,
        )
        Membership.objects.create(
            user=user,
            institution=Institution.objects.get(slug=person.library),
            role=person.role,
            valid_from=timezone.now().date(),
        )
        subscribe(actor=user, by_mail=False)  # nobody reads it, and it would fill the console


def _agreements() -> None:
    from django.utils import timezone

    from jalin.cli.demo_agreements import load

    load(timezone.localdate())


def _samples() -> None:
    """Queue what of the bundled catalogues is not there yet."""
    from jalin import samples
    from jalin.catalogue import actions
    from jalin.catalogue.errors import AlreadyImported, ImportUnderWay
    from jalin.catalogue.models import Catalogue
    from jalin.institutions.models import Institution
    from jalin.institutions.permissions import OPERATOR

    for sample in samples.SAMPLES:
        catalogue = Catalogue.objects.filter(slug=sample.slug).first()
        if catalogue is None:
            catalogue = actions.create_catalogue(
                actor=OPERATOR,
                institution=Institution.objects.get(slug=sample.institution),
                names=sample.names,
                slug=sample.slug,
                descriptions=sample.descriptions,
                attribution=sample.attribution,
                licence=sample.licence,
            )
        try:
            actions.start_import(actor=OPERATOR, catalogue=catalogue, path=sample.path)
        except (AlreadyImported, ImportUnderWay):
            continue


def _work_off(console: "Console") -> None:
    """Run the queued jobs, and show which and how far."""
    from jalin.core.models import Job

    unfinished = Job.objects.filter(state__in=(Job.State.QUEUED, Job.State.RUNNING))
    if not unfinished.exists():
        return
    with console.status("Importing") as status, worker_until_idle() as worker:
        while worker.poll() is None:
            time.sleep(0.2)
            if job := unfinished.filter(state=Job.State.RUNNING).first():
                status.update(_line(job))
    if unfinished.exists():
        setup.fail("The samples were not loaded: the worker was lost.", do="Start again.")
    if failed := Job.objects.filter(state=Job.State.FAILED).order_by("-pk").first():
        error = failed.error
        params = error.get("params", {})
        setup.fail(*(error[part] % params if error[part] else "" for part in ("what", "why", "do")))


def _line(job: "Job") -> str:
    share = f" {job.done / job.total:4.0%}" if job.total else ""
    return f"{DOING.get(job.kind, job.kind)}{share}"


def _welcome(base: str) -> None:
    click.echo("  Jalin is at " + click.style(f"{base}/", bold=True) + "   (Ctrl-C stops it)\n")
    click.echo("  Everyone's password: " + click.style(people.PASSWORD, bold=True) + "\n")
    width = max(len(person.email) for person in people.SIGN_INS)
    for person in people.SIGN_INS:
        email = click.style(f"{person.email:{width}}", bold=True)
        click.echo(f"    {email}  {person.role}: {person.can}")
    click.echo("\n  Readers need no sign-in: search for Abai, Абай or Әуезов.\n")
