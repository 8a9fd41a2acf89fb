"""The pictures of the guides, and `/design/` by day and by night.

`JALIN_PICTURES=docs/pictures pytest tests/journeys/test_pictures.py` takes them anew. Without that
the pages are only opened, to see that what the pictures show is there.
"""

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests import marc
from tests.journeys.conftest import NEW_CONTEXT, sign_in

FOLDER = os.environ.get("JALIN_PICTURES", "")
OFFICER = "officer@jakarta.example"
LARGEST = 200_000  # bytes of a picture, so that the repository stays small


@dataclass(frozen=True)
class Picture:
    """A picture of the page that `lead` leads to, where `shows` is to be seen.

    `size` is in pixels; a picture without a height is of the whole page, and a JPEG for its size.
    """

    name: str
    lead: Callable[[Page], object]
    shows: str
    size: tuple[int, int] = (1280, 860)
    scheme: str = "light"
    language: str = "en"
    who: str = ""


def comparison(page: Page) -> None:
    page.goto("/comparisons/")
    page.locator("main h2 a").first.click()


def record(page: Page) -> None:
    page.goto("/search/?q=abai&held=both")
    page.locator(".hits h3 a").first.click()


def faults(page: Page) -> None:
    """The page of an import with something to tell; when no picture is taken, of any import."""
    page.goto("/imports/")
    if not FOLDER:
        page.locator("main table a").first.click()
        return
    page.locator("main .head a.btn").first.click()
    page.get_by_label("Catalogue file").set_input_files(
        {"name": "september.mrc", "mimeType": "application/marc", "buffer": delivery()}
    )
    page.get_by_role("button", name="Import this file", exact=True).click()
    read = page.get_by_role("heading", name="The file has been read")
    expect(read).to_be_visible(timeout=90_000)
    page.reload()


def delivery() -> bytes:
    """A file as libraries send them: most of it can be read, some not quite, one record not."""
    good = [marc.record(f"p{n}", f"Sejarah Asia Tengah, jilid {n}") for n in range(1, 200)]
    longer = [record[:-1] + b" \x1d" for record in good[20:24]]
    broken = b"00060nam a2200000 a 4500broken\x1e\x1d"
    return b"".join([*good[:20], *longer, broken, *good[24:]])


PICTURES = (
    Picture("comparison", comparison, ".venn", size=(1280, 800)),
    Picture("search", lambda page: page.goto("/search/?q=almaty"), ".hits mark"),
    Picture("record", record, ".holders"),
    Picture("review", lambda page: page.goto("/review/"), ".bench", who=OFFICER),
    Picture("import", faults, "#faults", who=OFFICER),
    Picture("phone", comparison, ".venn", size=(390, 844), language="id"),
    Picture("design-light", lambda page: page.goto("/design/"), ".specimens", size=(1280, 0)),
    Picture(
        "design-dark",
        lambda page: page.goto("/design/"),
        ".specimens",
        size=(1280, 0),
        scheme="dark",
    ),
)


@pytest.mark.parametrize("picture", PICTURES, ids=lambda picture: picture.name)
def test_picture(new_context: NEW_CONTEXT, picture: Picture) -> None:
    width, height = picture.size
    viewport = {"width": width, "height": height or 900}
    page = new_context(color_scheme=picture.scheme, viewport=viewport).new_page()
    if picture.who:
        sign_in(page, picture.who, picture.language)
    else:
        page.goto(f"/about/?ui={picture.language}")
    picture.lead(page)
    expect(page.locator(picture.shows).first).to_be_visible()
    if FOLDER:
        path = Path(FOLDER) / f"{picture.name}.{'png' if height else 'jpg'}"
        whole: dict[str, Any] = {} if height else {"full_page": True, "quality": 45}
        page.evaluate("document.fonts.ready")
        page.screenshot(path=path, animations="disabled", **whole)
        assert path.stat().st_size <= LARGEST
