"""Addresses of the agreements. Those with a fixed word stand before those with an id."""

from django.urls import include, path

from jalin.agreements.views import beginning, drafting, pages, register, tables

urlpatterns = [
    path("agreements/", register.register, name="agreements"),
    path("agreements/new/", beginning.new_agreement, name="new_agreement"),
    path("agreements/<uuid:uuid>/", pages.agreement, name="agreement"),
    path("agreements/<uuid:uuid>/draft/", drafting.draft, name="draft_agreement"),
    path("agreements/<uuid:uuid>/public/", pages.public, name="public_agreement"),
    path("agreements/<uuid:uuid>/publish/", pages.publish, name="publish_agreement"),
    path(
        "agreements/<uuid:uuid>/successor/",
        beginning.continue_agreement,
        {"how": "successor"},
        name="succeed_agreement",
    ),
    path(
        "agreements/<uuid:uuid>/amendment/",
        beginning.continue_agreement,
        {"how": "amendment"},
        name="amend_agreement",
    ),
    path("agreements/import/", tables.take_in, name="import_agreements"),
    path("agreements/export.<str:form>", tables.export, name="export_agreements"),
    path("", include("jalin.agreements.activity_urls")),
    path("", include("jalin.agreements.ceremony_urls")),
]
