"""Progress of long commands on the terminal: how far, how fast, how long still.

On standard error, and only if that is a terminal; a file or a pipe gets nothing.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import (
    BarColumn,
    Progress,
    ProgressColumn,
    SpinnerColumn,
    Task,
    TextColumn,
    TimeRemainingColumn,
)
from rich.text import Text


class _Rate(ProgressColumn):
    """Things done in all, and per second."""

    def render(self, task: Task) -> Text:
        unit = task.fields.get("unit", "")
        count = task.fields.get("count", 0)
        if not unit:
            return Text("")
        seconds = task.finished_time or task.elapsed or 0.0
        rate = f", {count / seconds:,.0f}/s" if seconds else ""
        return Text(f"{count:,} {unit}{rate}", style="progress.data.speed")


class Stages:
    """The stages of a command, one line each, shown as they begin."""

    def __init__(self, progress: Progress) -> None:
        self._progress = progress

    def records(self, what: str) -> Callable[[int, int, int], None]:
        """Told of bytes done, bytes in all, and records so far."""
        return self.counted(what, "records")

    def pairs(self, what: str) -> Callable[[int, int], None]:
        """Told of pairs done and pairs in all."""
        report = self.counted(what, "pairs")
        return lambda done, total: report(done, total, done)

    def counted(self, what: str, unit: str) -> Callable[[int, int, int], None]:
        task = self._progress.add_task(what, total=None, unit=unit, count=0)

        def report(done: int, total: int, count: int) -> None:
            self._progress.update(task, completed=done, total=total, count=count)

        return report

    @contextmanager
    def waiting(self, what: str) -> Iterator[None]:
        """A stage whose length is not known."""
        task = self._progress.add_task(what, total=None)
        yield
        self._progress.update(task, total=1, completed=1)


@contextmanager
def stages() -> Iterator[Stages]:
    console = Console(stderr=True)
    with Progress(
        SpinnerColumn(finished_text="✓"),
        TextColumn("{task.description}"),
        BarColumn(bar_width=30),
        _Rate(),
        TimeRemainingColumn(compact=True, elapsed_when_finished=True),
        console=console,
        disable=not console.is_terminal,
    ) as progress:
        yield Stages(progress)
