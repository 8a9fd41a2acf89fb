"""One style sheet is made of all components, and its addresses still lead where they led."""

from pathlib import Path

from django.core.files.storage import FileSystemStorage

import jalin.web
from config.static_files import STYLE_SHEET, together

STATIC = Path(jalin.web.__file__).parent / "static"


def collected(folder: Path) -> dict[str, tuple[FileSystemStorage, str]]:
    storage = FileSystemStorage(folder)
    files = (path for path in folder.rglob("*") if path.is_file())
    return {
        name: (storage, name) for name in (path.relative_to(folder).as_posix() for path in files)
    }


def test_addresses_are_seen_from_the_whole(tmp_path: Path) -> None:
    (tmp_path / "web" / "parts").mkdir(parents=True)
    (tmp_path / "web" / "a.css").write_text("@import url(parts/b.css);\nh1 { color: red }\n")
    (tmp_path / "web" / "parts" / "b.css").write_text(
        "i { background: url(../img/x.svg) } b { mask: url(data:image/svg+xml,x) url(#here) }\n"
    )
    assert together("web/a.css", collected(tmp_path)) == (
        "i { background: url(img/x.svg) } b { mask: url(data:image/svg+xml,x) url(#here) }\n"
        "h1 { color: red }\n"
    )


def test_every_component_is_in_the_style_sheet() -> None:
    whole = together(STYLE_SHEET, collected(STATIC))
    assert "@import" not in whole
    for path in (STATIC / "web" / "components").iterdir():
        assert path.read_text().rsplit("{", 1)[0].splitlines()[-1] in whole, path.name
