from django.apps import AppConfig


class DossiersConfig(AppConfig):
    name = "jalin.dossiers"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from jalin.dossiers import contracts
        from jalin.dossiers.activity import ACTIVITY

        contracts.register(ACTIVITY)
