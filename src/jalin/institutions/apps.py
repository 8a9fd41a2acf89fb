from django.apps import AppConfig


class InstitutionsConfig(AppConfig):
    name = "jalin.institutions"
    label = "institutions"
