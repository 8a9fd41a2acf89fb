"""Files beside dossiers: what is taken, and where it lies. Its bytes lie under their SHA-256."""

import hashlib
import os
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from jalin.core.errors import gettext_noop
from jalin.dossiers.errors import FileRefused

Content = Iterable[bytes]
LIMIT = 50 << 20  # bytes of one file

# What a file begins with, by its extension: the name alone says nothing.
_ZIP = (b"PK\x03\x04",)
_TYPES: dict[str, tuple[str, tuple[bytes, ...]]] = {
    ".pdf": ("application/pdf", (b"%PDF-",)),
    ".png": ("image/png", (b"\x89PNG\r\n\x1a\n",)),
    ".jpg": ("image/jpeg", (b"\xff\xd8\xff",)),
    ".jpeg": ("image/jpeg", (b"\xff\xd8\xff",)),
    ".docx": ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", _ZIP),
    ".xlsx": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", _ZIP),
    ".pptx": ("application/vnd.openxmlformats-officedocument.presentationml.presentation", _ZIP),
    ".odt": ("application/vnd.oasis.opendocument.text", _ZIP),
    ".ods": ("application/vnd.oasis.opendocument.spreadsheet", _ZIP),
    ".txt": ("text/plain", ()),
    ".csv": ("text/csv", ()),
    ".p7s": ("application/pkcs7-signature", (b"0", b"-----BEGIN", b"M")),
    ".p7m": ("application/pkcs7-mime", (b"0", b"-----BEGIN", b"M")),
    ".cms": ("application/cms", (b"0", b"-----BEGIN", b"M")),
}


@dataclass(frozen=True, slots=True)
class Kept:
    name: str
    media_type: str
    size: int
    sha256: str


def keep(name: str, content: Content, *, limit: int = LIMIT) -> Kept:
    """Keep a file; the same bytes are kept once. Errors: FileRefused, and then nothing is left."""
    plain = Path(name.replace("\\", "/")).name.replace("\0", "")[-200:] or "file"
    media_type, beginnings = _TYPES.get(Path(plain).suffix.lower(), ("", ()))
    if not media_type:
        _refuse(plain, gettext_noop("Files of this kind are not taken."), limit)
    _folder().mkdir(parents=True, exist_ok=True)
    sha256, size, begin = hashlib.sha256(), 0, b""
    with tempfile.NamedTemporaryFile(dir=_folder(), prefix="partial-", delete=False) as file:
        partial = Path(file.name)
        try:
            for block in content:
                begin = begin if len(begin) >= 64 else (begin + block)[:64]
                size += len(block)
                if size > limit:
                    _refuse(plain, gettext_noop("It is larger than the limit."), limit)
                sha256.update(block)
                file.write(block)
            _require_content(plain, media_type, beginnings, begin, size, limit)
        except BaseException:
            partial.unlink(missing_ok=True)
            raise
        file.flush()
        os.fsync(file.fileno())
    partial.replace(_path(sha256.hexdigest()))
    return Kept(plain, media_type, size, sha256.hexdigest())


def path_of(sha256: str) -> Path:
    """Where the bytes of this digest lie."""
    return _path(sha256)


def read(sha256: str) -> bytes:
    return _path(sha256).read_bytes()


def _require_content(
    name: str, media_type: str, beginnings: tuple[bytes, ...], begin: bytes, size: int, limit: int
) -> None:
    if not size:
        _refuse(name, gettext_noop("It is empty."), limit)
    if beginnings and not begin.startswith(beginnings):
        _refuse(name, gettext_noop("Its content is not what its name says."), limit)
    if media_type.startswith("text/") and b"\0" in begin:
        _refuse(name, gettext_noop("Its content is not what its name says."), limit)


def _refuse(name: str, reason: str, limit: int) -> None:
    raise FileRefused(file=name, reason=reason, limit=limit >> 20)


def _folder() -> Path:
    return Path(settings.DATA_DIR) / "files"


def _path(sha256: str) -> Path:
    folder = _folder() / sha256[:2]
    folder.mkdir(parents=True, exist_ok=True)
    return folder / sha256
