"""Columns that Django has not: a list of texts that can be searched on every database."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models.expressions import BaseExpression

if TYPE_CHECKING:
    _Text = models.TextField[Any, Any]
else:
    _Text = models.TextField

SEPARATOR = "\x1f"  # unit separator: never part of a text of a record


def joined(values: Iterable[str]) -> str:
    """The stored form: a separator before, between and after the values; "" for none."""
    cleaned = [value.replace(SEPARATOR, " ") for value in values]
    return f"{SEPARATOR}{SEPARATOR.join(cleaned)}{SEPARATOR}" if cleaned else ""


class TextsField(_Text):
    """A tuple of texts in one column; `holding(field, value)` finds the rows that have a value."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("default", ())
        options.setdefault("blank", True)
        super().__init__(**options)

    def from_db_value(
        self, value: str | None, _expression: BaseExpression, _connection: Any
    ) -> tuple[str, ...]:
        return self.to_python(value)

    def to_python(self, value: Any) -> tuple[str, ...]:
        if isinstance(value, str):
            return tuple(value.strip(SEPARATOR).split(SEPARATOR)) if value else ()
        return tuple(value or ())

    def get_prep_value(self, value: Any) -> str:
        # A lookup hands over text that is in the stored form already.
        return value if isinstance(value, str) else joined(value or ())


def holding(field: str, value: str) -> models.Q:
    """The condition that the `TextsField` named `field` has `value` among its texts."""
    return models.Q(**{f"{field}__contains": f"{SEPARATOR}{value}{SEPARATOR}"})
