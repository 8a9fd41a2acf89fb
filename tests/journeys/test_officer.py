"""The officer brings in a file, looks at the comparison, reviews, and takes a list away."""

import csv
import io
import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests import marc
from tests.journeys.conftest import NEW_CONTEXT, sign_in

OFFICER = "officer@jakarta.example"


@pytest.fixture
def officer(page: Page) -> Page:
    return sign_in(page, OFFICER)


def test_she_imports_a_file_and_finds_its_records(officer: Page, tmp_path: Path) -> None:
    records = [marc.record("journey-1", "Perjalanan ke Semipalatinsk", language="ind")]
    path = marc.write(tmp_path / "journey.mrc", records)
    officer.get_by_role("link", name="Imports").first.click()
    officer.locator("main .head a.btn").first.click()
    officer.get_by_label("Catalogue file").set_input_files(path)
    officer.get_by_role("button", name="Import this file", exact=True).click()
    expect(officer.get_by_role("heading", name="journey.mrc")).to_be_visible()
    expect(officer.get_by_role("heading", name="The file has been read")).to_be_visible(
        timeout=60_000
    )
    officer.get_by_role("link", name="Search its records").click(timeout=90_000)
    officer.get_by_role("searchbox").or_(officer.get_by_role("combobox")).first.fill(
        "Семипалатинск"
    )
    officer.keyboard.press("Enter")
    expect(officer.locator(".hits mark", has_text="Semipalatinsk").first).to_be_visible()


def test_the_same_file_twice_is_refused_at_its_field(officer: Page, tmp_path: Path) -> None:
    path = tmp_path / "empty.mrc"
    path.write_bytes(b"")
    officer.goto("/imports/")
    officer.locator("main .head a.btn").first.click()
    officer.get_by_label("Catalogue file").set_input_files(path)
    officer.get_by_role("button", name="Import this file", exact=True).click()
    expect(officer.get_by_role("alert")).to_contain_text("The file is empty")
    expect(officer.get_by_label("Catalogue file")).to_have_attribute("aria-invalid", "true")


def test_she_compares_and_takes_a_list_away(officer: Page) -> None:
    officer.get_by_role("link", name="Comparison").first.click()
    officer.get_by_role("link", name="Open the comparison").first.click()
    parts = officer.get_by_role("navigation", name="Part of the comparison")
    parts.get_by_role("link", name="only Astana").click()
    officer.get_by_role("link", name="Kazakh", exact=True).first.click()
    count = int(officer.locator("#list + span").inner_text().split()[0].replace(",", ""))
    officer.locator("summary", has_text="Export").click()
    with officer.expect_download() as started:
        officer.get_by_role("link", name="Table (CSV)").click()
    text = Path(started.value.path()).read_text("utf-8-sig")
    lines = list(csv.DictReader(io.StringIO(text, newline="")))
    assert len(lines) == count
    assert all("kk" in line["language"] for line in lines)


def test_the_circles_are_a_filter(officer: Page) -> None:
    officer.goto("/comparisons/")
    officer.get_by_role("link", name="Open the comparison").first.click()
    officer.locator("svg.venn a[href*='only_theirs']").focus()
    officer.keyboard.press("Enter")
    officer.wait_for_url("**part=only_theirs**")
    chosen = officer.locator("svg.venn a[aria-current='true']")
    expect(chosen).to_have_attribute("href", re.compile("only_theirs"))
    expect(chosen).to_contain_text("Astana")


def test_she_reviews_by_keyboard_and_undoes(officer: Page) -> None:
    officer.goto("/review/")
    title = officer.locator(".bench .lead .po").inner_text()
    left = officer.get_by_role("navigation", name="State of the review").get_by_role("link").first
    before = left.inner_text()
    officer.keyboard.press("d")
    expect(officer.get_by_text("Called different.")).to_be_visible()
    expect(left).not_to_have_text(before)
    officer.keyboard.press("u")
    expect(officer.locator(".bench .lead .po")).to_have_text(title)
    expect(left).to_have_text(before)


def test_a_decision_can_be_undone_from_the_list(officer: Page) -> None:
    officer.goto("/review/")
    officer.get_by_role("button", name="Later").click()
    officer.get_by_role("link", name="decided").click()
    rows = officer.locator("main tbody tr")
    expect(rows.first).to_contain_text("Later")
    count = rows.count()
    rows.first.get_by_role("button", name="Undo").click()
    expect(officer.get_by_text("The decision is undone")).to_be_visible()
    officer.goto(officer.url.split("/review/")[0] + "/review/")
    officer.get_by_role("link", name="decided").click()
    expect(officer.locator("main tbody tr")).to_have_count(count - 1)


def test_an_observer_looks_on(new_context: NEW_CONTEXT) -> None:
    page = sign_in(new_context().new_page(), "observer@jakarta.example")
    page.goto("/review/")
    expect(page.get_by_text("You may look on")).to_be_visible()
    assert page.get_by_role("button", name="The same").count() == 0
    page.goto("/imports/")
    assert page.locator("main .head a.btn").count() == 0


def test_a_guest_sees_her_own_library_as_ours(new_context: NEW_CONTEXT) -> None:
    page = sign_in(new_context().new_page(), "guest@astana.example")
    page.goto("/comparisons/")
    page.get_by_role("link", name="Open the comparison").first.click()
    assert "astana" in page.url.rstrip("/").split("/")[-2]
    expect(page.locator(".seg a").first).to_contain_text("Astana")
