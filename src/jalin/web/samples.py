"""What the front page offers to try, and what the page of components is filled with."""

from types import SimpleNamespace

from django.http import QueryDict

from jalin.bibliographic.comparison import Breakdown, Counts
from jalin.catalogue.bars import butterflies, single_bars
from jalin.catalogue.overlap import picture
from jalin.catalogue.states import ImportState
from jalin.web.dossier_samples import dossier_specimens

TRIES = (
    ("Абай жолы", "kk"),
    ("Abai zholy", "kk-Latn"),
    ("Soekarno", "id"),
    ("Пушкин", "ru"),
    ("Қазақстан", "kk"),
)
COLOURS = (
    ("paper", "sheet", "sunk", "line", "edge", "ink", "soft"),
    ("ours", "ours-fill", "ours-tint", "theirs", "theirs-fill", "theirs-tint"),
    ("wait", "wait-fill", "wait-tint", "harm", "harm-tint", "good", "good-tint", "found", "focus"),
)


def specimens() -> dict[str, object]:
    """Invented figures for `/design/`; no record of any library."""
    lines = (
        Breakdown("id", 1630, 60, 96),
        Breakdown("kk", 486, 320, 1702),
        Breakdown("ru", 402, 201, 1288),
        Breakdown("en", 1204, 30, 604),
    )
    return {
        **dossier_specimens(),
        "colours": COLOURS,
        "pictures": [
            picture(Counts(ours, theirs, both, ours - both, theirs - both, 0), *names)
            for ours, both, theirs, names in (
                (4212, 611, 3876, ("Jakarta", "Astana")),
                (4000, 12, 90, ("Jakarta", "Astana")),
                (500, 0, 700, ("Jakarta", "Astana")),
                (12088, 3169, 3527, ("A library", "With a name that is long")),
            )
        ],
        "fly": butterflies({"language": lines}, QueryDict())[0],
        "bars": single_bars("language", (("id", 1630), ("kk", 486), ("en", 1204)), ""),
        "states": [
            SimpleNamespace(state=state.value, get_state_display=state.label)
            for state in ImportState
        ],
        "probabilities": (None, 0.995, 0.93, 0.7, 0.3),
    }
