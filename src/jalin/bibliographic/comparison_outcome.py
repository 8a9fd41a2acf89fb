"""The outcome of a comparison as a folder: all of it or nothing.

It is written to a folder beside the one asked for, which then takes its place in one step; the same
catalogues give the same bytes.
"""

import json
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from jalin.bibliographic.chunk import Fault
from jalin.bibliographic.comparison import PARTS, Comparison, Part
from jalin.bibliographic.comparison_catalogue import Catalogue
from jalin.bibliographic.comparison_errors import FolderInUse, FolderUnavailable
from jalin.bibliographic.comparison_lists import Lists, write_faults
from jalin.bibliographic.comparison_records import SUFFIX, RecordForm, RecordList, write_records
from jalin.bibliographic.comparison_topic import Topic
from jalin.bibliographic.report import Report
from jalin.bibliographic.report_texts import Language
from jalin.core.errors import gettext_noop

SUMMARY = "comparison.json"
SCHEMA = "jalin-comparison/1"
VALUES = 1000  # of each breakdown: a large catalogue has hundreds of thousands of subjects
LISTS = {part: f"{part}.csv" for part in (*PARTS, "to_review", "faults")}


@dataclass(frozen=True, slots=True)
class Outcome:
    """What is written: the comparison of two catalogues, narrowed to any of the topics `about`."""

    ours: Catalogue
    theirs: Catalogue
    comparison: Comparison
    explain: Callable[[tuple[str, ...]], list[str]]
    about: tuple[Topic, ...] = ()
    language: Language = "en"
    form: RecordForm = "iso2709"

    def write(self, folder: Path) -> None:
        """Write every file of the outcome into `folder`, which exists and is empty."""
        faults = list(self._write_records(folder))
        self._write_lists(folder)
        named = [
            *((self.ours.name, fault) for fault in self.ours.faults),
            *((self.theirs.name, fault) for fault in self.theirs.faults),
            *faults,
        ]
        write_faults(folder / LISTS["faults"], named)
        summary = json.dumps(self.summary(), ensure_ascii=False, indent=1)
        (folder / SUMMARY).write_text(summary + "\n", "utf-8")
        report = Report(
            ours=self.ours,
            theirs=self.theirs,
            comparison=self.comparison,
            lists=LISTS,
            explain=self.explain,
            language=self.language,
            about=", ".join(topic.label(self.language) for topic in self.about),
        )
        (folder / "report.html").write_text(report.html(), "utf-8")

    def summary(self) -> dict[str, object]:
        """What `comparison.json` holds: counts of publications, breakdowns, and the sources.

        A breakdown gives the values that most publications have, at most `VALUES` of them; `values`
        says how many there are in all.
        """
        breakdowns = self.comparison.breakdowns
        return {
            "schema": SCHEMA,
            **asdict(self.comparison.counts),
            "breakdowns": {
                dimension: [
                    {"value": s.value, "ours": s.ours, "both": s.both, "theirs": s.theirs}
                    for s in shares[:VALUES]
                ]
                for dimension, shares in breakdowns.items()
            },
            "values": {dimension: len(shares) for dimension, shares in breakdowns.items()},
            "about": [asdict(topic) for topic in self.about],
            "catalogues": {"ours": _described(self.ours), "theirs": _described(self.theirs)},
        }

    def _write_lists(self, folder: Path) -> None:
        lists = Lists(self.ours, self.theirs, self.explain)
        lists.both(folder / LISTS["both"], self.comparison)
        one_sided: tuple[Part, ...] = ("only_ours", "only_theirs")
        for part in one_sided:
            lists.one_sided(folder / LISTS[part], part, self.comparison)
        lists.to_review(folder / LISTS["to_review"], self.comparison.review)

    def _write_records(self, folder: Path) -> Iterator[tuple[str, Fault]]:
        suffix = SUFFIX[self.form]
        sides: tuple[tuple[Catalogue, str, Part], ...] = (
            (self.ours, "ours", "only_ours"),
            (self.theirs, "theirs", "only_theirs"),
        )
        for catalogue, side, only in sides:
            lists = (
                RecordList(folder / f"{only}.{suffix}", self._rows(side, only)),
                RecordList(folder / f"both_{side}.{suffix}", self._rows(side, "both")),
            )
            for fault in write_records(catalogue, lists, self.form):
                yield catalogue.name, fault

    def _rows(self, side: str, part: Part) -> NDArray[np.bool_]:
        """Which rows of a side are of publications of `part`."""
        catalogue = self.ours if side == "ours" else self.theirs
        chosen = np.zeros(catalogue.records, dtype=np.bool_)
        chosen[self.comparison.rows(part)[side].drop_nulls().to_numpy()] = True
        return chosen


def _described(catalogue: Catalogue) -> dict[str, object]:
    return {
        "name": catalogue.name,
        "records": catalogue.records,
        "deleted": catalogue.deleted,
        "unreadable": catalogue.unreadable,
        "files": [
            {"name": source.name, "sha256": source.digest, "records": source.records}
            for source in catalogue.sources
        ],
        "repeated_files": [{"name": name, "same_as": first} for name, first in catalogue.repeated],
        "skipped_files": list(catalogue.skipped),
    }


def _known_names() -> set[str]:
    records = {
        f"{stem}.{suffix}"
        for stem in ("only_ours", "only_theirs", "both_ours", "both_theirs")
        for suffix in SUFFIX.values()
    }
    return {SUMMARY, "report.html", *LISTS.values(), *records}


def check_folder(folder: Path) -> None:
    """Raise `FolderInUse` unless `folder` is new, empty or an earlier outcome."""
    if folder.is_dir():
        other = sorted({entry.name for entry in folder.iterdir()} - _known_names())
        if not other and any(folder.iterdir()) and not _is_outcome(folder):
            other = sorted(entry.name for entry in folder.iterdir())
        if other:
            raise FolderInUse(folder=folder, example=other[0])
    elif folder.exists() or folder.is_symlink():
        raise FolderUnavailable(folder=folder, reason=gettext_noop("it is a file"))


def _is_outcome(folder: Path) -> bool:
    try:
        summary = json.loads((folder / SUMMARY).read_text("utf-8"))
    except (OSError, ValueError):
        return False
    return isinstance(summary, dict) and summary.get("schema") == SCHEMA


@contextmanager
def replaced(folder: Path) -> Iterator[Path]:
    """A new folder that takes the place of `folder` at the end, or leaves no trace on an error.

    Raises `FolderInUse` and `FolderUnavailable`.
    """
    folder = folder.absolute()
    check_folder(folder)
    made = folder.with_name(f".{folder.name}.{os.getpid()}.partial")
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        made.mkdir()
    except OSError as error:
        raise FolderUnavailable(folder=folder, reason=error.strerror) from error
    try:
        yield made
        check_folder(folder)
        _take_place(made, folder)
    finally:
        shutil.rmtree(made, ignore_errors=True)


def _take_place(made: Path, folder: Path) -> None:
    """Put `made` where `folder` is. POSIX has no exchange of two folders: two renames, undone."""
    earlier = folder.with_name(f".{folder.name}.{os.getpid()}.earlier")
    if not folder.exists():
        made.rename(folder)
        return
    folder.rename(earlier)
    try:
        made.rename(folder)
    except BaseException:
        earlier.rename(folder)
        raise
    shutil.rmtree(earlier)
