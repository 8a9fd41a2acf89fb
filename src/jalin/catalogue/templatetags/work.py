"""What a page says of jobs and of what they met."""

import re
from collections.abc import Mapping
from typing import Any

from django import template
from django.utils import formats, timezone
from django.utils.translation import gettext, gettext_lazy

from jalin.catalogue.models import ImportFault
from jalin.catalogue.queries import FaultKind, ImportView
from jalin.catalogue.wording import fault_text
from jalin.core.errors import filled
from jalin.core.models import Job

register = template.Library()
WORTH_TIMING = 1000  # records
_PLACE = re.compile(r"%\(\w+\)[sd]")
NAMES: Mapping[str, Any] = {
    "import_file": gettext_lazy("Reading a catalogue file"),
    "build_index": gettext_lazy("Making the records searchable"),
    "link_catalogues": gettext_lazy("Matching and comparing the catalogues"),
}


@register.simple_tag
def job_name(job: Job) -> str:
    """What a job does, in the language of the page."""
    return str(NAMES.get(job.kind, job.kind))


@register.simple_tag
def percent(share: float) -> str:
    """A share of 0 to 1 as whole percents: "42 %"."""
    # Translators: a percentage, such as 42%
    return gettext("%(n)s%%") % {"n": formats.number_format(int(share * 100))}


@register.simple_tag
def records_per_second(view: ImportView) -> int | None:
    """How fast an import reads, or read; a small file says nothing of that."""
    source, job = view.source, view.job
    if job is None or job.job.started_at is None or source.read < WORTH_TIMING:
        return None
    until = job.job.finished_at or timezone.now()
    seconds = (until - job.job.started_at).total_seconds()
    return int(source.read / seconds) if seconds > 0 else None


@register.filter
def told(error: Mapping[str, Any], part: str) -> str:
    """A part (what, why, do) of the error that a job ended with; "" when it is not said."""
    params, words = error.get("params", {}), error.get("words", ())
    return filled(error.get(part, ""), params, words, gettext)


@register.simple_tag
def kind_name(kind: FaultKind) -> str:
    """What is wrong in many records, without what differs between them."""
    return _PLACE.sub("…", gettext(kind.reason))


@register.simple_tag
def reason(fault: ImportFault) -> str:
    """What is wrong with a record, in words."""
    return fault_text(fault.reason, fault.params)
