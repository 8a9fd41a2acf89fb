"""Counts as bars: lengths are attributes of SVG, for nothing may be styled inside a page."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import QueryDict  # noqa: TID251 - an address is what is made here
from django.urls import reverse

from jalin.bibliographic.comparison import Breakdown, Dimension
from jalin.catalogue import facets, wording

SHOWN = 8
MOST = 24
DECADES = 12
REACH = 0.66  # of the room; the rest is for the number beside the longest bar


@dataclass(frozen=True, slots=True)
class Bar:
    """One line of a list of bars."""

    label: str
    count: int
    width: str  # of an SVG rect, e.g. "41.2%"
    address: str


@dataclass(frozen=True, slots=True)
class TwoBars:
    """One line of bars that run out from the middle."""

    label: str
    ours: int
    theirs: int
    ours_x: str  # where the bar of ours begins, and its number ends
    ours_width: str
    theirs_width: str
    address: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class Butterfly:
    """A breakdown of two catalogues: `first` lines are shown at once, `more` on request."""

    name: str
    label: str
    first: tuple[TwoBars, ...]
    more: tuple[TwoBars, ...]


def single_bars(facet: str, counted: Iterable[tuple[str, int]], address: str) -> tuple[Bar, ...]:
    """Bars of one library; each leads to a search narrowed to it."""
    values = list(counted)
    if facet == "decade":
        values = sorted(values, reverse=True)
    shown = values[: DECADES if facet == "decade" else SHOWN]
    most = max((count for _, count in shown), default=1)
    return tuple(
        Bar(
            wording.facet_value(facet, value),
            count,
            _percent(count, most),
            f"{reverse('search')}?{address}&{urlencode({facet: value})}",
        )
        for value, count in shown
    )


def butterflies(
    breakdowns: dict[Dimension, tuple[Breakdown, ...]], address: QueryDict
) -> list[Butterfly]:
    """Every breakdown that has something to show; each line narrows the list below."""
    return [
        _butterfly(name, values, address)
        for name, values in breakdowns.items()
        if any(line.value for line in values)
    ]


def _butterfly(name: Dimension, values: Sequence[Breakdown], address: QueryDict) -> Butterfly:
    stated = [line for line in values if line.value]
    if name == "decade":
        stated = sorted(stated, key=lambda line: line.value, reverse=True)[:MOST]
    shown = DECADES if name == "decade" else SHOWN
    lines = [*stated[:MOST], *(line for line in values if not line.value)]
    most = max(max(line.ours, line.theirs) for line in lines)
    made = tuple(_line(name, line, most, address) for line in lines)
    label = str(wording.FACET_NAMES[name])
    return Butterfly(name, label, made[:shown], made[shown:])


def _line(name: Dimension, line: Breakdown, most: int, address: QueryDict) -> TwoBars:
    chosen = address.get("by") == name and address.get("value", "") == line.value
    by, value = (None, None) if chosen else (name, line.value)
    width = _percent(line.ours, most / REACH)
    return TwoBars(
        label=wording.facet_value(name, line.value),
        ours=line.ours,
        theirs=line.theirs,
        ours_x=f"{100 - float(width[:-1]):.1f}%",
        ours_width=width,
        theirs_width=_percent(line.theirs, most / REACH),
        address=facets.of(address, by=by, value=value, page=None, ui=None) + "#list",
        chosen=chosen,
    )


def _percent(count: int, most: float) -> str:
    """A share of the longest bar; what is not nothing stays visible."""
    return f"{max(100 * count / most, 0.8 if count else 0):.1f}%"
