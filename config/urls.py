"""Every address of the site."""

from django.http import Http404
from django.urls import include, path
from django.views.defaults import page_not_found
from django.views.i18n import set_language

urlpatterns = [
    # Nobody gives themselves another's address: invitations to it would then be taken up by them.
    path("account/email/", page_not_found, {"exception": Http404()}),
    path("account/", include("allauth.urls")),
    path("", include("jalin.web.urls")),
    path("", include("jalin.dossiers.urls")),
    path("", include("jalin.agreements.urls")),
    path("", include("jalin.institutions.urls")),  # institutions/new/ before any institution
    path("", include("jalin.catalogue.urls")),
    path("language/", set_language, name="set_language"),
]
