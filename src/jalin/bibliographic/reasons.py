"""Why two records were called the same or not: codes, and the words a cataloguer reads."""

from collections.abc import Iterable

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from jalin.core.errors import gettext_noop as _

WORDS: dict[str, str] = {
    "title_equal": _("titles equal"),
    "title_equal_other_script": _("titles equal in another script"),
    "title_equal_other_form": _("titles equal in another form"),
    "title_alike": _("titles alike"),
    "title_contained": _("one title contains the other"),
    "title_differs": _("titles differ"),
    "person_same": _("same person"),
    "person_alike": _("names of persons alike"),
    "person_differs": _("persons differ"),
    "body_same": _("same body"),
    "body_differs": _("bodies differ"),
    "year_same": _("same year"),
    "year_near": _("years one apart"),
    "year_differs": _("years differ"),
    "publisher_same": _("same publisher"),
    "publisher_form": _("publisher differs in form"),
    "publisher_differs": _("publishers differ"),
    "place_differs": _("places differ"),
    "pages_same": _("same number of pages"),
    "pages_near": _("nearly the same number of pages"),
    "pages_differ": _("numbers of pages differ"),
    "edition_same": _("same edition"),
    "edition_differs": _("editions differ"),
    "volume_same": _("same volume"),
    "volume_differs": _("volumes differ"),
    "part_differs": _("parts differ"),
    "numerals_differ": _("numbers in the titles differ"),
    "series_same": _("same series"),
    "series_number_differs": _("numbers in the series differ"),
    "isbn_shared": _("an ISBN in common"),
    "isbn_differs": _("ISBNs differ"),
    "language_differs": _("languages differ"),
    "type_differs": _("kinds of material differ"),
    "identical": _("the records are identical"),
}
IDENTICAL = "identical"  # not of the features: see `jalin.bibliographic.identical`
VETOES = ("volume_differs", "part_differs", "edition_differs")


def explain(codes: Iterable[str]) -> list[str]:
    """The words for codes, as message ids; a code that is not known stands for itself."""
    return [WORDS.get(code, code) for code in codes]


def marks(
    columns: dict[str, NDArray[np.float32]], *, other_script: NDArray[np.bool_]
) -> dict[str, NDArray[np.bool_]]:
    """Which reasons hold for each pair, from its features; a comparison with NaN is False."""
    f = columns
    title = f["title"] == 1
    form = ~title & (f["title_best"] == 1)
    alike = ~title & ~form & (f["title_best"] >= 0.85)
    contained = ~title & ~form & ~alike & (f["full_title_words"] >= 0.97)
    return {
        "title_equal": title & ~other_script,
        "title_equal_other_script": (title | form) & other_script,
        "title_equal_other_form": form & ~other_script,
        "title_alike": alike,
        "title_contained": contained,
        "title_differs": ~(title | form | alike | contained),
        "person_same": f["forename_best"] >= 0.93,
        "person_alike": (f["forename_best"] >= 0.8) & (f["forename_best"] < 0.93),
        "person_differs": f["forename_best"] < 0.8,
        "body_same": f["bodies"] >= 0.95,
        "body_differs": f["bodies"] < 0.6,
        "year_same": f["year"] == 0,
        "year_near": f["year"] == 1,
        "year_differs": f["year"] > 1,
        "publisher_same": f["publisher"] >= 0.99,
        "publisher_form": (f["publisher"] >= 0.6) & (f["publisher"] < 0.99),
        "publisher_differs": f["publisher"] < 0.6,
        "place_differs": f["place"] < 0.6,
        "pages_same": f["pages"] == 0,
        "pages_near": (f["pages"] > 0) & (f["pages"] < 0.05),
        "pages_differ": f["pages"] >= 0.05,
        "edition_same": f["edition"] == 1,
        "edition_differs": f["edition"] == 0,
        "volume_same": f["volume"] == 1,
        "volume_differs": f["volume"] == 0,
        "part_differs": f["part"] < 0.6,
        "numerals_differ": f["numerals"] < 0.5,
        "series_same": f["series"] >= 0.95,
        "series_number_differs": f["series_number"] == 0,
        "isbn_shared": f["isbn"] == 1,
        "isbn_differs": f["isbn"] == 0,
        "language_differs": f["language"] == 0,
        "type_differs": f["record_type"] == 0,
    }


def codes(marked: dict[str, NDArray[np.bool_]]) -> pa.ListArray:
    """The reasons of each pair as a list<string> array, in the order of `WORDS`."""
    names = [code for code in WORDS if code in marked]
    matrix = np.stack([marked[code] for code in names], axis=1)
    places = np.nonzero(matrix)[1].astype(np.int32)
    offsets = np.concatenate([[0], np.cumsum(matrix.sum(axis=1))]).astype(np.int32)
    return pa.ListArray.from_arrays(offsets, pa.array(names).take(pa.array(places)))
