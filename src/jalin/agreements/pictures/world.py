"""The partners on a map of the world."""

import math
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from jalin.agreements.pictures.capitals import CAPITALS
from jalin.agreements.pictures.labels import Label, labels
from jalin.agreements.queries.register import Place

WIDTH, HEIGHT = 1000, 472
NORTH = 78.0  # degrees of latitude at the upper edge
# Equidistant cylindrical, true to scale at 38 degrees, where most partners are.
_DEGREE = WIDTH / 360
_DEGREE_OF_LATITUDE = _DEGREE / math.cos(math.radians(38))
SHAPE = 1.6  # as many times as wide as high
LETTERS = 14  # size of the names in a picture that is 1000 wide
MARGIN = 45  # around what is marked
LEAST_WIDTH = 420  # so that a single partner still has a country around it


@dataclass(frozen=True, slots=True)
class Dot:
    """A country; `thread` leads to it from the own one."""

    place: Place
    x: float
    y: float
    radius: float
    own: bool
    name: str
    label: Label
    label_size: float
    thread: str = ""

    @property
    def total(self) -> int:
        return _total(self.place)


@dataclass(frozen=True, slots=True)
class World:
    """`box` is the part of the map that is shown, as the attribute viewBox has it."""

    dots: tuple[Dot, ...]
    missing: tuple[Place, ...]  # places that we know no position of
    box: str


def position(country: str) -> tuple[float, float] | None:
    """Where a country is marked, in the units of the picture."""
    if country not in CAPITALS:
        return None
    latitude, longitude = CAPITALS[country]
    return (longitude + 180) * _DEGREE, (NORTH - latitude) * _DEGREE_OF_LATITUDE


def world(places: Iterable[Place], own: str, names: Callable[[str], str]) -> World:
    """The map of `places`; `own` is the country of the reader's institution, `names` says them."""
    every = sorted(places, key=lambda place: -_total(place))
    known = [place for place in every if place.country in CAPITALS]
    missing = tuple(place for place in every if place.country not in CAPITALS)
    at = [_rounded(position(place.country) or (0.0, 0.0)) for place in known]
    left, top, width, height = _cut(at)
    unit = width / WIDTH
    marks = [(*point, _radius(place, unit)) for place, point in zip(known, at, strict=True)]
    called = [names(place.country) for place in known]
    size, frame = round(LETTERS * unit, 1), (left, top, left + width, top + height)
    home = position(own)
    dots = [
        Dot(place, *mark, place.country == own, name, label, size, _thread(place, own, home, mark))
        for place, mark, name, label in zip(
            known, marks, called, labels(marks, called, size, frame), strict=True
        )
    ]
    return World(tuple(dots), missing, f"{left:.0f} {top:.0f} {width:.0f} {height:.0f}")


def _total(place: Place) -> int:
    return place.in_force + place.others


def _radius(place: Place, unit: float) -> float:
    """The area grows as the count does."""
    return round(unit * min(6 + 3 * math.sqrt(_total(place)), 22), 1)


def _rounded(at: tuple[float, float]) -> tuple[float, float]:
    return round(at[0], 1), round(at[1], 1)


def _thread(
    place: Place, own: str, home: tuple[float, float] | None, mark: tuple[float, float, float]
) -> str:
    """A bow from home to a partner, as threads hang; none at home itself."""
    if home is None or place.country == own:
        return ""
    (x1, y1), (x2, y2, _) = home, mark
    lift = math.dist(home, (x2, y2)) * 0.18
    return f"M{x1:.1f} {y1:.1f}Q{(x1 + x2) / 2:.1f} {(y1 + y2) / 2 - lift:.1f} {x2:.1f} {y2:.1f}"


def _cut(positions: list[tuple[float, float]]) -> tuple[float, float, float, float]:
    """Left, top, width and height of the part that has everything marked."""
    if not positions:
        return 0, 0, WIDTH, HEIGHT
    xs, ys = [x for x, _ in positions], [y for _, y in positions]
    high = max(ys) - min(ys) + 2 * MARGIN
    width = max(max(xs) - min(xs) + 3 * MARGIN, SHAPE * high, LEAST_WIDTH)
    if width >= WIDTH * 0.85 or width / SHAPE > HEIGHT:
        return 0, 0, WIDTH, HEIGHT
    height = width / SHAPE
    left = (max(xs) + min(xs) - width) / 2
    top = (max(ys) + min(ys) - height) / 2
    return (
        max(0, min(left, WIDTH - width)),
        max(0, min(top, HEIGHT - height)),
        width,
        height,
    )
