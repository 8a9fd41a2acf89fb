"""Addresses of invitations and of new institutions."""

from django.urls import path

from jalin.institutions import views

urlpatterns = [
    path("invitation/<str:token>/", views.invitation, name="invitation"),
    path("institutions/new/", views.new_institution, name="new_institution"),
    path("institutions/<slug:slug>/invite/", views.invite, name="invite"),
]
