"""Keeps one worker running beside the site: `python -m jalin.cli.keeper PARENT`.

A process of its own, small, because the server's process runs no other thread while it serves.
"""

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from jalin.cli.parent import end_with

PATIENCE = 10  # seconds that a worker has to put its job back


def keep(parent: int) -> None:
    """Start a worker, again whenever it is lost, until `parent` is gone or we are told to stop."""
    stopping = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stopping.set())
    end_with(parent)
    command = [sys.executable, "-m", "jalin.cli", "worker", "--parent", str(os.getpid())]
    while not stopping.is_set() and os.getppid() == parent:
        child = subprocess.Popen(command)
        while child.poll() is None and not stopping.is_set() and os.getppid() == parent:
            stopping.wait(0.5)
        end(child)
        stopping.wait(1)  # so that a worker that cannot start does not start all the time


@contextmanager
def worker_until_idle() -> Iterator[subprocess.Popen[bytes]]:
    """A worker in a process of its own, whose memory goes with it; ended with the context."""
    line = [sys.executable, "-m", "jalin.cli", "worker", "--until-idle"]
    child = subprocess.Popen([*line, "--parent", str(os.getpid())])
    try:
        yield child
    finally:
        end(child)


def end(child: subprocess.Popen[bytes]) -> None:
    """Stop a process, in order if it can, and wait for it."""
    child.terminate()
    try:
        child.wait(PATIENCE)
    except subprocess.TimeoutExpired:
        child.kill()
        child.wait()


if __name__ == "__main__":
    keep(int(sys.argv[1]))
