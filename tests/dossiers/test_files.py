"""Attachments from whoever would harm: each is refused, told why, and nothing of it stays."""

import io
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytest_django import Settings

from jalin.dossiers import actions, files
from jalin.dossiers.errors import FileRefused
from jalin.dossiers.models import Document
from tests.dossiers.cases import House, house, proposed

PDF = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"
EXE = b"MZ\x90\x00\x03\x00\x00\x00\x04\x00\x00\x00\xff\xff" + bytes(200)
ELF = b"\x7fELF\x02\x01\x01" + bytes(100)


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, settings: Settings) -> Path:
    settings.DATA_DIR = tmp_path
    return tmp_path / "files"


def archive(*names: str) -> bytes:
    with zipfile.ZipFile(packed := io.BytesIO(), "w") as made:
        for name in names:
            made.writestr(name, "x")
    return packed.getvalue()


def left(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.pdf", PDF),
        ("A.PDF", PDF),
        ("қол қою.txt", "қол".encode()),
        ("a.csv", b"a;b\n"),
        ("a.docx", archive("[Content_Types].xml", "word/document.xml")),
        ("a.xlsx", archive("docProps/app.xml", "xl/workbook.xml")),
        ("a.odt", archive("mimetype", "content.xml")),
        ("a.p7s", b"0\x82\x01\x00" + bytes(50)),
        ("a.cms", b"MIIB"),
    ],
)
def test_what_is_what_it_says_is_kept(name: str, content: bytes, folder: Path) -> None:
    kept = files.keep(name, [content])
    assert (kept.name, kept.size) == (name, len(content))
    assert files.read(kept.sha256) == content
    assert left(folder) == [files.path_of(kept.sha256)]
    assert files.path_of(kept.sha256).stat().st_mode & 0o077 == 0


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.exe", EXE),
        ("a.pdf.exe", PDF),
        ("a", PDF),
        ("", PDF),
        ("a.html", b"<script>"),
        ("a.svg", b"<svg onload='x'/>"),
        ("a.pdf", EXE),
        ("a.pdf", ELF),
        ("a.pdf", b" " + PDF),
        ("a.pdf", b""),
        ("a.pdf", b"%PD"),
        ("a.txt", EXE),
        ("a.csv", b"a" * 5000 + b"\0"),
        ("a.png", b"\x89PNG"),
        ("a.p7s", EXE),
        ("a.cms", b"M"),
        ("a.docx", EXE),
        ("a.docx", archive("classes.dex", "AndroidManifest.xml")),
        ("a.docx", archive("word/document.xml", "word/vbaProject.bin")),
        ("a.docx", archive("word/document.xml")[:-10]),
        ("a.docx", b"PK\x03\x04" + bytes(100)),
        ("a.docx", b"PK\x03\x04" + bytes(100) + b"PK\x05\x06"),
        ("a.xlsx", archive("word/document.xml")),
        ("a.odt", b"PK\x03\x04" + archive("content.xml")[4:40]),
    ],
)
def test_what_is_not_what_it_says_is_refused(name: str, content: bytes, folder: Path) -> None:
    with pytest.raises(FileRefused):
        files.keep(name, [content] if content else [])
    assert left(folder) == []


def test_a_directory_of_a_million_parts_is_not_read(folder: Path) -> None:
    """It would take hundreds of megabytes; its size is said at the end of the file."""
    packed = bytearray(archive("word/document.xml"))
    place = packed.rfind(b"PK\x05\x06")
    packed[place + 12 : place + 16] = (40 << 20).to_bytes(4, "little")
    with pytest.raises(FileRefused):
        files.keep("a.docx", [bytes(packed)])
    assert left(folder) == []


def test_a_hundred_megabytes_are_refused_before_they_have_come(folder: Path) -> None:
    came = 0

    def content() -> Iterator[bytes]:
        nonlocal came
        yield PDF
        for _ in range(100):
            came += 1
            yield bytes(1 << 20)

    with pytest.raises(FileRefused) as refused:
        files.keep("large.pdf", content())
    assert refused.value.params == {
        "file": "large.pdf",
        "reason": "It is larger than the limit.",
        "limit": 50,
    }
    assert came == 50
    assert left(folder) == []


def test_what_breaks_off_leaves_nothing(folder: Path) -> None:
    def content() -> Iterator[bytes]:
        yield PDF
        raise ConnectionResetError

    with pytest.raises(ConnectionResetError):
        files.keep("a.pdf", content())
    assert left(folder) == []


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("../../etc/passwd.txt", "passwd.txt"),
        ("..\\..\\windows\\a.txt", "a.txt"),
        ("C:\\a.txt", "a.txt"),
        ("/a.txt/", "a.txt"),
        ("a\r\nSet-Cookie: x=1.txt", "aSet-Cookie: x=1.txt"),
        ("photo\u202etxt.exe.txt", "phototxt.exe.txt"),
        ("a\0.txt", "a.txt"),
        (" .a.txt. ", "a.txt"),
        ("é.txt", "é.txt"),
        ("я" * 300 + ".txt", "я" * 196 + ".txt"),
        ("....txt", "txt"),
        ("..", "file"),
    ],
)
def test_a_name_is_only_a_name(given: str, kept: str) -> None:
    assert files.plain_name(given) == kept
    assert len(files.plain_name(given)) <= files.MOST_NAME


def test_a_name_that_turns_around_is_known_by_its_real_end(folder: Path) -> None:
    with pytest.raises(FileRefused):
        files.keep("invoice\u202efdp.exe", [EXE])


@pytest.mark.django_db
def test_a_refused_file_is_nowhere(folder: Path) -> None:
    cast: House = house()
    dossier = proposed(cast)
    before = dossier.documents.count()
    with pytest.raises(FileRefused):
        actions.attach(actor=cast.guest, dossier=dossier, name="a.pdf", content=[EXE])
    assert Document.objects.filter(dossier=dossier).count() == before
    assert left(folder) == []


@pytest.mark.django_db
def test_the_same_bytes_lie_once(folder: Path) -> None:
    cast: House = house()
    dossier = proposed(cast)
    first, second = (
        actions.attach(actor=person, dossier=dossier, name=name, content=[PDF])
        for person, name in ((cast.guest, "a.pdf"), (cast.officer, "b.pdf"))
    )
    assert first.sha256 == second.sha256
    assert len(left(folder)) == 1
