"""Every address of the site."""

from django.urls import include, path
from django.views.i18n import set_language

urlpatterns = [
    path("account/", include("allauth.urls")),
    path("", include("jalin.web.urls")),
    path("", include("jalin.institutions.urls")),  # institutions/new/ before any institution
    path("", include("jalin.catalogue.urls")),
    path("language/", set_language, name="set_language"),
]
