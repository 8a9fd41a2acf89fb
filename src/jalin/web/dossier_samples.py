"""Dossiers for the page of components: invented, of no library, at every step of their way."""

from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any

from jalin.dossiers.difference import spans_of
from jalin.dossiers.states import State
from jalin.dossiers.views.lanes import APPROVAL, IN_FORCE, SIGNING, TEXT, Lane, Step
from jalin.dossiers.views.threads import stretches

_DAY = datetime(2026, 11, 18, 10, 5, tzinfo=UTC)
_DONE, _OPEN, _AWAITED, _NONE = Lane("done", _DAY), Lane("open"), Lane("awaited"), Lane()
_WAYS: tuple[tuple[Step, Step, Step, Step], ...] = (
    (
        Step(TEXT, _DONE, _DONE, met=True),
        Step(APPROVAL, _OPEN, _DONE, met=False, current=True),
        Step(SIGNING, _NONE, _NONE, met=False),
        Step(IN_FORCE, _NONE, _NONE, met=False, day=_DAY),
    ),
    (
        Step(TEXT, _DONE, _NONE, met=True),
        Step(APPROVAL, _DONE, _DONE, met=True),
        Step(SIGNING, _DONE, _AWAITED, met=False, current=True),
        Step(IN_FORCE, _NONE, _NONE, met=False, day=_DAY),
    ),
    (
        Step(TEXT, _DONE, _DONE, met=True),
        Step(APPROVAL, _DONE, _DONE, met=True),
        Step(SIGNING, _DONE, _DONE, met=True),
        Step(IN_FORCE, _NONE, _NONE, met=True, day=_DAY),
    ),
    (
        Step(TEXT, _NONE, _DONE, met=True),
        Step(APPROVAL, _NONE, _DONE, met=False),
        Step(SIGNING, _NONE, _NONE, met=False),
        Step(State.REJECTED.label, _NONE, _NONE, met=False, current=True, day=_DAY, harm=True),
    ),
)


def dossier_specimens() -> dict[str, Any]:
    """`ways` for `dossiers/parts/lanes.html`, and texts that differ."""
    ours, theirs = SimpleNamespace(short_name="Astana"), SimpleNamespace(short_name="Jakarta")
    sides = SimpleNamespace(ours=ours, theirs=(theirs,), is_own=True)
    ways = [{"steps": way, "stretches": stretches(way), "sides": sides} for way in _WAYS]
    old, new = "Each party sends 250 titles.", "Each party sends at least 300 titles a year."
    return {"ways": ways, "altered": spans_of(old, new)}
