"""What the dossiers refuse.

DomainError
  +-- DossierError
        +-- TermsRefused         terms that do not follow the schema of their kind
        +-- NothingChanged       a new version that says what the last one says
        +-- NotTheNewest         an approval of terms that are not the newest proposed any more
        +-- AlreadyApproved      the institution has approved these terms
        +-- WrongState           an act that the state of the dossier does not allow
        +-- ClauseNotInForce     an activity under a clause that is not, or not any more, in force
        +-- ReasonMissing        an end without a reason
        +-- FileRefused          an attachment of a kind or size that is not taken
        +-- TextRefused          a message or task that says nothing, or too much
"""

from jalin.core.errors import DomainError, gettext_noop


class DossierError(DomainError):
    """Of this area."""

    code = "dossier"


class TermsRefused(DossierError):
    """`place` names the field, `problem` says what is wrong with it; `problems` has all pairs."""

    code = "terms-refused"
    what = gettext_noop("The terms were not saved as a version.")
    why = gettext_noop("%(place)s: %(problem)s")
    do = gettext_noop("Correct what is marked. Your draft is kept.")


class NothingChanged(DossierError):
    code = "nothing-changed"
    what = gettext_noop("No new version was made.")
    why = gettext_noop("These terms are the same as those of version %(number)s.")
    do = gettext_noop("Change something first, or approve the version that is there.")


class NotTheNewest(DossierError):
    code = "not-the-newest"
    what = gettext_noop("Nothing was approved.")
    why = gettext_noop("Meanwhile version %(number)s was proposed, with other terms.")
    do = gettext_noop("Read what changed, then decide on the newest version.")


class AlreadyApproved(DossierError):
    code = "already-approved"
    what = gettext_noop("Nothing changed.")
    why = gettext_noop("%(institution)s has approved these terms already.")
    do = gettext_noop("Wait for the other party, or propose other terms.")


class WrongState(DossierError):
    """`state` is the state that the dossier is in, as its label."""

    code = "wrong-state"
    what = gettext_noop("This cannot be done now.")
    why = gettext_noop("The dossier is in the state “%(state)s”.")
    do = gettext_noop("Open the dossier and see what its next step is.")
    words = frozenset({"state"})


class ClauseNotInForce(DossierError):
    code = "clause-not-in-force"
    what = gettext_noop("The activity cannot be proposed under this clause.")
    why = gettext_noop("%(reason)s")
    do = gettext_noop("Choose a clause of an agreement that is in force, or renew the agreement.")
    words = frozenset({"reason"})


class ReasonMissing(DossierError):
    code = "reason-missing"
    what = gettext_noop("Nothing was ended.")
    why = gettext_noop("The other party must be told why.")
    do = gettext_noop("Give a reason in a sentence or two.")


class FileRefused(DossierError):
    code = "file-refused"
    what = gettext_noop("“%(file)s” was not attached.")
    why = gettext_noop("%(reason)s")
    do = gettext_noop("Choose a document, picture or table of at most %(limit)s MB.")
    words = frozenset({"reason"})


class TextRefused(DossierError):
    """`limit` counts characters."""

    code = "text-refused"
    what = gettext_noop("Nothing was saved.")
    why = gettext_noop("%(reason)s")
    do = gettext_noop("Write something, at most %(limit)s characters long.")
    words = frozenset({"reason"})
