"""Two circles whose areas, and the area they share, are to scale with three counts.

The overlap of two circles has no closed inverse: the distance of the centres is found by bisection
of the area of the lens, r² acos(a/r) − a √(r² − a²) summed over both circles, a being the distance
of each centre from the common chord.
"""

import math
from dataclasses import dataclass

WIDTH = 440.0
HEIGHT = 262.0
FOOT = 44.0  # added below for the labels that do not fit inside
MARGIN = 11.0
GAP = 16.0  # between circles that share nothing
SMALLEST_RADIUS = 3.0  # a library with very few stays visible; the only departure from scale
_FOOT_ROOM = WIDTH / 3  # for each of the three labels of the foot
_PADDING = 4.0  # between a label and the edge of its part
_DIGIT = 15.0  # width of a digit of the labels, in units of the picture


@dataclass(frozen=True, slots=True)
class Circle:
    x: float
    y: float
    r: float


@dataclass(frozen=True, slots=True)
class Label:
    """Where a count is written: centred on (x, y), its middle, and no wider than `room`.

    Where the part is too small to hold its number, `inside` is False, (x, y) lies in the foot of
    the picture and a thin line should lead from (tip_x, tip_y), inside the part, to it.
    """

    x: float
    y: float
    inside: bool
    tip_x: float
    tip_y: float
    room: float


@dataclass(frozen=True, slots=True)
class Venn:
    """The picture: ours on the left, theirs on the right, in the units of `view_box`.

    A path is SVG path data to be filled with `fill-rule="evenodd"`, and "" where its part is empty
    (its label is then None). A circle is None for a library that has nothing.
    """

    width: float
    height: float
    ours: Circle | None
    theirs: Circle | None
    only_ours: str
    both: str
    only_theirs: str
    label_only_ours: Label | None
    label_both: Label | None
    label_only_theirs: Label | None

    @property
    def view_box(self) -> str:
        return f"0 0 {_number(self.width)} {_number(self.height)}"


def venn_geometry(ours: int, both: int, theirs: int) -> Venn:
    """The circles for `ours` and `theirs` publications, of which `both` are held by both.

    `ours` and `theirs` include `both`. Raises ValueError when the counts are negative or when more
    are held by both than by one.
    """
    if min(ours, both, theirs) < 0 or both > min(ours, theirs):
        message = f"not the counts of two sets and what they share: {ours}, {both}, {theirs}"
        raise ValueError(message)
    left, right = _circles(ours, both, theirs)
    outer_left, lens, outer_right = _paths(left, right, ours, both, theirs)
    labels = _labels(left, right, (ours - both, both, theirs - both))
    inside = all(label is None or label.inside for label in labels)
    return Venn(
        width=WIDTH,
        height=HEIGHT if inside else HEIGHT + FOOT,
        ours=left,
        theirs=right,
        only_ours=outer_left,
        both=lens,
        only_theirs=outer_right,
        label_only_ours=labels[0],
        label_both=labels[1],
        label_only_theirs=labels[2],
    )


def lens_area(r: float, s: float, d: float) -> float:
    """The area shared by circles of radius `r` and `s` whose centres are `d` apart."""
    if d >= r + s:
        return 0.0
    if d <= abs(r - s):
        return math.pi * min(r, s) ** 2
    a = (d * d + r * r - s * s) / (2 * d)
    return _segment(r, a) + _segment(s, d - a)


def _segment(r: float, a: float) -> float:
    """The area of the part of a circle beyond a chord at the (signed) distance `a`."""
    a = max(-r, min(r, a))
    return r * r * math.acos(a / r) - a * math.sqrt(max(r * r - a * a, 0.0))


def _distance(r: float, s: float, area: float) -> float:
    """How far apart the centres are when the circles share `area`."""
    near, far = abs(r - s), r + s
    for _ in range(60):
        middle = (near + far) / 2
        if lens_area(r, s, middle) > area:
            near = middle
        else:
            far = middle
    return (near + far) / 2


def _circles(ours: int, both: int, theirs: int) -> tuple[Circle | None, Circle | None]:
    """Both circles, side by side in the middle of the picture and as large as fits."""
    r, s = math.sqrt(ours / math.pi), math.sqrt(theirs / math.pi)
    tall = (HEIGHT - 2 * MARGIN) / 2 / max(r, s, 1e-9)
    if not ours or not theirs:
        only = Circle(WIDTH / 2, HEIGHT / 2, max(r, s) * tall)
        return (only if ours else None), (only if theirs else None)
    if both == min(ours, theirs):
        d, gap = abs(r - s), 0.0
    elif both:
        d, gap = _distance(r, s, both), 0.0
    else:
        d, gap = r + s, GAP
    wide = (WIDTH - 2 * MARGIN - gap) / max(r + d + s, 2 * max(r, s))
    scale = min(tall, wide)
    r, s = max(r * scale, SMALLEST_RADIUS), max(s * scale, SMALLEST_RADIUS)
    d = d * scale + gap
    left = min(-r, d - s)  # leftmost point, ours being centred on 0
    x = WIDTH / 2 - (left + max(r, d + s)) / 2
    return Circle(x, HEIGHT / 2, r), Circle(x + d, HEIGHT / 2, s)


def _paths(
    left: Circle | None, right: Circle | None, ours: int, both: int, theirs: int
) -> tuple[str, str, str]:
    if left is None or right is None or not both:
        return (_round(left) if left else ""), "", (_round(right) if right else "")
    if both == ours == theirs:
        return "", _round(left), ""
    if both == ours:
        return "", _round(left), _round(right) + _round(left)
    if both == theirs:
        return _round(left) + _round(right), _round(right), ""
    return _crescents(left, right)


def _round(c: Circle) -> str:
    r, y = _number(c.r), _number(c.y)
    west, east = _number(c.x - c.r), _number(c.x + c.r)
    return f"M{west} {y}A{r} {r} 0 1 0 {east} {y}A{r} {r} 0 1 0 {west} {y}z"


def _crescents(left: Circle, right: Circle) -> tuple[str, str, str]:
    """The three parts of circles that cross in two points, one above the other."""
    d = right.x - left.x
    a = (d * d + left.r**2 - right.r**2) / (2 * d)
    h = math.sqrt(max(left.r**2 - a * a, 0.0))
    x = _number(left.x + a)
    top, foot = f"{x} {_number(left.y - h)}", f"{x} {_number(left.y + h)}"
    r, s = _number(left.r), _number(right.r)
    # An arc is "large" when the chord lies beyond the centre, seen from that arc.
    west, east = int(a > 0), int(a < d)
    only_ours = f"M{top}A{r} {r} 0 {west} 0 {foot}A{s} {s} 0 {1 - east} 1 {top}z"
    only_theirs = f"M{top}A{s} {s} 0 {east} 1 {foot}A{r} {r} 0 {1 - west} 0 {top}z"
    both = f"M{top}A{r} {r} 0 {1 - west} 1 {foot}A{s} {s} 0 {1 - east} 1 {top}z"
    return only_ours, both, only_theirs


def _labels(
    left: Circle | None, right: Circle | None, counts: tuple[int, int, int]
) -> tuple[Label | None, Label | None, Label | None]:
    """One label for each part that is not empty."""
    spans = _spans(left, right, shared=bool(counts[1]))
    feet = (_FOOT_ROOM / 2, WIDTH / 2, WIDTH - _FOOT_ROOM / 2)
    only_ours, both, only_theirs = (
        _label(start, end, count, foot) if count else None
        for (start, end), count, foot in zip(spans, counts, feet, strict=True)
    )
    return only_ours, both, only_theirs


def _spans(
    left: Circle | None, right: Circle | None, *, shared: bool
) -> tuple[tuple[float, float], tuple[float, float], tuple[float, float]]:
    """From where to where each part reaches on the line through the centres.

    A circle inside the other leaves a ring: of its two sides the wider is taken.
    """
    nothing = (0.0, 0.0)
    a = (left.x - left.r, left.x + left.r) if left else nothing
    b = (right.x - right.r, right.x + right.r) if right else nothing
    if not shared:
        return a, nothing, b
    ours = max((a[0], b[0]), (b[1], a[1]), key=_length)
    theirs = max((a[1], b[1]), (b[0], a[0]), key=_length)
    return ours, (max(a[0], b[0]), min(a[1], b[1])), theirs


def _length(span: tuple[float, float]) -> float:
    return span[1] - span[0]


def _label(start: float, end: float, count: int, foot: float) -> Label:
    x, y, room = (start + end) / 2, HEIGHT / 2, end - start - 2 * _PADDING
    if room >= max(3.5 * _DIGIT, _DIGIT * len(f"{count:,}")):
        return Label(x=x, y=y, inside=True, tip_x=x, tip_y=y, room=room)
    return Label(x=foot, y=HEIGHT + FOOT / 2, inside=False, tip_x=x, tip_y=y, room=_FOOT_ROOM)


def _number(value: float) -> str:
    """Two decimals at most: as many as a screen can show, and the same bytes on every machine."""
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text
