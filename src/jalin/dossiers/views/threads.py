"""The drawing of the two lanes: paths in a box of 400 by 64, four steps wide.

Apart the threads run above (ours) and below (theirs); where both have taken a step they meet, and
where they change places one passes over the other.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from jalin.dossiers.views.lanes import Step

WIDTH, MIDDLE = 400.0, 32.0
_APART, _MET = 16.0, 8.0  # from the middle
_GAP = 0.05  # of a stretch, on each side of a crossing


@dataclass(frozen=True, slots=True)
class Stretch:
    """Of one thread, from step to step; `over` cuts a gap into the other where they cross."""

    path: str
    ours: bool
    todo: bool
    gap: str = ""


def stretches(steps: Sequence[Step]) -> tuple[Stretch, ...]:
    """In the order in which they are drawn: what passes under, then gap, then over."""
    heights = _heights(steps)
    width = WIDTH / len(steps)
    found: list[Stretch] = []
    for at, step in enumerate(steps):
        start = width * (at - 0.5) if at else 0.0
        end = width * (at + 0.5)
        before, after = heights[max(at - 1, 0)] if at else heights[0], heights[at]
        found += _pair(step, start, end, before, after, over=bool(at % 2))
    return tuple(found)


def _pair(
    step: Step, start: float, end: float, before: float, after: float, *, over: bool
) -> list[Stretch]:
    """Both threads between two steps; ours lies at MIDDLE + height, theirs at MIDDLE - height."""
    todo = not (step.met or step.reached)
    ours = _path(start, end, MIDDLE + before, MIDDLE + after)
    theirs = _path(start, end, MIDDLE - before, MIDDLE - after)
    gap = _gap(start, end, before if over else -before, after if over else -after)
    gap = gap if before * after < 0 else ""
    o = Stretch(ours, ours=True, todo=todo and step.ours.mark != "done", gap=gap if over else "")
    t = Stretch(
        theirs, ours=False, todo=todo and step.theirs.mark != "done", gap="" if over else gap
    )
    return [t, o] if over else [o, t]


def _heights(steps: Sequence[Step]) -> list[float]:
    """Where ours lies at each step, from the middle (below is positive)."""
    heights: list[float] = []
    for at, step in enumerate(steps):
        previous = heights[-1] if heights else -_APART
        if at == len(steps) - 1:
            heights.append(0.0)
        elif step.met and at:
            heights.append(-_MET if previous > 0 else _MET)
        else:
            heights.append(-_APART)
    return heights


def _path(x0: float, x1: float, y0: float, y1: float) -> str:
    if y0 == y1:
        return f"M{x0:g} {y0:g}H{x1:g}"
    a, b = x0 + 0.45 * (x1 - x0), x0 + 0.55 * (x1 - x0)
    return f"M{x0:g} {y0:g}C{a:g} {y0:g} {b:g} {y1:g} {x1:g} {y1:g}"


def _gap(x0: float, x1: float, h0: float, h1: float) -> str:
    """A short piece of the thread that passes over, around where it crosses the middle."""
    if h0 == h1:
        return ""
    share = h0 / (h0 - h1)  # of the height, at the crossing
    low, high = 0.0, 1.0
    for _ in range(30):  # 3t² - 2t³ rises: halve
        t = (low + high) / 2
        low, high = (t, high) if 3 * t * t - 2 * t**3 < share else (low, t)
    points = (_point(x0, x1, h0, h1, low - _GAP), _point(x0, x1, h0, h1, low + _GAP))
    return "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in points)


def _point(x0: float, x1: float, h0: float, h1: float, t: float) -> tuple[float, float]:
    along = 3 * (1 - t) ** 2 * t * 0.45 + 3 * (1 - t) * t * t * 0.55 + t**3
    return x0 + along * (x1 - x0), MIDDLE + h0 + (h1 - h0) * (3 * t * t - 2 * t**3)
