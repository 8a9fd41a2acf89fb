"""Six activities, one of each area: proposed in Jakarta, answered in Kazakh, done, and counted."""

import re
from dataclasses import dataclass
from pathlib import Path

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from tests.journeys.conftest import NEW_CONTEXT, sign_in
from tests.journeys.test_accessibility import LOOKS, found

AREAS = {
    "research": ("Penelitian tentang Abai", "Абай туралы зерттеу"),
    "exchange": ("Kiriman buku sejarah", "Тарихи кітаптар жөнелтілімі"),
    "events": ("Pembacaan sajak Abai", "Абай өлеңдерін оқу"),
    "training": ("Magang pelestarian", "Сақтау бойынша тағылымдама"),
    "articles": ("Artikel tentang naskah", "Қолжазбалар туралы мақала"),
    "digital": ("Naskah digital", "Цифрлық қолжазбалар"),
}
YEAR = timezone.now().year


@dataclass(frozen=True)
class Both:
    """The officer in Jakarta, in Indonesian, and the guest from Astana, in Kazakh."""

    officer: Page
    guest: Page


@pytest.fixture
def both(new_context: NEW_CONTEXT) -> Both:
    officer = sign_in(new_context(locale="id-ID").new_page(), "officer@jakarta.example", "id")
    guest = sign_in(new_context(locale="kk-KZ").new_page(), "guest@astana.example", "kk")
    return Both(officer, guest)


@pytest.fixture
def board(both: Both) -> str:
    """The address of the board of the memorandum between the two."""
    both.officer.goto("/agreements/?partner=astana&state=in_force")
    both.officer.get_by_role("link", name="Nota kesepahaman tentang kerja sama").first.click()
    both.officer.wait_for_url(re.compile(r"/agreements/[0-9a-f-]{36}/"))
    return f"{both.officer.url.split('?')[0]}board/"


def counted(page: Page, board: str) -> dict[str, int]:
    """What was done this year for the first obligation of each area that has one."""
    page.goto(board)
    clauses = {area: page.locator(f".clause-list > li:has(.a-{area})").first for area in AREAS}
    return {
        area: int(re.sub(r"\D", "", clause.locator("b.num").first.inner_text().split()[0]))
        for area, clause in clauses.items()
        if clause.locator("b.num").count()
    }


def test_an_activity_in_each_area_is_carried_out_and_counted(
    both: Both, board: str, tmp_path: Path
) -> None:
    before = counted(both.officer, board)
    proof = tmp_path / "daftar.pdf"
    proof.write_bytes(b"%PDF-1.7\n%%EOF\n")
    for area, (title, in_kazakh) in AREAS.items():
        address = _proposed(both.officer, board, area, title)
        _answered(both.guest, address, in_kazakh)
        _approved(both.officer, address, in_indonesian=title)
        _reported(both.guest, address, proof)
        _approved(both.officer, address, in_indonesian=title)
        expect(both.officer.locator(".card.next")).to_have_count(0)
    after = counted(both.officer, board)
    assert {area: after[area] - count for area, count in before.items()} == dict.fromkeys(before, 7)
    done = both.officer.locator(".column.done .act-card")
    for title, _ in AREAS.values():
        expect(done.filter(has_text=title)).to_have_count(1)


def _proposed(officer: Page, board: str, area: str, title: str) -> str:
    officer.goto(board)
    officer.get_by_role("link", name="Usulkan kegiatan").first.click()
    row = officer.locator(f".clauses li:has(.a-{area})").first
    row.get_by_role("link").click()
    officer.get_by_label("Bahasa Indonesia", exact=True).first.fill(title)
    officer.get_by_label("Hari pertama").fill(f"{YEAR}-01-12")
    officer.get_by_label("Hari terakhir").fill(f"{YEAR}-02-12")
    officer.locator("[name=outputs-0-count]").fill("5")
    officer.locator("[name=outputs-0-what]").fill("judul")
    officer.get_by_role("button", name=re.compile("Usulkan kepada")).click()
    expect(officer.get_by_role("heading", level=1, name=title)).to_be_visible()
    return officer.url


def _answered(guest: Page, address: str, in_kazakh: str) -> None:
    guest.goto(address)
    guest.locator(".further a[href$='/change/']").click()
    guest.locator("[name=title_kk]").fill(in_kazakh)
    guest.locator("[name=outputs-0-count]").fill("7")
    guest.get_by_label("Екінші тарапқа бірер сөз").fill("Жетеу болсын")
    guest.get_by_role("button", name=re.compile("Ұсыну")).click()
    expect(guest.get_by_role("heading", level=1, name=in_kazakh)).to_be_visible()


def _approved(page: Page, address: str, in_indonesian: str) -> None:
    page.goto(address)
    expect(page.get_by_role("heading", level=1, name=in_indonesian)).to_be_visible()
    page.locator(".card.next a.next").click()
    page.locator("form button.next").click()
    expect(page.get_by_role("heading", level=1, name=in_indonesian)).to_be_visible()


def _reported(guest: Page, address: str, proof: Path) -> None:
    guest.goto(address)
    guest.get_by_role("link", name="Нәтижесін жазу").click()
    guest.locator("[name=outcomes-0-count]").fill("7")
    measure = guest.locator("[name=outcomes-0-measure]")
    if measure.locator("option").count() > 1:
        measure.select_option(index=1)
    guest.locator("[name=outcomes-0-on]").fill(f"{YEAR}-01-20")
    guest.locator("[name=outcomes-0-proof]").set_input_files(proof)
    guest.get_by_role("button", name="Аяқталды деп ұсыну").click()
    expect(guest.get_by_role("link", name="daftar.pdf").first).to_be_visible()


def test_a_table_of_the_activities_can_be_taken_away(both: Both, board: str) -> None:
    both.officer.goto(board)
    both.officer.locator("summary", has_text="Ekspor").click()
    with both.officer.expect_download() as started:
        both.officer.get_by_role("link", name="Kegiatan (CSV)").click()
    assert Path(started.value.path()).read_text("utf-8-sig").startswith("Kegiatan,Bidang,Pasal,")


def _pages(page: Page, board: str) -> list[str]:
    """Every page of activities, with one that has all there is to show."""
    page.goto(board)
    act = page.locator(".column.under_way .act-card h3 a").first.get_attribute("href") or ""
    new = board.replace("/board/", "/activities/new/")
    page.goto(new)
    clause = page.locator(".clauses a").first.get_attribute("href") or ""
    return [board, new, new + clause, act, f"{act}change/", f"{act}outcomes/"]


@pytest.mark.parametrize(("scheme", "width"), LOOKS)
def test_pages_can_be_used_by_all(
    both: Both, board: str, new_context: NEW_CONTEXT, scheme: str, width: int
) -> None:
    look = {"color_scheme": scheme, "viewport": {"width": width, "height": 800}}
    page = sign_in(new_context(**look).new_page(), "guest@astana.example", "kk")
    for address in _pages(page, board):
        page.goto(address)
        assert (address, found(page, scheme)) == (address, [])
        assert page.evaluate("document.documentElement.scrollWidth") <= width
