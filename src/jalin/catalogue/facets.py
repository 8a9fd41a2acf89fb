"""What narrows a list, as links: each value says how many it would leave and where it leads."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.http import QueryDict  # noqa: TID251 - an address is what is made here

from jalin.catalogue.wording import FACET_NAMES, facet_value


@dataclass(frozen=True, slots=True)
class FacetValue:
    """One value: `address` puts it on, or takes it off where `chosen`."""

    value: str
    label: str
    count: int | None
    chosen: bool
    address: str


@dataclass(frozen=True, slots=True)
class Facet:
    """`first` values are shown at once, `more` on request."""

    name: str
    label: str
    first: tuple[FacetValue, ...]
    more: tuple[FacetValue, ...]


SHOWN = 6
MOST = 30


def facets(
    counts: Mapping[str, Iterable[tuple[str, int]]], address: QueryDict, names: Mapping[str, str]
) -> list[Facet]:
    """The facets that have something to offer. `names` are those of institutions, by slug."""
    made = (_facet(name, tuple(counts.get(name, ())), address, names) for name in FACET_NAMES)
    return [facet for facet in made if facet.first]


def _facet(
    name: str, counted: tuple[tuple[str, int], ...], address: QueryDict, names: Mapping[str, str]
) -> Facet:
    chosen = address.getlist(name)
    missing = [(value, 0) for value in chosen if value not in dict(counted)]
    ordered = sorted((*missing, *counted), key=lambda pair: pair[0] not in chosen)
    if name == "decade":
        ordered = sorted(ordered, key=lambda pair: pair[0], reverse=True)
    values = tuple(
        FacetValue(
            value, said(name, value, names), count, value in chosen, toggled(address, name, value)
        )
        for value, count in ordered[:MOST]
    )
    return Facet(name, str(FACET_NAMES[name]), values[:SHOWN], values[SHOWN:])


def chosen(address: QueryDict, names: Mapping[str, str]) -> list[FacetValue]:
    """What the list is narrowed by now, each with the address that takes it off."""
    return [
        FacetValue(
            value,
            f"{label}: {said(name, value, names)}",
            None,
            True,
            toggled(address, name, value),
        )
        for name, label in FACET_NAMES.items()
        for value in address.getlist(name)
    ]


def said(facet: str, value: str, names: Mapping[str, str]) -> str:
    return names.get(value, value) if facet == "institution" else facet_value(facet, value)


def toggled(address: QueryDict, name: str, value: str) -> str:
    """The address with `value` put on or taken off, on the first page."""
    changed = address.copy()
    values = changed.getlist(name)
    values = [v for v in values if v != value] if value in values else [*values, value]
    changed.setlist(name, values)
    return of(changed, page=None, ui=None)


def of(address: QueryDict, **changes: object) -> str:
    """`?…` with the changes made; None takes a name out."""
    changed = address.copy()
    for name, value in changes.items():
        changed.pop(name, None)
        if value is not None:
            changed[name] = str(value)
    return f"?{changed.urlencode()}"
