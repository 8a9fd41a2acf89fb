"""A worker that is killed at a certain place of the program: `python -m tests.dying_worker PLACE`.

PLACE is "module:function", or "module:class.function"; then ":before" or ":after"; then, if it is
not the first, ":" and the number of the call.
"""

import functools
import importlib
import os
import signal
import sys
from collections.abc import Callable
from operator import attrgetter
from typing import Any

from jalin.cli import setup


def trap(place: str) -> None:
    """Let the process be killed at `place`, as a power cut would."""
    module, names, moment, *number = place.split(":")
    *holders, name = names.split(".")
    holder = importlib.import_module(module)
    if holders:
        holder = attrgetter(".".join(holders))(holder)
    inner: Callable[..., Any] = getattr(holder, name)
    left = int(number[0]) if number else 1

    @functools.wraps(inner)
    def trapped(*arguments: Any, **options: Any) -> Any:
        nonlocal left
        left -= 1
        if left == 0 and moment == "before":
            os.kill(os.getpid(), signal.SIGKILL)
        result = inner(*arguments, **options)
        if left == 0:
            os.kill(os.getpid(), signal.SIGKILL)
        return result

    setattr(holder, name, trapped)


if __name__ == "__main__":
    setup.django()
    from jalin.core.worker import Worker

    trap(sys.argv[1])
    Worker().work(until_idle=True)
