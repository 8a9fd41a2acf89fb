"""The command line. Each command is a module of this package, imported only when it is called."""

import importlib

import click

COMMANDS = {
    "check": "Read catalogue files and report what is in them.",
    "compare": "Compare two catalogues, from files alone.",
    "init": "Set up the site: your library and its first administrator.",
    "demo": "Load the sample catalogues and serve the site.",
    "import": "Import a catalogue file into the site.",
    "serve": "Serve the site.",
    "worker": "Run the jobs that the site has queued.",
    "remind": "Send reminders of what waits and what is due.",
    "match": "Match all catalogues again, and build the search index anew.",
    "verify": "Check that nothing of what is kept was lost or changed.",
    "model": "Judge the model that matches records.",
    "manage": "Run a Django management command.",
}


class _Commands(click.Group):
    """Finds `jalin NAME` in the module `jalin.cli.NAME` (its attribute `command`)."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - as click has it
        return list(COMMANDS)

    def get_command(
        self,
        ctx: click.Context,  # noqa: ARG002
        cmd_name: str,
    ) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        module = "import_" if cmd_name == "import" else cmd_name
        command: click.Command = importlib.import_module(f"jalin.cli.{module}").command
        return command

    def format_commands(
        self,
        ctx: click.Context,  # noqa: ARG002
        formatter: click.HelpFormatter,
    ) -> None:
        # From the table, so that help loads no command's libraries.
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


@click.command(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="jalin")
def main() -> None:
    """Jalin: what two libraries agreed on, from the signing to the last book on the shelf.

    \b
    Begin with two catalogue files:
      jalin check ours.mrc theirs.mrc
      jalin compare ours.mrc theirs.mrc --out report/
    or see the site with sample catalogues:
      jalin demo
    """
