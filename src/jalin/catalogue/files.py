"""Files that come in: their digest, and uploads on their way to an import."""

import hashlib
import os
import secrets
from collections.abc import Iterable
from pathlib import Path

from jalin.catalogue import folders
from jalin.catalogue.errors import FileTooLarge

BLOCK = 1 << 20


def sha256(path: Path) -> str:
    """The digest of a file, in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def keep_upload(blocks: Iterable[bytes], *, name: str, limit: int) -> Path:
    """Write an upload durably to the folder of uploads. Errors: FileTooLarge."""
    path = folders.upload(f"{secrets.token_hex(16)}{_suffix(name)}")
    path.parent.mkdir(parents=True, exist_ok=True)
    size = 0
    try:
        with path.open("xb") as file:
            os.fchmod(file.fileno(), 0o600)
            for block in blocks:
                size += len(block)
                if size > limit:
                    raise FileTooLarge(file=name, limit=limit >> 20)
                file.write(block)
            file.flush()
            os.fsync(file.fileno())
    except BaseException:
        path.unlink(missing_ok=True)
        raise
    return path


def _suffix(name: str) -> str:
    """The ending of the name that came with an upload, where it is harmless."""
    suffix = Path(name).suffix.lower()
    return suffix if suffix[1:].isalnum() and len(suffix) <= 8 else ""
