"""Versions of a dossier: the newest, whether it is still to be decided on, and its terms."""

from jalin.dossiers import contracts
from jalin.dossiers.models import Dossier, Version
from jalin.dossiers.states import ENDED
from jalin.dossiers.terms import Terms


def newest_version(dossier: Dossier) -> Version | None:
    return dossier.versions.order_by("-number").first()


def is_open(dossier: Dossier, version: Version) -> bool:
    """Whether `version` is to be decided on: proposed, not in force, not refused or withdrawn."""
    if dossier.state in ENDED or dossier.in_force_id == version.pk:
        return False
    return not version.rejections.exists()


def pending(dossier: Dossier) -> Version | None:
    """The proposed version that is to be decided on."""
    version = newest_version(dossier)
    return version if version is not None and is_open(dossier, version) else None


def terms_of(version: Version) -> Terms:
    """The terms of a version, of whatever form they are."""
    return contracts.kind(version.dossier.kind).read(bytes(version.terms))
