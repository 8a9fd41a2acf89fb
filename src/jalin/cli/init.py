"""`jalin init`: from an empty folder to a site whose first administrator can sign in."""

import os
import sys
from typing import TYPE_CHECKING

import click

from jalin.cli import setup

if TYPE_CHECKING:
    from jalin.catalogue.models import Catalogue
    from jalin.institutions.actions import Invited
    from jalin.institutions.models import Institution

LANGUAGES = ("id", "kk", "ru", "en")


@click.command()
@click.option("--name-id", metavar="TEXT", help="Name of your library in Indonesian.")
@click.option("--name-kk", metavar="TEXT", help="… in Kazakh.")
@click.option("--name-ru", metavar="TEXT", help="… in Russian.")
@click.option("--name-en", metavar="TEXT", help="… in English. One of the four is needed.")
@click.option("--short-name", default="", help="For tables and buttons, such as Perpusnas.")
@click.option("--country", default="", help="Two letters of ISO 3166-1: ID, KZ.")
@click.option("--city", default="", help="The city, in one language.")
@click.option("--slug", default="", help="The library's address on the site: perpusnas.")
@click.option("--isil", default="", help="ISIL (ISO 15511), if it has one.")
@click.option("--catalogue", default="", help="Name of its first catalogue.")
@click.option("--administrator", default="", metavar="E-MAIL", help="The first administrator.")
@click.option(
    "--language", type=click.Choice(LANGUAGES), default="en", help="The administrator's language."
)
@click.option("--base", default="", metavar="URL", help="As JALIN_PUBLIC_BASE, for the link.")
def command(administrator: str, language: str, base: str, **options: str) -> None:
    """Set up the site: the database, your library, its first catalogue, its first administrator.

    Asks for what the options do not say. What is there already stays as it is, so that it can be
    run again: until the first administrator has signed in, each run prints a new link.

    Exit codes: 0 set up; 1 refused; 2 wrong options.
    """
    if base:
        os.environ["JALIN_PUBLIC_BASE"] = base
    setup.django()
    with setup.told():
        setup.migrate()
        house = _house(options, language)
        _catalogue(house, options["catalogue"], language)
        _administrator(house, administrator, language)
    click.echo("\nStart the site with: jalin serve")


def _house(options: dict[str, str], language: str) -> "Institution":
    """The institution whose site this is, founded now where there is none."""
    from jalin.institutions.founding import create_institution
    from jalin.institutions.models import Institution
    from jalin.institutions.permissions import OPERATOR

    found = Institution.objects.filter(is_house=True).first()
    if found is not None:
        _say("Library", found, "is there already")
        return found
    made = create_institution(
        actor=OPERATOR,
        name=_names(options, language),
        short_names={language: options["short_name"] or _ask("Short name", "short-name")},
        country=options["country"] or _ask("Country (ID, KZ, …)", "country"),
        slug=options["slug"] or _ask("Address on the site (small Latin letters)", "slug"),
        isil=options["isil"],
        city={language: options["city"]},
        is_house=True,
    )
    _say("Library", made, "added")
    return made


def _names(options: dict[str, str], language: str) -> dict[str, str]:
    """{BCP 47 tag: name}; asked for in `language` where no option gives one."""
    names = {tag: options.get(f"name_{tag}") or "" for tag in LANGUAGES}
    if not any(names.values()):
        names[language] = _ask("Name of your library", f"name-{language}")
    return names


def _catalogue(house: "Institution", name: str, language: str) -> None:
    """The first catalogue, at the same address as its library."""
    from jalin.catalogue import actions
    from jalin.catalogue.models import Catalogue
    from jalin.institutions.permissions import OPERATOR

    found: Catalogue | None = house.catalogues.first()
    if found is not None:
        _say("Catalogue", found, "is there already")
        return
    names = {language: name} if name else house.short_names
    made = actions.create_catalogue(actor=OPERATOR, institution=house, names=names, slug=house.slug)
    _say("Catalogue", made, "added")
    click.echo(f"  Import a file with: jalin import FILE --catalogue {made.slug}")


def _administrator(house: "Institution", email: str, language: str) -> None:
    """Invite the first administrator; nothing where the library has one."""
    from jalin.institutions import actions
    from jalin.institutions.models import Membership, Role
    from jalin.institutions.permissions import OPERATOR

    there = Membership.objects.filter(institution=house, role=Role.ADMINISTRATOR, valid_to=None)
    if there.exists():
        click.echo("Administrator: there is one already; invite others on the site.")
        return
    email = _address(email or _ask("E-mail of the first administrator", "administrator"))
    actions.withdraw_invitations(actor=OPERATOR, institution=house, email=email)
    invited = actions.invite(
        actor=OPERATOR,
        institution=house,
        email=email,
        role=Role.ADMINISTRATOR,
        language=language,
        by_mail=False,
    )
    click.echo(f"Administrator: {email} invited. This link makes the account, within 14 days:")
    click.secho(f"  {invited.link}", bold=True)
    _mail(invited)


def _mail(invited: "Invited") -> None:
    """Send the letter where there is a mail server; say what will become of mail."""
    from django.conf import settings

    from jalin.institutions import actions
    from jalin.institutions.errors import InvitationNotSent

    if not settings.EMAIL_HOST:
        click.echo("Mail: JALIN_EMAIL_URL is not set, so that letters go to the log only.")
        return
    try:
        actions.send(invited)
    except InvitationNotSent as error:
        click.secho(f"Mail: the letter could not be sent by {settings.EMAIL_HOST}.", fg="yellow")
        click.echo(f"  {error.parts()[1]} Check JALIN_EMAIL_URL, and hand on the link.")
    else:
        click.echo(f"Mail: the letter was sent by {settings.EMAIL_HOST}.")


def _address(email: str) -> str:
    from django.core.exceptions import ValidationError
    from django.core.validators import validate_email

    try:
        validate_email(email)
    except ValidationError:
        setup.fail(f"“{email}” is no e-mail address.", do="Run jalin init again with another.")
    return email


def _say(what: str, found: "Institution | Catalogue", state: str) -> None:
    click.echo(f"{what}: “{found}” ({found.slug}) {state}.")


def _ask(question: str, option: str) -> str:
    """Ask on a terminal; elsewhere name the option that is missing."""
    if not sys.stdin.isatty():
        setup.fail(f"--{option} is missing.", do="See: jalin init --help")
    answer: str = click.prompt(question)
    return answer.strip()
