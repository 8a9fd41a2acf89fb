"""Pages of a list, numbered from 1."""

from dataclasses import dataclass

from django.http import HttpRequest

from jalin.catalogue import facets


@dataclass(frozen=True, slots=True)
class Step:
    """A page that can be gone to; `address` is None for a gap."""

    number: int
    address: str | None


@dataclass(frozen=True, slots=True)
class Pages:
    """Where a reader is in a list of `total` lines."""

    total: int
    number: int
    size: int
    steps: tuple[Step, ...]
    previous: str | None
    following: str | None

    @property
    def first(self) -> int:
        return min((self.number - 1) * self.size + 1, self.total)

    @property
    def last(self) -> int:
        return min(self.number * self.size, self.total)


def whole_number(said: str, *, digits: int = 18) -> int | None:
    """What a part of an address says, if it is a number that a row can have; else None."""
    return int(said) if said.isdecimal() and len(said) <= digits else None


def page_number(request: HttpRequest) -> int:
    """`page` of the address; 1 when it is nonsense."""
    return max(whole_number(request.GET.get("page", ""), digits=6) or 1, 1)


def pages(request: HttpRequest, total: int, size: int) -> Pages:
    """The pager of this list: the first, the last, and those near the present page."""
    number = page_number(request)
    last = max((total + size - 1) // size, 1)
    near = sorted({1, last, *range(max(number - 1, 1), min(number + 1, last) + 1)})
    steps: list[Step] = []
    for page in near:
        if steps and page > steps[-1].number + 1:
            steps.append(Step(page - 1, None))
        steps.append(Step(page, _address(request, page)))
    return Pages(
        total,
        number,
        size,
        tuple(steps),
        _address(request, number - 1) if number > 1 else None,
        _address(request, number + 1) if number < last else None,
    )


def _address(request: HttpRequest, page: int) -> str:
    return facets.of(request.GET, page=page if page > 1 else None, ui=None)
