"""Django's staticfiles application, without what font packages carry beside their fonts."""

from typing import ClassVar

from django.contrib.staticfiles.apps import StaticFilesConfig


class FontsAndStyles(StaticFilesConfig):
    ignore_patterns: ClassVar[list[str]] = [
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
