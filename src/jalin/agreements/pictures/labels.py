"""Where the names of marked places stand, so that they cover neither one another nor a mark."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

Anchor = Literal["start", "end", "middle"]
_LETTER = 0.56  # of the size, on average
_LEADING = 1.2


@dataclass(frozen=True, slots=True)
class Label:
    x: float
    y: float
    anchor: Anchor


@dataclass(frozen=True, slots=True)
class _Box:
    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: "_Box") -> bool:
        apart = self.right <= other.left or other.right <= self.left
        return not (apart or self.bottom <= other.top or other.bottom <= self.top)

    def within(self, other: "_Box") -> bool:
        inside = other.left <= self.left and self.right <= other.right
        return inside and other.top <= self.top and self.bottom <= other.bottom


def labels(
    marks: Sequence[tuple[float, float, float]],
    names: Sequence[str],
    size: float,
    frame: tuple[float, float, float, float],
) -> list[Label]:
    """A label for each mark (x, y, radius): beside it, under it or above it, as there is room.

    `size` is that of the letters, `frame` left, top, right and bottom of the picture.
    """
    taken = [_Box(x - r, y - r, x + r, y + r) for x, y, r in marks]
    picture = _Box(*frame)
    found = []
    for (x, y, radius), name in zip(marks, names, strict=True):
        tries = _tries(x, y, radius, len(name) * size * _LETTER, size)
        free = (
            (label, box)
            for label, box in tries
            if box.within(picture) and not any(box.meets(other) for other in taken)
        )
        label, box = next(free, tries[0])
        taken.append(box)
        found.append(label)
    return found


def _tries(
    x: float, y: float, radius: float, width: float, size: float
) -> list[tuple[Label, _Box]]:
    away, high = radius + size * 0.35, size * _LEADING / 2
    below, above = y + radius + high, y - radius - high
    return [
        (Label(x + away, y, "start"), _Box(x + away, y - high, x + away + width, y + high)),
        (Label(x - away, y, "end"), _Box(x - away - width, y - high, x - away, y + high)),
        *(
            (Label(x, at, "middle"), _Box(x - width / 2, at - high, x + width / 2, at + high))
            for at in (below, above)
        ),
    ]
