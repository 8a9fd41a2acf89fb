from django.apps import AppConfig


class CatalogueConfig(AppConfig):
    name = "jalin.catalogue"
    label = "catalogue"

    def ready(self) -> None:
        from jalin.catalogue import tasks

        tasks.register_kinds()
