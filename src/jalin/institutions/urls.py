"""Addresses of invitations."""

from django.urls import path

from jalin.institutions import views

urlpatterns = [
    path("invitation/<str:token>/", views.invitation, name="invitation"),
    path("institutions/<slug:slug>/invite/", views.invite, name="invite"),
]
