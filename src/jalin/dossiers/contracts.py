"""What an area brings to have its kind of dossier carried on: registered in `AppConfig.ready`."""

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.utils.functional import Promise

from jalin.dossiers.terms import Terms

if TYPE_CHECKING:
    from jalin.dossiers.models import Dossier, Version


def _nothing(_dossier: "Dossier", _version: "Version") -> None:
    return


def _by_each_party(dossier: "Dossier", version: "Version") -> bool:
    signed = version.approvals.filter(is_signature=True).values_list("institution_id", flat=True)
    parties = dossier.parties.filter(is_reader=False).values_list("institution_id", flat=True)
    return set(parties) <= set(signed)


@dataclass(frozen=True)
class Kind:
    """A kind of dossier.

    `forms` maps each form of terms that was ever used ("activity/1") to its schema; the last one is
    written now. `page` is the name of the address of a dossier's page, given its uuid. What
    `proposed` (which may refuse), `came_in_force` and `ended` do happens in the transaction of the
    act that caused it, with the dossier locked.
    """

    code: str
    label: Promise | str
    forms: dict[str, type[Terms]]
    page: str
    drafting: str = ""
    signing: str = ""
    public_page: str = ""
    is_signed: bool = False  # approved terms are signed by all parties before they are in force
    stands_under_clause: bool = True
    is_fully_signed: Callable[["Dossier", "Version"], bool] = field(default=_by_each_party)
    proposed: Callable[["Dossier", "Version"], None] = field(default=_nothing)
    came_in_force: Callable[["Dossier", "Version"], None] = field(default=_nothing)
    ended: Callable[["Dossier", "Version"], None] = field(default=_nothing)

    def read(self, data: bytes) -> Terms:
        """The terms of canonical bytes, of whatever form. Raises pydantic.ValidationError."""
        said = json.loads(data)
        return self.forms[said["form"]].model_validate(said)


_kinds: dict[str, Kind] = {}


def register(kind: Kind) -> None:
    _kinds[kind.code] = kind


def kind(code: str) -> Kind:
    return _kinds[code]


def kinds() -> tuple[Kind, ...]:
    return tuple(_kinds.values())
