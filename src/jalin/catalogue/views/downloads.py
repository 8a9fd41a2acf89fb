"""Files to take away."""

from collections.abc import Iterable

from django.http import Http404, StreamingHttpResponse

from jalin.catalogue.queries import ExportForm

# The end of the address, and what stands behind it.
FORMS: dict[str, ExportForm] = {"mrc": "supplied", "xml": "marcxml", "csv": "csv"}


def export_form(ending: str) -> ExportForm:
    """The form of export that an address ending in `.mrc`, `.xml` or `.csv` asks for."""
    if ending not in FORMS:
        raise Http404
    return FORMS[ending]


def attachment(pieces: Iterable[bytes], content_type: str, name: str) -> StreamingHttpResponse:
    """A file that is sent while it is made."""
    response = StreamingHttpResponse(pieces, content_type=content_type)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
