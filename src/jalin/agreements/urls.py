"""Addresses of the agreements. Those with a fixed word stand before those with an id."""

from django.urls import include, path

from jalin.agreements.views import register

urlpatterns = [
    path("agreements/", register.register, name="agreements"),
    path("", include("jalin.agreements.activity_urls")),
]
