"""The partners on a map of the world."""

import math
from collections.abc import Iterable
from dataclasses import dataclass

from jalin.agreements.pictures.capitals import CAPITALS
from jalin.agreements.queries.register import Place

WIDTH, HEIGHT = 1000, 472
NORTH = 78.0  # degrees of latitude at the upper edge
# Equidistant cylindrical, true to scale at 38 degrees, where most partners are.
_DEGREE = WIDTH / 360
_DEGREE_OF_LATITUDE = _DEGREE / math.cos(math.radians(38))
MARGIN = 60  # around what is marked
LEAST_WIDTH = 420  # so that a single partner still has a country around it


@dataclass(frozen=True, slots=True)
class Dot:
    """A country. `radius` grows so that areas are as the counts; `thread` leads to the own one."""

    place: Place
    x: float
    y: float
    radius: float
    own: bool
    thread: str = ""
    label_left: bool = False

    unit: float = 1.0

    @property
    def total(self) -> int:
        return self.place.in_force + self.place.others

    @property
    def label_x(self) -> float:
        away = self.radius + 5 * self.unit
        return round(self.x - away if self.label_left else self.x + away, 1)

    @property
    def label_size(self) -> float:
        return round(14 * self.unit, 1)


@dataclass(frozen=True, slots=True)
class World:
    """`box` is the part of the map that is shown, as the attribute viewBox has it.

    `unit` is the width of what is shown for a picture of 1000: sizes that stay on every cut.
    """

    dots: tuple[Dot, ...]
    missing: tuple[Place, ...]  # places that we know no position of
    box: str
    unit: float


def position(country: str) -> tuple[float, float] | None:
    """Where a country is marked, in the units of the picture."""
    if country not in CAPITALS:
        return None
    latitude, longitude = CAPITALS[country]
    return (longitude + 180) * _DEGREE, (NORTH - latitude) * _DEGREE_OF_LATITUDE


def world(places: Iterable[Place], own: str) -> World:
    """The map of `places`; `own` is the country of the reader's institution."""
    known = [(place, found) for place in places if (found := position(place.country))]
    missing = tuple(place for place in places if place.country not in CAPITALS)
    left, top, width, height = _cut([found for _, found in known])
    unit = width / WIDTH
    home = position(own)
    dots = [_dot(place, found, home, own, unit, left + width) for place, found in known]
    dots.sort(key=lambda dot: -dot.radius)
    return World(tuple(dots), missing, f"{left:.0f} {top:.0f} {width:.0f} {height:.0f}", unit)


def _dot(
    place: Place,
    at: tuple[float, float],
    home: tuple[float, float] | None,
    own: str,
    unit: float,
    right: float,
) -> Dot:
    total = place.in_force + place.others
    radius = unit * min(5 + 3 * math.sqrt(total), 22)
    is_own = place.country == own
    thread = "" if is_own or home is None else _thread(home, at)
    near_edge = at[0] > right - 130 * unit
    return Dot(place, *_rounded(at), round(radius, 1), is_own, thread, near_edge, unit)


def _rounded(at: tuple[float, float]) -> tuple[float, float]:
    return round(at[0], 1), round(at[1], 1)


def _thread(home: tuple[float, float], at: tuple[float, float]) -> str:
    """A bow from one to the other, as threads hang."""
    (x1, y1), (x2, y2) = home, at
    lift = math.dist(home, at) * 0.18
    return f"M{x1:.1f} {y1:.1f}Q{(x1 + x2) / 2:.1f} {(y1 + y2) / 2 - lift:.1f} {x2:.1f} {y2:.1f}"


def _cut(positions: list[tuple[float, float]]) -> tuple[float, float, float, float]:
    """Left, top, width and height of the part that has everything marked, twice as wide as high."""
    if not positions:
        return 0, 0, WIDTH, HEIGHT
    xs, ys = [x for x, _ in positions], [y for _, y in positions]
    width = max(max(xs) - min(xs) + 2 * MARGIN, 2 * (max(ys) - min(ys) + 2 * MARGIN), LEAST_WIDTH)
    if width >= WIDTH * 0.8:
        return 0, 0, WIDTH, HEIGHT
    height = width / 2
    left = (max(xs) + min(xs) - width) / 2
    top = (max(ys) + min(ys) - height) / 2
    return (
        max(0, min(left, WIDTH - width)),
        max(0, min(top, HEIGHT - height)),
        width,
        height,
    )
