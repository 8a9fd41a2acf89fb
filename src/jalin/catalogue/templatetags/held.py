"""Who holds a publication, as two marks and in words: the left disc ours, the right another's."""

from dataclasses import dataclass

from django import template
from django.template.context import Context
from django.utils.translation import gettext

from jalin.catalogue.queries import PublicationRow
from jalin.institutions.standpoint import standpoint

register = template.Library()


@dataclass(frozen=True, slots=True)
class Held:
    ours: bool
    theirs: bool
    words: str


@register.simple_tag(takes_context=True)
def held(context: Context, row: PublicationRow) -> Held:
    """Who holds `row`, from the standpoint of the reader."""
    own = _own(context)
    ours = any(holder.pk == own for holder in row.holders)
    theirs = any(holder.pk != own for holder in row.holders)
    names = [h.short_name for h in sorted(row.holders, key=lambda holder: holder.pk != own)]
    if not names:
        return Held(False, False, gettext("withdrawn"))
    if len(names) == 2:
        return Held(
            ours,
            theirs,
            gettext("%(first)s and %(second)s")
            % dict(zip(("first", "second"), names, strict=True)),
        )
    return Held(ours, theirs, ", ".join(names))


def _own(context: Context) -> int | None:
    """The reader's institution, asked for once in a page."""
    request = context.get("request")
    own = standpoint(request) if request is not None else None
    return own.pk if own else None
