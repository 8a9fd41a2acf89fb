from datetime import datetime

from django.apps import AppConfig


class DossiersConfig(AppConfig):
    name = "jalin.dossiers"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from jalin.core import chores
        from jalin.dossiers import contracts
        from jalin.dossiers.activity import ACTIVITY

        contracts.register(ACTIVITY)
        chores.register(remind)


def remind(now: datetime) -> None:
    """The chore of workers; what it needs is loaded when it is done."""
    from jalin.dossiers import reminders

    reminders.remind(now)
