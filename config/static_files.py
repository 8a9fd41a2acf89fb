"""Django's staticfiles without what font packages carry beside fonts, and with one style sheet."""

import posixpath
import re
from collections.abc import Iterator
from typing import Any

from django.contrib.staticfiles.apps import StaticFilesConfig
from django.core.files.base import ContentFile
from whitenoise.storage import CompressedManifestStaticFilesStorage

STYLE_SHEET = "web/jalin.css"
_IMPORT = re.compile(r"@import url\(([^)'\"]+)\);\n?")
_ADDRESS = re.compile(r"url\((?!data:|/|#)([^)'\"]+)\)")


class FontsAndStyles(StaticFilesConfig):
    ignore_patterns = [  # noqa: RUF012 - as Django has it
        *StaticFilesConfig.ignore_patterns,
        "scss",
        "*.md",
        "*.json",
        "*.ts",
        "LICENSE",
        "*-wdth-*",
        "*-standard-*",
        "wdth*.css",
        "standard*.css",
    ]


class OneStyleSheet(CompressedManifestStaticFilesStorage):  # type: ignore[misc]  # untyped
    """Collected files, named by their content; the components stand in one style sheet.

    While developing each component is a file of its own, which the browser fetches.
    """

    def post_process(self, paths: dict[str, Any], **options: Any) -> Iterator[Any]:
        if STYLE_SHEET in paths and not options.get("dry_run"):
            whole = together(STYLE_SHEET, paths)
            self.delete(STYLE_SHEET)
            self._save(STYLE_SHEET, ContentFile(whole.encode()))
            paths[STYLE_SHEET] = (self, STYLE_SHEET)
        yield from super().post_process(paths, **options)


def together(name: str, paths: dict[str, Any]) -> str:
    """A style sheet with what it imports in place, addresses as seen from `name`.

    `paths`: the storage of each collected file and its path in it, by name.
    """
    storage, path = paths[name]
    with storage.open(path) as file:
        text = file.read().decode()
    folder = posixpath.dirname(name)

    def imported(found: re.Match[str]) -> str:
        inner = posixpath.normpath(posixpath.join(folder, found[1]))
        return _moved(together(inner, paths), posixpath.dirname(inner), folder)

    return _IMPORT.sub(imported, text)


def _moved(text: str, old: str, new: str) -> str:
    """The addresses in a style sheet of the folder `old` as they are seen from the folder `new`."""

    def seen(found: re.Match[str]) -> str:
        return f"url({posixpath.relpath(posixpath.join(old, found[1]), new)})"

    return _ADDRESS.sub(seen, text)
