"""Files beside dossiers: what is taken, and where it lies. Its bytes lie under their SHA-256."""

import hashlib
import os
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn
from unicodedata import category, normalize

from django.conf import settings

from jalin.core.errors import gettext_noop
from jalin.dossiers.errors import FileRefused
from jalin.dossiers.file_kinds import is_of, kind_of

Content = Iterable[bytes]
LIMIT = 50 << 20  # bytes of one file
MOST_NAME = 200  # characters
_UNSEEN = frozenset({"Cc", "Cf", "Cn", "Co", "Cs", "Zl", "Zp"})  # Unicode categories
_KIND = gettext_noop("Files of this kind are not taken.")
_CONTENT = gettext_noop("Its content is not what its name says.")


@dataclass(frozen=True, slots=True)
class Kept:
    name: str
    media_type: str
    size: int
    sha256: str


def keep(name: str, content: Content, *, limit: int = LIMIT) -> Kept:
    """Keep a file; the same bytes are kept once. Errors: FileRefused, and then nothing is left."""
    plain = plain_name(name)
    kind = kind_of(plain)
    if kind is None:
        _refuse(plain, _KIND, limit)
    _folder().mkdir(parents=True, exist_ok=True)
    sha256, size = hashlib.sha256(), 0
    with tempfile.NamedTemporaryFile(dir=_folder(), prefix="partial-", delete=False) as file:
        partial = Path(file.name)
        try:
            for block in content:
                size += len(block)
                if size > limit:
                    _refuse(plain, gettext_noop("It is larger than the limit."), limit)
                if kind.is_text and b"\0" in block:
                    _refuse(plain, _CONTENT, limit)
                sha256.update(block)
                file.write(block)
            file.flush()
            if not size:
                _refuse(plain, gettext_noop("It is empty."), limit)
            if not is_of(kind, partial):
                _refuse(plain, _CONTENT, limit)
            os.fsync(file.fileno())
        except BaseException:
            partial.unlink(missing_ok=True)
            raise
    partial.replace(_path(sha256.hexdigest()))
    return Kept(plain, kind.media_type, size, sha256.hexdigest())


def plain_name(name: str) -> str:
    """The name without folders, and without characters that show as nothing or turn the others.

    At most 200 characters, with its end: that says what kind it is.
    """
    last = normalize("NFC", name).replace("\\", "/").rstrip("/").rpartition("/")[2]
    shown = "".join(c for c in last if category(c) not in _UNSEEN).strip(" .")
    stem, dot, end = shown.rpartition(".")
    return f"{stem[: MOST_NAME - len(end) - 1]}{dot}{end}"[-MOST_NAME:] or "file"


def path_of(sha256: str) -> Path:
    """Where the bytes of this digest lie."""
    return _path(sha256)


def read(sha256: str) -> bytes:
    return _path(sha256).read_bytes()


def _refuse(name: str, reason: str, limit: int) -> NoReturn:
    raise FileRefused(file=name, reason=reason, limit=limit >> 20)


def _folder() -> Path:
    return Path(settings.DATA_DIR) / "files"


def _path(sha256: str) -> Path:
    folder = _folder() / sha256[:2]
    folder.mkdir(parents=True, exist_ok=True)
    return folder / sha256
