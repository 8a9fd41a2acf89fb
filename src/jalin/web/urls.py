"""Addresses of the shell."""

from django.urls import path

from jalin.web import views

urlpatterns = [
    path("", views.home, name="home"),
    path("about/", views.about, name="about"),
    path("appearance/", views.appearance, name="appearance"),
    path("design/", views.design, name="design"),
]
