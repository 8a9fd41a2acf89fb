"""Django's staticfiles application, without what font packages carry beside their fonts."""

from django.contrib.staticfiles.apps import StaticFilesConfig


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
