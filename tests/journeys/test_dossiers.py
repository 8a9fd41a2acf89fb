"""Dossiers in a real browser: what an officer and a guest find and do; axe-core on the way."""

import pytest
from playwright.sync_api import Page

from tests.journeys.conftest import NEW_CONTEXT, sign_in
from tests.journeys.test_accessibility import LOOKS, found

GUEST, OFFICER = "guest@astana.example", "officer@jakarta.example"
PAGES = ("PAGE", "approve/", "reject/", "say/", "attach/", "tasks/", "readers/", "history/")


def asked(page: Page) -> str:
    """The address of the first dossier that asks for the approval of who has signed in."""
    page.goto("/")
    return page.get_by_role("link", name="Read and decide").first.get_attribute("href") or ""


@pytest.mark.parametrize(("scheme", "width"), LOOKS)
def test_the_pages_of_a_dossier(new_context: NEW_CONTEXT, scheme: str, width: int) -> None:
    context = new_context(
        color_scheme=scheme, bypass_csp=True, viewport={"width": width, "height": 900}
    )
    page = sign_in(context.new_page(), OFFICER)
    address = asked(page)
    dossier = "/dossiers/" + address.rstrip("/").rpartition("/")[2] + "/"
    for name in ("/", "/reminders/", address, *(dossier + rest for rest in PAGES[1:])):
        page.goto(name)
        assert (name, found(page, scheme)) == (name, [])
        wide = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
        assert (name, max(wide, 0)) == (name, 0)


def test_an_officer_reads_asks_and_puts_it_off(new_context: NEW_CONTEXT) -> None:
    page = sign_in(new_context().new_page(), OFFICER)
    page.goto(asked(page))
    steps = page.get_by_role("list", name="How far it has come").get_by_role("listitem")
    assert [step.locator("b").inner_text() for step in steps.all()] == [
        *("Text", "Approval", "Signing", "In force")
    ]
    assert page.locator("[aria-current=step] mark").inner_text() == "waits for you"
    page.get_by_label("Message").fill("May we settle the number first?")
    page.get_by_role("button", name="Send").click()
    assert page.locator(".msgs li").last.locator("p").inner_text() == (
        "May we settle the number first?"
    )
    page.get_by_role("link", name="Add a task").click()
    page.get_by_label("What is to be done").fill("Settle the number")
    page.get_by_role("button", name="Add the task").click()
    page.get_by_role("button", name="Settle the number").click()
    assert page.locator(".toast").inner_text().startswith("Marked as done.")
    page.get_by_role("button", name="Undo").click()
    task = page.get_by_role("button", name="Settle the number")
    assert task.get_attribute("aria-pressed") == "false"
    page.get_by_role("link", name="Decide on it").click()
    assert "It cannot be taken back" in page.locator(".happens").inner_text()
    page.get_by_role("link", name="Read it first").click()
    assert page.locator("[aria-current=step] mark").inner_text() == "waits for you"


def test_a_guest_has_a_desk_in_their_own_language(new_context: NEW_CONTEXT) -> None:
    page = sign_in(new_context(locale="kk-KZ").new_page(), GUEST, "kk")
    assert page.locator("html").get_attribute("lang") == "kk"
    headings = page.locator("main h2").all_inner_texts()
    assert headings[0] == "Сізді күтіп тұр"
    page.get_by_role("link", name="Келісімдер").first.click()
    assert page.url.endswith("/agreements/")
