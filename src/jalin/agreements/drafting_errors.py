"""What the drafting desk and the register refuse.

DossierError
  +-- AgreementBeside      terms that another agreement in force has, for the same time
  +-- DraftChanged         a draft that somebody else of the same side saved meanwhile
  +-- TableRefused         a table of agreements that cannot be read at all
"""

from jalin.core.errors import gettext_noop
from jalin.dossiers.errors import DossierError


class AgreementBeside(DossierError):
    """`title` and `dates` are those of the other agreement."""

    code = "agreement-beside"
    what = gettext_noop("The terms were not proposed.")
    why = gettext_noop(
        "“%(title)s” (%(dates)s) is in force between the same parties, of the same type and about"
        " the same, at the same time."
    )
    do = gettext_noop("Change the dates or the scope, amend that agreement, or draft a successor.")


class DraftChanged(DossierError):
    """`person` saved it at `time`."""

    code = "draft-changed"
    what = gettext_noop("Your text was not saved.")
    why = gettext_noop("%(person)s saved this draft meanwhile (%(time)s).")
    do = gettext_noop("Open the draft in another tab, compare, and then save yours over it.")


class TableRefused(DossierError):
    code = "table-refused"
    what = gettext_noop("Nothing was taken from the table.")
    why = gettext_noop("%(reason)s")
    do = gettext_noop("Take the empty table from this page, fill it in, and choose it again.")
    words = frozenset({"reason"})
