"""The words for where activities and obligations stand, and the tone of their badges."""

from django.utils.translation import gettext_lazy, pgettext_lazy

PROGRESS = {
    "planned": pgettext_lazy("activity", "Planned"),
    "under_way": pgettext_lazy("activity", "Under way"),
    "late": pgettext_lazy("activity", "Late"),
    "done": pgettext_lazy("activity", "Done"),
    "ended": pgettext_lazy("activity", "Came to nothing"),
}
PROGRESS_TONES = {"planned": "", "under_way": "", "late": "harm", "done": "good", "ended": ""}
LATE = {
    "not_approved": gettext_lazy("It should have begun, and not all have approved it."),
    "not_completed": gettext_lazy("Its last day has passed, and its completion is not approved."),
    "tasks": gettext_lazy("A task of it is overdue."),
}
STANDINGS = {
    "met": pgettext_lazy("obligation", "met"),
    "open": pgettext_lazy("obligation", "on its way"),
    "behind": pgettext_lazy("obligation", "behind"),
    "missed": pgettext_lazy("obligation", "missed"),
    "to_come": pgettext_lazy("obligation", "to come"),
}
STANDING_TONES = {
    "met": "good",
    "open": "",
    "behind": "wait",
    "missed": "harm",
    "to_come": "",
}
PER = {
    "year": gettext_lazy("each year"),
    "whole": gettext_lazy("in the whole term"),
}
