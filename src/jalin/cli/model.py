"""`jalin model`: what the matching model is worth."""

import json
from pathlib import Path

import click

_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.group()
def command() -> None:
    """Judge the model that matches records."""


@command.command()
@click.argument("records", type=_FILE)
@click.argument("labels", type=_FILE)
@click.option("--model", type=_FILE, help="A model in a file, instead of the one that is shipped.")
@click.option("--json", "as_json", is_flag=True, help="Print the figures for machines.")
def evaluate(records: Path, labels: Path, model: Path | None, as_json: bool) -> None:
    """Compare what the model says of labelled pairs with their labels.

    RECORDS is a zip of MARC-in-JSON, one record a line; LABELS a CSV with the columns id1, id2 and
    label (1: the same publication), where an id is the record's control number (001).

    The last lines tell how far a probability can be taken at its word: of the pairs that were said
    to be the same with about such a probability, what share truly is.
    """
    from jalin.bibliographic import evaluation
    from jalin.bibliographic.model import load

    figures = evaluation.evaluate(records, labels, model=load(model) if model else None)
    if as_json:
        click.echo(json.dumps(figures))
        return
    click.echo(f"{figures['pairs']:,} pairs")
    for name in ("precision", "recall", "f1"):
        click.echo(f"{name:<24}{figures[name]:.4f}")
    click.echo(f"{'recall at precision .997':<24}{figures['recall_at_precision_997']:.4f}")
    click.echo("\nsaid    true       pairs")
    for said, true, pairs in figures["reliability"]:
        click.echo(f"{said:.4f}  {true:.4f}  {pairs:8,}")
