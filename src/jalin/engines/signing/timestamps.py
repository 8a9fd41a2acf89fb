"""Time-stamping authorities (RFC 3161)."""

from dataclasses import dataclass
from http.client import HTTPException
from urllib.error import HTTPError
from urllib.parse import urlsplit
from urllib.request import Request, urlopen

from asn1crypto import tsp
from pyhanko.sign.timestamps import TimeStamper

from jalin.core.errors import gettext_noop
from jalin.engines.signing.interface import SigningUnavailable, TimestampAuthority

_LIMIT = 1 << 20  # bytes of an answer
_SECONDS = 10


@dataclass(frozen=True, slots=True)
class HttpAuthority:
    """An authority that answers by HTTP (RFC 3161, 3.4)."""

    address: str

    def answer(self, request: bytes) -> bytes:
        asked = Request(  # noqa: S310  the scheme was looked at
            self.address, request, {"Content-Type": "application/timestamp-query"}
        )
        try:
            with urlopen(asked, timeout=_SECONDS) as response:  # noqa: S310
                found: bytes = response.read(_LIMIT)
        except HTTPError as error:
            error.close()
            raise _unavailable() from error
        except (OSError, ValueError, HTTPException) as error:
            raise _unavailable() from error
        return found


def authority_at(address: str) -> TimestampAuthority | None:
    """The authority at an http or https address; None for "". Raises `SigningUnavailable`."""
    if not address:
        return None
    if urlsplit(address).scheme not in {"http", "https"}:
        raise _unavailable()
    return HttpAuthority(address)


def _unavailable() -> SigningUnavailable:
    return SigningUnavailable(reason=gettext_noop("The time-stamping authority does not answer."))


class Stamper(TimeStamper):
    """An authority as pyHanko asks it."""

    def __init__(self, authority: TimestampAuthority) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self._authority = authority

    async def async_request_tsa_response(self, req: tsp.TimeStampReq) -> tsp.TimeStampResp:
        try:
            answer = tsp.TimeStampResp.load(self._authority.answer(req.dump()), strict=True)
            _ = answer.native  # parsed only now
        except (ValueError, TypeError, KeyError) as error:
            raise _unavailable() from error
        return answer
