"""Addresses of people, of invitations and of new institutions."""

from django.urls import path

from jalin.institutions import views

urlpatterns = [
    path("invitation/<str:token>/", views.invitation, name="invitation"),
    path("institutions/new/", views.new_institution, name="new_institution"),
    path("institutions/<slug:slug>/invite/", views.invite, name="invite"),
    path("institutions/<slug:slug>/people/", views.people, name="people"),
    path(
        "institutions/<slug:slug>/people/<int:number>/end/",
        views.end_membership,
        name="end_membership",
    ),
]
