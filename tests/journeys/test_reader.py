"""A reader looks for a book: in four languages, by keyboard, on a phone, and without scripts."""

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import NEW_CONTEXT, sign_in

LANGUAGES = ("id", "kk", "ru", "en")


@pytest.mark.parametrize("language", LANGUAGES)
def test_she_finds_a_book_in_her_language(page: Page, language: str) -> None:
    page.goto(f"/?ui={language}")
    expect(page.locator("html")).to_have_attribute("lang", language)
    box = page.locator(".bigfind input")
    box.fill("алматы")
    page.keyboard.press("Enter")
    expect(page.locator(".hits mark").first).to_be_visible()
    page.locator(".hits h3 a").first.click()
    expect(page.locator("h1")).to_be_visible()
    expect(page.locator("html")).to_have_attribute("lang", language)
    assert page.locator(".holders li").count() == 2


def test_the_switch_keeps_the_page(page: Page) -> None:
    page.goto("/search/?q=almaty&language=kk")
    page.locator(".me summary").first.click()
    page.locator(".me").get_by_role("link", name="Қазақша").click()
    expect(page.locator("html")).to_have_attribute("lang", "kk")
    expect(page.locator(".bigfind input").first).to_have_value("almaty")
    assert "language=kk" in page.url


def test_suggestions_by_keyboard(page: Page) -> None:
    page.goto("/search/")
    box = page.locator(".bigfind input[name=q]")
    box.press_sequentially("alma", delay=30)
    expect(page.get_by_role("option").first).to_be_visible()
    expect(box).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("ArrowDown")
    chosen = page.locator("[role=option][aria-selected=true]")
    text = chosen.inner_text()
    expect(box).to_have_attribute("aria-activedescendant", chosen.get_attribute("id") or "")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search/?q=**")
    expect(page.locator(".bigfind input[name=q]")).to_have_value(text)


def test_facets_go_on_and_come_off(page: Page) -> None:
    page.goto("/search/?q=almaty")
    everything = page.locator("#results").inner_text()
    page.locator(".facets a.tick").filter(has_text="Russian").first.click()
    expect(page.locator(".chip")).to_have_count(1)
    expect(page.locator("#results")).not_to_have_text(everything)
    page.locator(".chip").click()
    expect(page.locator("#results")).to_have_text(everything)


def test_by_keyboard_alone_from_the_first_key(page: Page) -> None:
    page.goto("/about/")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to content")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()
    page.goto("/search/?q=almaty")
    hit = page.locator(".hits h3 a").first
    for _ in range(90):
        page.keyboard.press("Tab")
        if hit.evaluate("element => element === document.activeElement"):
            break
    ring = hit.evaluate("element => getComputedStyle(element).outlineStyle")
    assert ring == "solid"
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Who has it")).to_be_visible()


def test_on_a_phone(new_context: NEW_CONTEXT) -> None:
    context = new_context(viewport={"width": 390, "height": 800}, has_touch=True, is_mobile=True)
    page = context.new_page()
    page.goto("/")
    page.locator(".small-nav summary").tap()
    page.locator(".small-nav").get_by_role("link", name="Catalogue").tap()
    page.locator(".bigfind input[name=q]").fill("almaty")
    page.locator(".bigfind button").tap()
    expect(page.locator(".facets").first).not_to_be_visible()
    page.locator(".facet-box > summary").tap()
    page.locator(".facets a.tick").first.tap()
    expect(page.locator(".chip")).to_have_count(1)
    for target in page.locator("main a.btn, main button, .facet-box > summary").all():
        if target.is_visible():
            box = target.bounding_box()
            assert box is not None
            assert box["height"] >= 24


def test_dark_is_kept(page: Page) -> None:
    page.goto("/about/")
    page.locator("footer").get_by_role("button", name="Dark").click()
    dark = page.evaluate("getComputedStyle(document.documentElement).backgroundColor")
    assert dark == "rgb(23, 21, 16)"
    page.goto("/search/")
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")


def test_without_scripts(new_context: NEW_CONTEXT) -> None:
    page = new_context(java_script_enabled=False).new_page()
    page.goto("/")
    page.locator(".bigfind input[name=q]").fill("almaty")
    page.locator(".bigfind button").click()
    page.locator(".facets a.tick").first.click()
    page.locator(".hits h3 a").first.click()
    expect(page.get_by_role("heading", name="The record as supplied")).to_be_visible()
    page.locator("footer").get_by_role("link", name="Русский").click()
    expect(page.locator("html")).to_have_attribute("lang", "ru")


def test_reviewing_without_scripts(new_context: NEW_CONTEXT) -> None:
    page = new_context(java_script_enabled=False).new_page()
    sign_in(page, "officer@jakarta.example")
    page.goto("/review/")
    title = page.locator(".bench .lead .po").inner_text()
    page.get_by_role("button", name="Later").click()
    expect(page.get_by_text("Put off until later.")).to_be_visible()
    page.get_by_role("button", name="Undo").click()
    expect(page.locator(".bench .lead .po")).to_have_text(title)


def test_the_policy_refuses_nothing(page: Page) -> None:
    refused: list[str] = []
    page.on(
        "console", lambda message: refused.append(message.text) if message.type == "error" else None
    )
    page.on("pageerror", lambda error: refused.append(str(error)))
    for path in ("/", "/search/?q=almaty", "/comparisons/", "/design/", "/account/login/"):
        page.goto(path)
        page.wait_for_load_state("networkidle")
    assert refused == []
