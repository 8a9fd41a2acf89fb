"""Addresses that all dossiers have, whatever their kind; the kind's area has their page."""

from django.urls import path

from jalin.dossiers.views import beside, decisions, pages, readers, reminding, versions

urlpatterns = [
    path("reminders/", reminding.reminders, name="dossier_reminders"),
    path("reminders/change/", reminding.change, name="dossier_reminders_change"),
    path("calendar/<str:token>.ics", reminding.calendar, name="dossier_calendar"),
    path("id/dossiers/<uuid:uuid>", pages.by_uri, name="dossier_uri"),
    path("dossiers/<uuid:uuid>/", pages.dossier_page, name="dossier"),
    path("dossiers/<uuid:uuid>/approve/", decisions.approve, name="dossier_approve"),
    path("dossiers/<uuid:uuid>/reject/", decisions.reject, name="dossier_reject"),
    path("dossiers/<uuid:uuid>/withdraw/", decisions.withdraw, name="dossier_withdraw"),
    path("dossiers/<uuid:uuid>/terminate/", decisions.terminate, name="dossier_terminate"),
    path("dossiers/<uuid:uuid>/say/", beside.say, name="dossier_say"),
    path("dossiers/<uuid:uuid>/attach/", beside.attach, name="dossier_attach"),
    path("dossiers/<uuid:uuid>/files/<int:pk>/", beside.download, name="dossier_file"),
    path("dossiers/<uuid:uuid>/tasks/", beside.add_task, name="dossier_add_task"),
    path("dossiers/<uuid:uuid>/tasks/<int:pk>/done/", beside.task_done, name="dossier_task_done"),
    path(
        "dossiers/<uuid:uuid>/tasks/<int:pk>/reopen/",
        beside.task_reopened,
        name="dossier_task_reopen",
    ),
    path("dossiers/<uuid:uuid>/readers/", readers.readers, name="dossier_readers"),
    path(
        "dossiers/<uuid:uuid>/readers/<slug:slug>/dismiss/", readers.dismiss, name="dossier_dismiss"
    ),
    path("dossiers/<uuid:uuid>/readers/<slug:slug>/admit/", readers.admit, name="dossier_admit"),
    path("dossiers/<uuid:uuid>/history/", beside.whole_history, name="dossier_history"),
    path(
        "dossiers/<uuid:uuid>/versions/<int:old>..<int:new>/",
        versions.difference_page,
        name="dossier_difference",
    ),
]
