"""`jalin check`: read catalogue files and report what is in them."""

import json
import os
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from rich.console import Console

    from jalin.bibliographic.checking import Report
    from jalin.bibliographic.chunk import Format

_BIG = 20 << 20  # bytes from which on a file is worth a progress line
# Control characters (C0, C1), separators of lines, and marks of direction (UAX #9, 2).
_STEERING = re.compile(r"[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]")


@click.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Print the report for machines.")
@click.option(
    "--format",
    "format_",
    type=click.Choice(["marc21", "unimarc"]),
    help="Read the records as of this format, whatever they seem to be.",
)
@click.option("--encoding", help="Read all records in this encoding: utf-8, marc-8, cp1251, ...")
@click.option(
    "--faults", default=20, show_default=True, help="How many faults of each file to show as text."
)
def command(
    files: tuple[Path, ...],
    as_json: bool,
    format_: "Format | None",
    encoding: str | None,
    faults: int,
) -> None:
    """Read catalogue FILES and report what is in them.

    MARC 21 and UNIMARC (RUSMARC), in ISO 2709, MARCXML or the form of INLISLite, plain or gzip;
    all of this, and the encoding of each record, is found by looking. Nothing is changed or stored.

    \b
    For each file: format, carrier, encodings, number of records, languages, and each
    fault with the place in the file, the record's number, the field and the reason.

    \b
      jalin check ours.mrc
      jalin check *.mrc.gz --json > report.json

    With --json one file gives an object, several give a list of them: file, format, carrier,
    encoding (the commonest), encodings, records (all), unreadable (of these), languages, faults
    (offset, identifier, field, reason, code, fatal), fault_count, error.

    \b
    Exit codes:
      0    every record was read without fault
      1    some records have faults or could not be read
      2    a file is no catalogue, or could not be read to its end
      130  stopped with Ctrl-C
    """
    try:
        reports = _run(files, format_, encoding, as_json=as_json, shown=faults)
    except KeyboardInterrupt:
        click.echo("Stopped.", err=True)
        sys.exit(130)
    sys.exit(max(_exit_code(report) for report in reports))


def _run(
    files: tuple[Path, ...],
    format_: "Format | None",
    encoding: str | None,
    *,
    as_json: bool,
    shown: int,
) -> "list[Report]":
    from rich.console import Console

    console = Console(highlight=False, soft_wrap=True)
    reports = []
    for path in files:
        report = _check(path, format_, encoding)
        reports.append(report)
        if not as_json:
            _print(console, report, shown)
    if as_json:
        objects = [_as_json(report) for report in reports]
        click.echo(
            json.dumps(objects if len(objects) > 1 else objects[0], ensure_ascii=False, indent=2)
        )
    return reports


def _exit_code(report: "Report") -> int:
    if report.refused is not None:
        return 2
    return 1 if report.fault_count else 0


def _check(path: Path, format_: "Format | None", encoding: str | None) -> "Report":
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

    from jalin.bibliographic.checking import check

    size = path.stat().st_size if path.is_file() else 0
    console = Console(stderr=True)
    if size < _BIG or not console.is_terminal:
        return check(path, format=format_, encoding=encoding)
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        TextColumn("{task.fields[count]:,} records"),
    )
    with Progress(*columns, TimeRemainingColumn(), console=console, transient=True) as progress:
        task = progress.add_task(path.name, total=size, count=0)

        def tell(report: "Report", done: int) -> None:
            # The bytes of a compressed file are more than its size: then the bar only pulses.
            progress.update(task, completed=done, count=report.records)
            if done > size:
                progress.update(task, total=None)

        return check(path, format=format_, encoding=encoding, progress=tell)


def _name(path: Path | str) -> str:
    """A path, or a text with one in it, that can be printed whatever bytes the system has there."""
    return os.fsencode(path).decode("utf-8", "replace")


def _printable(text: Path | str) -> str:
    """A text from outside, for a terminal: what would steer it, or turn the line, as a code."""
    return _STEERING.sub(lambda found: f"\\u{ord(found.group()):04x}", _name(text))


def _print(console: "Console", report: "Report", shown: int) -> None:
    from rich.markup import escape

    console.print(f"[bold]{escape(_printable(report.path))}[/bold]")
    if report.carrier is not None:
        _print_census(console, report)
    if report.refused is not None:
        for part in report.refused.parts():
            console.print(f"  [red]{escape(_printable(part))}[/red]")
    for fault in report.faults[:shown]:
        where = f"byte {fault.offset}" if fault.offset >= 0 else "whole file"
        record = f", record {fault.identifier}" if fault.identifier else ""
        field = f", field {fault.field}" if fault.field else ""
        mark = "[red]unreadable[/red]" if fault.fatal else "[yellow]fault[/yellow]"
        said = _printable(f"{record}{field}: {fault.text()}")
        console.print(f"  {mark} at {where}{escape(said)}")
    if report.fault_count > shown:
        console.print(f"  ... and {report.fault_count - shown:,} more (--faults N shows more)")
    console.print()


def _print_census(console: "Console", report: "Report") -> None:
    names = {"marc21": "MARC 21", "unimarc": "UNIMARC"}
    carriers = {"iso2709": "ISO 2709", "marcxml": "MARCXML", "inlislite": "INLISLite"}
    console.print(f"  format     {names[str(report.format)]} in {carriers[str(report.carrier)]}")
    console.print(f"  encodings  {_counts(report.encodings)}")
    console.print(f"  records    {report.records:,}, of these {report.unreadable:,} unreadable")
    console.print(f"  languages  {_counts(report.languages)}")
    console.print(f"  faults     {report.fault_count:,}")


def _counts(counter: "dict[str, int]") -> str:
    ranked = sorted(counter.items(), key=lambda item: (-item[1], item[0]))
    shown = ", ".join(f"{name} {count:,}" for name, count in ranked[:12])
    return (shown or "none") + (f", and {len(ranked) - 12} more" if len(ranked) > 12 else "")


def _as_json(report: "Report") -> dict[str, Any]:
    refused = report.refused
    error = None
    if refused is not None:
        what, why, do = map(_name, refused.parts())
        error = {"code": refused.code, "what": what, "why": why, "do": do}
    return {
        "file": _name(report.path),
        "format": report.format,
        "carrier": report.carrier,
        "encoding": report.encoding if report.carrier else None,
        "encodings": dict(report.encodings.most_common()),
        "records": report.records,
        "unreadable": report.unreadable,
        "languages": dict(report.languages.most_common()),
        "faults": [
            {
                "offset": fault.offset,
                "identifier": fault.identifier,
                "field": fault.field,
                "reason": fault.text(),
                "code": fault.code,
                "fatal": fault.fatal,
            }
            for fault in report.faults
        ],
        "fault_count": report.fault_count,
        "error": error,
    }
