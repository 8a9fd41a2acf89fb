"""Kinds of files that are taken, told by their content: what its name says is not believed."""

import struct
import zipfile
from dataclasses import dataclass
from pathlib import Path

_END_OF_DIRECTORY = b"PK\x05\x06"
_DIRECTORY_LIMIT = 1 << 20  # bytes of a directory of an office document; it has dozens of parts


@dataclass(frozen=True, slots=True)
class FileKind:
    """`beginnings`: one of them begins the file. `part`: a part of this name is in the archive."""

    media_type: str
    beginnings: tuple[bytes, ...] = ()
    part: str = ""

    @property
    def is_text(self) -> bool:
        return self.media_type.startswith("text/")


def _office(media_type: str, part: str) -> FileKind:
    return FileKind(media_type, (b"PK\x03\x04",), part)


_OPEN_XML = "application/vnd.openxmlformats-officedocument"
_CMS = (b"0\x80", b"0\x81", b"0\x82", b"0\x83", b"-----BEGIN", b"MI")  # DER, PEM, base64

KINDS: dict[str, FileKind] = {
    ".pdf": FileKind("application/pdf", (b"%PDF-",)),
    ".png": FileKind("image/png", (b"\x89PNG\r\n\x1a\n",)),
    ".jpg": FileKind("image/jpeg", (b"\xff\xd8\xff",)),
    ".jpeg": FileKind("image/jpeg", (b"\xff\xd8\xff",)),
    ".docx": _office(f"{_OPEN_XML}.wordprocessingml.document", "word/"),
    ".xlsx": _office(f"{_OPEN_XML}.spreadsheetml.sheet", "xl/"),
    ".pptx": _office(f"{_OPEN_XML}.presentationml.presentation", "ppt/"),
    ".odt": _office("application/vnd.oasis.opendocument.text", "content.xml"),
    ".ods": _office("application/vnd.oasis.opendocument.spreadsheet", "content.xml"),
    ".txt": FileKind("text/plain"),
    ".csv": FileKind("text/csv"),
    ".p7s": FileKind("application/pkcs7-signature", _CMS),
    ".p7m": FileKind("application/pkcs7-mime", _CMS),
    ".cms": FileKind("application/cms", _CMS),
}


def kind_of(name: str) -> FileKind | None:
    """By the end of the name; None for what is not taken."""
    return KINDS.get(Path(name).suffix.lower())


def is_of(kind: FileKind, path: Path) -> bool:
    """Whether the file is what its kind says, as far as its first bytes and its parts tell."""
    with path.open("rb") as file:
        begin = file.read(64)
    if kind.beginnings and not begin.startswith(kind.beginnings):
        return False
    return not kind.part or _has_part(path, kind.part)


def _has_part(path: Path, part: str) -> bool:
    """Whether an archive is sound and has a part whose name begins so; macros make it another."""
    if not _is_small_archive(path):
        return False
    try:
        with zipfile.ZipFile(path) as archive:
            names = archive.namelist()
    except (zipfile.BadZipFile, NotImplementedError, UnicodeDecodeError, OSError):
        return False
    macros = any(name.lower().endswith("vbaproject.bin") for name in names)
    return not macros and any(name.startswith(part) for name in names)


def _is_small_archive(path: Path) -> bool:
    """Before the directory is read: it says its own size, and one of a bomb is millions long."""
    size = path.stat().st_size
    with path.open("rb") as file:
        file.seek(max(0, size - 65_557))  # the longest comment, and the record before it
        end = file.read()
    place = end.rfind(_END_OF_DIRECTORY)
    if place < 0 or place + 16 > len(end):
        return False
    (directory,) = struct.unpack_from("<I", end, place + 12)
    return bool(directory <= _DIRECTORY_LIMIT)
