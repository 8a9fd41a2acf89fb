"""Chores: small work that is due again and again, done by a worker that has nothing else to do.

A chore finds out by itself what is due and does that once, however often and by however many
workers it is run; what it could not do is still due the next time.
"""

import logging
from collections.abc import Callable
from datetime import datetime

log = logging.getLogger(__name__)
EVERY = 900  # seconds between two rounds of one worker

Chore = Callable[[datetime], object]
_chores: list[Chore] = []


def register(chore: Chore) -> None:
    """Let workers run `chore` with the time of their round."""
    if chore not in _chores:
        _chores.append(chore)


def run(now: datetime) -> None:
    """One round. A chore that fails is told to the operator, and the others are done."""
    for chore in _chores:
        try:
            chore(now)
        except Exception:
            log.exception("The chore %s failed; it is tried again later.", chore.__qualname__)
