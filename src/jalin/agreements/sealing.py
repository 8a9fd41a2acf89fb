"""The platform's seal, whom it trusts, and the time-stamping authority: as the settings say."""

import os
import secrets
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.utils import timezone
from django.utils.crypto import salted_hmac

from jalin.engines.signing import (
    CertificateExpired,
    Key,
    TimestampAuthority,
    Trust,
    WrongPassword,
    authority_at,
    new_seal,
    pkcs12_key,
    read_roots,
)

_RENEWED = timedelta(days=365)  # before its certificate runs out, a seal gets a new key


def trust() -> Trust:
    """The certificates that are trusted here: those of the settings' folder, and our own seals."""
    given = read_roots(settings.TRUST_ROOTS, online=bool(settings.TSA_URL))
    own = read_roots(settings.SEAL_DIR)
    return Trust((*given.roots, *own.roots), given.others, given.online)


def timestamper() -> TimestampAuthority | None:
    return authority_at(settings.TSA_URL)


def seal() -> Key:
    """The key that seals what people confirm; made when it is first needed."""
    folder: Path = settings.SEAL_DIR
    newest = max(folder.glob("*.p12"), default=None)
    if newest is None:
        return _made(folder)
    try:
        key = pkcs12_key(newest.read_bytes(), _password(newest.stem))
    except (WrongPassword, CertificateExpired):  # SECRET_KEY is another, or it was long unused
        return _made(folder)
    return key if key.certificate.not_after - _RENEWED > timezone.now() else _made(folder)


def _made(folder: Path) -> Key:
    """A new one; of two processes that make one, each uses its own, and both are trusted."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    now = timezone.now()
    name = f"{now:%Y%m%dT%H%M%S}-{secrets.token_hex(4)}"
    host = settings.PUBLIC_BASE.partition("://")[2]
    sealed, certificate = new_seal(f"Jalin, {host}", _password(name), now=now)
    (folder / f"{name}.pem").write_bytes(certificate)
    partial = folder / f"{name}.partial"
    descriptor = os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(sealed)
    partial.replace(folder / f"{name}.p12")
    return pkcs12_key(sealed, _password(name))


def _password(name: str) -> str:
    return salted_hmac("jalin.agreements.sealing", name, algorithm="sha256").hexdigest()
