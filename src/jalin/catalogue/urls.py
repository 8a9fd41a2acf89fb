"""Addresses of the catalogues."""

from django.urls import path

from jalin.catalogue.views import (
    catalogues,
    comparisons,
    imports,
    libraries,
    records,
    reviews,
    searching,
)

urlpatterns = [
    path("institutions/", libraries.institutions, name="institutions"),
    path("institutions/<slug:slug>/", libraries.institution, name="institution"),
    path("institutions/<slug:slug>/catalogues/new/", libraries.new_catalogue, name="new_catalogue"),
    path("search/", searching.search, name="search"),
    path("search/suggest/", searching.suggest, name="suggest"),
    path("search/export.<str:form>", searching.export, name="search_export"),
    path("records/<int:number>/", records.publication, name="publication"),
    path("records/<int:record_id>.<str:form>", records.record_file, name="record_file"),
    path("catalogues/<slug:slug>/", catalogues.catalogue, name="catalogue"),
    path("catalogues/<slug:slug>/import/", catalogues.new_import, name="new_import"),
    path("imports/", imports.imports, name="imports"),
    path("imports/<int:import_id>/", imports.import_page, name="import"),
    path("imports/<int:import_id>/faults.csv", imports.faults_csv, name="faults_csv"),
    path("jobs/<int:job_id>/cancel/", imports.cancel, name="cancel_job"),
    path("jobs/<int:job_id>/retry/", imports.retry, name="retry_job"),
    path("comparisons/", comparisons.comparisons, name="comparisons"),
    path("comparisons/<slug:ours>/<slug:theirs>/", comparisons.comparison, name="comparison"),
    path(
        "comparisons/<slug:ours>/<slug:theirs>/list.<str:form>",
        comparisons.export,
        name="comparison_export",
    ),
    path("review/", reviews.review, name="review"),
    path("review/decisions/<int:decision_id>/undo/", reviews.undo, name="undo"),
    path("review/<slug:ours>/<slug:theirs>/", reviews.bench, name="bench"),
    path("review/<slug:ours>/<slug:theirs>/decisions/", reviews.decisions, name="decisions"),
    path("review/<slug:ours>/<slug:theirs>/<int:pair_id>/", reviews.bench, name="bench_pair"),
    path("review/<slug:ours>/<slug:theirs>/<int:pair_id>/decide/", reviews.decide, name="decide"),
]
