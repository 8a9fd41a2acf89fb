"""What a list says of a publication: its titles, its people, where and when it was published."""

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from jalin.catalogue import wording
from jalin.catalogue.models import Record
from jalin.catalogue.queries import PublicationRow
from jalin.catalogue.templatetags.records import foreign

register = template.Library()


@register.simple_tag
def titles(row: PublicationRow) -> list[str]:
    """The distinct titles of a publication, the one in the reader's script first; never empty."""
    all_of = [row.record, *row.members]
    texts = [text for record in all_of for text in (record.vernacular_title, record.title)]
    return wording.in_readers_order(texts) or [gettext("Without a title")]


@register.simple_tag
def record_titles(record: Record) -> list[str]:
    """The titles of one record as it has them; never empty."""
    texts = [record.vernacular_title, record.title]
    return [text for text in texts if text] or [gettext("Without a title")]


@register.simple_tag
def people(row: PublicationRow) -> list[str]:
    """The persons of a publication, those in the reader's script first."""
    return wording.in_readers_order([p for record in row.members for p in record.persons])


@register.simple_tag
def imprint(record: Record) -> SafeString:
    """Place, publisher and year, the first two in the language of the record."""
    place = foreign(record.place, record.languages)
    publisher = foreign(record.publisher, record.languages)
    made = format_html("{} : {}", place, publisher) if place and publisher else place or publisher
    year = str(record.year or "")
    return format_html("{}, {}", made, year) if made and year else format_html("{}", made or year)
