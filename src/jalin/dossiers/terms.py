"""Terms: what is agreed, as typed data, its canonical bytes and their digest."""

import hashlib
import re
from datetime import date
from decimal import Decimal
from typing import Annotated, Any, Literal
from unicodedata import normalize
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import pycountry
import rfc8785
from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field

from jalin.dossiers.states import Area

MOST_TEXT = 100_000  # characters of one text
_TAG = re.compile(r"[a-z]{2,3}(-[A-Z][a-z]{3})?(-[A-Z]{2})?")  # the BCP 47 tags that are needed


def _nfc(text: Any) -> Any:
    return normalize("NFC", text).strip() if isinstance(text, str) else text


def _tagged(texts: dict[str, str]) -> dict[str, str]:
    for tag in texts:
        if not _TAG.fullmatch(tag):
            raise ValueError(f"{tag!r} is not a BCP 47 language tag")
    return {tag: text for tag, text in texts.items() if text}


def _amount(text: str) -> str:
    amount = Decimal(text)
    if not amount.is_finite() or amount < 0:
        raise ValueError("an amount is not negative")
    return text


def _currency(code: str) -> str:
    if pycountry.currencies.get(alpha_3=code) is None:
        raise ValueError(f"{code!r} is not an ISO 4217 code")
    return code


def _zone(name: str) -> str:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError) as error:
        raise ValueError(f"{name!r} is not a time zone") from error
    return name


Text = Annotated[str, BeforeValidator(_nfc), Field(max_length=MOST_TEXT)]
#: {BCP 47 tag: text}, NFC, without languages that say nothing.
Multilingual = Annotated[dict[str, Text], AfterValidator(_tagged)]
NO_TEXT: Any = Field(default_factory=dict)
Titled = Annotated[Multilingual, Field(min_length=1)]
Key = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]{0,39}$")]
Slug = Annotated[str, Field(pattern=r"^[-a-zA-Z0-9_]{1,60}$")]  # of an institution
Zone = Annotated[str, AfterValidator(_zone)]  # IANA
AreaCode = Literal["research", "exchange", "events", "training", "articles", "digital"]


class Part(BaseModel):
    """Part of some terms: nothing unknown, nothing guessed."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=False)


class Money(Part):
    """`amount` is a decimal number as text, `currency` an ISO 4217 code."""

    amount: Annotated[str, Field(pattern=r"^\d{1,12}(\.\d{1,4})?$"), AfterValidator(_amount)]
    currency: Annotated[str, AfterValidator(_currency)]


class Measure(Part):
    """So many of something; `per` says how often: once in all, or each year."""

    what: Titled
    count: Annotated[int, Field(ge=1, le=10_000_000)]
    per: Literal["year", "whole"] = "whole"
    by: Slug | None = None  # the institution that owes it; None for both


class Terms(Part):
    """What every kind of terms has; a kind names its `form`, such as "activity/1"."""

    form: str
    title: Titled
    parties: Annotated[tuple[Slug, ...], Field(min_length=1, max_length=20)]
    begins: date | None = None
    ends: date | None = None  # the last day

    def complete(self) -> bool:
        """Whether they say that the matter is done: when approved, the dossier is completed."""
        return False


def canonical(terms: Terms) -> bytes:
    """The canonical bytes (RFC 8785) of terms; what is not said is left out."""
    return rfc8785.dumps(terms.model_dump(mode="json", exclude_none=True))


def digest(data: bytes) -> str:
    """SHA-256 in hexadecimal."""
    return hashlib.sha256(data).hexdigest()


AREAS: tuple[str, ...] = tuple(Area.values)
