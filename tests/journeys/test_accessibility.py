"""axe-core finds nothing on any page, light or dark, wide or narrow."""

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

from tests.journeys.conftest import NEW_CONTEXT, sign_in

AXE = Path(__file__).parents[2] / "node_modules" / "axe-core" / "axe.min.js"
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
# By night the pages have other colours, and nothing else.
COLOURS = {"runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}}
PUBLIC = (
    "/",
    "/about/",
    "/design/",
    "/search/",
    "/search/?q=almaty",
    "/search/?q=zzzqqqxx",
    "/institutions/",
    "/institutions/jakarta/",
    "/comparisons/",
    "/agreements/",
    "/agreements/?look=map",
    "/agreements/?look=timeline",
    "COMPARISON",
    "RECORD",
    "/account/login/",
    "/account/password/reset/",
    "/nothing-here/",
)
WORK = (
    "/",
    "/imports/",
    "IMPORT",
    "NEW IMPORT",
    "/review/",
    "DECISIONS",
    "/agreements/",
    "/agreements/?look=map",
    "/agreements/?look=timeline",
    "/agreements/new/",
    "/agreements/import/",
    "/account/2fa/",
    "/account/password/change/",
)
ADMINISTRATION = (
    "/institutions/jakarta/",
    "/institutions/jakarta/people/",
    "END OF A MEMBERSHIP",
    "/institutions/jakarta/invite/",
    "/institutions/new/",
    "/institutions/jakarta/catalogues/new/",
)
LOOKS = [("light", 1280), ("dark", 1280), ("light", 390), ("dark", 390)]


def found(page: Page, scheme: str) -> list[tuple[str, str, str]]:
    """What axe-core finds: the rule, the element, and what is wrong."""
    page.evaluate(AXE.read_text())
    rules = RULES if scheme == "light" else COLOURS
    result: dict[str, Any] = page.evaluate("rules => axe.run(document, rules)", rules)
    return [
        (problem["id"], node["html"][:160], node["failureSummary"])
        for problem in result["violations"]
        for node in problem["nodes"]
    ]


def place(page: Page, name: str) -> str:
    """The address of a page that has a number or a name of its own in it."""
    first = {
        "COMPARISON": ("/comparisons/", "main h2 a"),
        "RECORD": ("/search/?q=almaty", ".hits h3 a"),
        "IMPORT": ("/imports/", "main table a"),
        "NEW IMPORT": ("/imports/", "main .head a.btn"),
        "END OF A MEMBERSHIP": ("/institutions/jakarta/people/", "main .rows a.btn"),
    }
    if name == "DECISIONS":
        page.goto("/review/")
        return page.url.rstrip("/") + "/decisions/"
    if name not in first:
        return name
    address, link = first[name]
    page.goto(address)
    return page.locator(link).first.get_attribute("href") or ""


@pytest.mark.parametrize(("scheme", "width"), LOOKS)
def test_public_pages(new_context: NEW_CONTEXT, scheme: str, width: int) -> None:
    context = new_context(
        color_scheme=scheme, bypass_csp=True, viewport={"width": width, "height": 900}
    )
    page = context.new_page()
    for name in PUBLIC:
        page.goto(place(page, name))
        assert (name, found(page, scheme)) == (name, [])
        _fits(page, name)


@pytest.mark.parametrize(("scheme", "width"), LOOKS)
@pytest.mark.parametrize(("who", "names"), [("officer", WORK), ("administrator", ADMINISTRATION)])
def test_pages_of_those_who_work(
    new_context: NEW_CONTEXT, scheme: str, width: int, who: str, names: tuple[str, ...]
) -> None:
    context = new_context(
        color_scheme=scheme, bypass_csp=True, viewport={"width": width, "height": 900}
    )
    page = sign_in(context.new_page(), f"{who}@jakarta.example")
    for name in names:
        page.goto(place(page, name))
        assert (name, found(page, scheme)) == (name, [])
        _fits(page, name)


def _fits(page: Page, name: str) -> None:
    """Nobody has to scroll sideways."""
    wide = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
    assert (name, max(wide, 0)) == (name, 0)
