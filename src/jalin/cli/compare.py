"""`jalin compare`: two catalogues in, a folder with what they share and lack out."""

import gettext
import os
import signal
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import reduce
from importlib.resources import files
from operator import or_
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING, NoReturn

import click

from jalin.bibliographic.chunk import ENCODINGS, FORMATS, Format
from jalin.bibliographic.report_texts import LANGUAGES, Language
from jalin.core.errors import DomainError

if TYPE_CHECKING:
    from jalin.bibliographic.comparison import Comparison
    from jalin.bibliographic.comparison_catalogue import Catalogue
    from jalin.bibliographic.comparison_records import RecordForm
    from jalin.bibliographic.comparison_topic import Topic
    from jalin.cli.progress import Stages

DONE, DONE_WITH_FAULTS, REFUSED, INTERRUPTED, TERMINATED = 0, 1, 2, 130, 143
_FORMAT = click.Choice(FORMATS)
_ENCODING = click.Choice([encoding for encoding in ENCODINGS if encoding != "unknown"])


@dataclass(frozen=True, slots=True)
class Side:
    """A catalogue as named on the command line."""

    path: Path
    name: str
    format: Format | None
    encoding: str | None


@dataclass(frozen=True, slots=True)
class Options:
    """What was asked for on the command line."""

    ours: Side
    theirs: Side
    folder: Path
    about: tuple[str, ...]
    records: "RecordForm"
    language: Language
    workers: int


@click.command("compare")
@click.argument("ours", type=click.Path(path_type=Path))
@click.argument("theirs", type=click.Path(path_type=Path))
@click.option(
    "--out",
    "folder",
    required=True,
    metavar="DIR",
    type=click.Path(path_type=Path),
    help="Folder for the outcome: new, empty, or with an earlier comparison.",
)
@click.option(
    "--about",
    multiple=True,
    metavar="WHAT",
    help="Only what is about a country (kazakhstan, KZ), a language (language:kk) or a "
    "subject (subject:horses). Can be given several times.",
)
@click.option(
    "--records",
    type=click.Choice(["iso2709", "marcxml"]),
    default="iso2709",
    show_default=True,
    help="How the records of the lists are written.",
)
@click.option(
    "--language",
    type=click.Choice(LANGUAGES),
    default="en",
    show_default=True,
    help="Language of the report.",
)
@click.option("--name-ours", metavar="NAME", help="What the report calls our library.")
@click.option("--name-theirs", metavar="NAME", help="What the report calls theirs.")
@click.option("--format-ours", type=_FORMAT, help="Format of ours, if it is told wrongly.")
@click.option("--format-theirs", type=_FORMAT, help="Format of theirs, likewise.")
@click.option("--encoding-ours", type=_ENCODING, help="Encoding of ours, if it is told wrongly.")
@click.option("--encoding-theirs", type=_ENCODING, help="Encoding of theirs, likewise.")
@click.option(
    "--workers",
    type=click.IntRange(0),
    default=None,
    help="Further processes for large files; by default one for each further processor.",
)
def command(  # noqa: PLR0913, PLR0917  one for each option
    ours: Path,
    theirs: Path,
    folder: Path,
    about: tuple[str, ...],
    records: "RecordForm",
    language: Language,
    name_ours: str | None,
    name_theirs: str | None,
    format_ours: Format | None,
    format_theirs: Format | None,
    encoding_ours: str | None,
    encoding_theirs: str | None,
    workers: int | None,
) -> NoReturn:
    """Compare two catalogues: what both hold, and what each lacks of the other.

    OURS and THEIRS are catalogue files (MARC 21 or UNIMARC in ISO 2709 or MARCXML, the export of
    INLISLite; gzip too), or folders, of which every catalogue file is read. Format and encoding are
    found by looking. No database is needed.

    \b
    DIR gets
      report.html          to read, send and print; with the overlap as a picture
      comparison.json      the counts, for programs
      both.csv             what both hold
      only_ours.csv        what they lack          only_ours.mrc    the same records
      only_theirs.csv      what we lack            only_theirs.mrc  as supplied
      both_ours.mrc        what both hold, as ours and theirs
      both_theirs.mrc      have it
      to_review.csv        pairs that a person should look at, with reasons
      faults.csv           records that could not be read as they should: where and why

    Counts are of publications: the records of one publication, on either side, count once. The same
    catalogues give the same bytes.

    \b
    --about COUNTRY keeps what is about it, was published there, or is in a language at home
    there or translated from one. Names are known in English, Indonesian, Kazakh and Russian:
      jalin compare jakarta.mrc astana.mrc --out report --about kazakhstan --about indonesia

    \b
    Exit codes:
      0    done
      1    done, but some records could not be read: see faults.csv
      2    refused: the input or DIR cannot be used; nothing was written
      130  interrupted (Ctrl-C); nothing was written
    """  # fmt: skip
    name_ours = name_ours or _name(ours)
    name_theirs = name_theirs or _name(theirs)
    if name_ours == name_theirs:
        name_ours, name_theirs = f"{name_ours} (ours)", f"{name_theirs} (theirs)"
    options = Options(
        ours=Side(ours, name_ours, format_ours, encoding_ours),
        theirs=Side(theirs, name_theirs, format_theirs, encoding_theirs),
        folder=folder,
        about=about,
        records=records,
        language=language,
        workers=(os.cpu_count() or 1) - 1 if workers is None else workers,
    )
    sys.exit(_guarded(options))


def _name(path: Path) -> str:
    """The name of a file without its endings, or of a folder."""
    name = path.resolve().name
    return name if path.is_dir() else name.partition(".")[0] or name


def _guarded(options: Options) -> int:
    """Run, and turn what can happen into an exit code and words."""
    before = signal.signal(signal.SIGTERM, _terminate)
    try:
        return run(options)
    except DomainError as error:
        return _refused(error)
    except OSError as error:  # the disk is full, or a share is gone
        from jalin.bibliographic.comparison_errors import FolderUnavailable

        reason = error.strerror or str(error)
        return _refused(FolderUnavailable(folder=options.folder, reason=reason))
    except KeyboardInterrupt:
        click.echo("Interrupted; nothing was written.", err=True)
        return INTERRUPTED
    finally:
        signal.signal(signal.SIGTERM, before)


def _refused(error: DomainError) -> int:
    what, why, do = error.parts()
    click.echo(f"{click.style('Refused:', bold=True)} {what}", err=True)
    click.echo("\n".join(f"  {text}" for text in (why, do) if text), err=True)
    return REFUSED


def _terminate(_signal: int, _frame: FrameType | None) -> NoReturn:
    raise SystemExit(TERMINATED)  # through every `finally`, so that no half-made folder stays


def run(options: Options) -> int:
    """Compare, write the outcome, say what came out, and return the exit code."""
    from jalin.bibliographic.comparison_outcome import Outcome, replaced
    from jalin.bibliographic.comparison_topic import topic
    from jalin.cli.progress import stages

    about = tuple(topic(asked) for asked in options.about)
    with replaced(options.folder) as folder, _scratch(folder) as scratch, stages() as steps:
        ours = _read(options.ours, scratch / "ours", options, steps)
        theirs = _read(options.theirs, scratch / "theirs", options, steps)
        compared = _compare(ours, theirs, about, steps)
        with steps.waiting("Writing the outcome"):
            Outcome(
                ours=ours,
                theirs=theirs,
                comparison=compared,
                explain=explained(options.language),
                about=about,
                language=options.language,
                form=options.records,
            ).write(folder)
    _say(ours, theirs, compared, about)
    click.echo(f"Report: {options.folder / 'report.html'}")
    return DONE_WITH_FAULTS if ours.unreadable or theirs.unreadable else DONE


@contextmanager
def _scratch(folder: Path) -> Iterator[Path]:
    """A folder for the columns, gone before the outcome takes its place.

    It is on the same disk as the outcome, because the system's folder for such things is in memory
    on many machines.
    """
    with tempfile.TemporaryDirectory(prefix=".columns-", dir=folder) as name:
        yield Path(name)


def _read(side: Side, spill: Path, options: Options, steps: "Stages") -> "Catalogue":
    from jalin.bibliographic.comparison_catalogue import Request, read_catalogue

    without = options.folder.resolve()
    request = Request(side.path, side.name, side.format, side.encoding, without)
    progress = steps.records(f"Reading {side.name}")
    return read_catalogue(request, spill, workers=options.workers, progress=progress)


def _compare(
    ours: "Catalogue", theirs: "Catalogue", about: "tuple[Topic, ...]", steps: "Stages"
) -> "Comparison":
    from jalin.bibliographic.comparison import compare
    from jalin.bibliographic.comparison_matching import match_catalogues

    names = {
        "ours": f"Repeated in {ours.name}",
        "theirs": f"Repeated in {theirs.name}",
        "both": "In both",
    }
    clusters, pairs = match_catalogues(
        ours.columns, theirs.columns, progress=lambda name: steps.pairs(names[name])
    )
    narrowed = reduce(or_, about) if about else None
    with steps.waiting("Counting"):
        return compare(ours.columns, theirs.columns, clusters=clusters, pairs=pairs, topic=narrowed)


def explained(language: Language) -> Callable[[tuple[str, ...]], list[str]]:
    """Reasons in words of `language`, where there is a translation."""
    from jalin.bibliographic.matching import explain

    folder = str(files("jalin") / "locale")
    texts = gettext.translation("django", folder, languages=[language], fallback=True)
    return lambda codes: [texts.gettext(text) for text in explain(codes)]


def _say(
    ours: "Catalogue", theirs: "Catalogue", compared: "Comparison", about: "tuple[Topic, ...]"
) -> None:
    names = ", ".join(one.label("en") for one in about)
    click.echo(f"Publications about {names}" if about else "Publications")
    counts = compared.counts
    lines = [
        (ours.name, counts.ours),
        (theirs.name, counts.theirs),
        ("in both", counts.both),
        (f"only {ours.name}", counts.only_ours),
        (f"only {theirs.name}", counts.only_theirs),
        ("pairs to review", counts.to_review),
    ]
    width = max(len(f"{count:,}") for _, count in lines)
    for name, count in lines:
        click.echo(f"  {count:>{width},}  {name}")
    for notice in _notices(ours, theirs):
        click.echo(notice, err=True)


def _notices(ours: "Catalogue", theirs: "Catalogue") -> Iterator[str]:
    """What was left out, and what could not be read."""
    for side in (ours, theirs):
        for name, first in side.repeated:
            yield f"{side.name}: {name} is the same file as {first} and was read once."
        for name in side.skipped:
            yield f"{side.name}: {name} is no catalogue file and was left out."
        if side.deleted:
            yield f"{side.name}: records marked as deleted and left out: {side.deleted:,}."
        if side.unreadable:
            unreadable = f"{side.unreadable:,}; see faults.csv."
            yield f"{side.name}: records that could not be read: {unreadable}"
