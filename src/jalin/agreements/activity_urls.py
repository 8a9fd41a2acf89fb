"""Addresses of activities, and of the boards of agreements."""

from django.urls import path

from jalin.agreements.views import activities, activity_outcomes, board

urlpatterns = [
    path("agreements/<uuid:uuid>/board/", board.board_page, name="board"),
    path("agreements/<uuid:uuid>/board.csv", board.activities_csv, name="board_csv"),
    path("agreements/<uuid:uuid>/obligations.csv", board.obligations_csv, name="obligations_csv"),
    path("agreements/<uuid:uuid>/activities/new/", activities.new_activity, name="new_activity"),
    path("activities/<uuid:uuid>/", activities.activity, name="activity"),
    path("activities/<uuid:uuid>/change/", activities.change, name="change_activity"),
    path("activities/<uuid:uuid>/outcomes/", activity_outcomes.outcomes, name="activity_outcomes"),
]
