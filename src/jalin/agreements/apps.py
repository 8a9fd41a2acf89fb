from django.apps import AppConfig


class AgreementsConfig(AppConfig):
    name = "jalin.agreements"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from jalin.agreements.kind import AGREEMENT
        from jalin.dossiers import contracts

        contracts.register(AGREEMENT)
