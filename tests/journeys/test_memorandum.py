"""The life of the memorandum of 2021, from its draft in Jakarta to its end."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import FilePayload, Page, expect

from tests.engines.signing.authorities import PASSWORD, Holder, holder
from tests.journeys.conftest import NEW_CONTEXT, sign_in
from tests.journeys.test_accessibility import found

OFFICER = "officer@jakarta.example"
SIGNATORY = "signatory@jakarta.example"
GUEST = "guest@astana.example"
HEAD_OF_JAKARTA = "Retno Kusumawardani"
HEAD_OF_ASTANA = "Күміс Сейітова"  # her certificate writes her in Latin letters
CHANGED = "Тараптар жыл сайын кемінде жүз басылым алмасады және тізімін екі ай бұрын жібереді."


@pytest.fixture
def jakarta(new_context: NEW_CONTEXT) -> Page:
    return sign_in(new_context().new_page(), OFFICER, "id")


@pytest.fixture
def head(new_context: NEW_CONTEXT) -> Page:
    return sign_in(new_context().new_page(), SIGNATORY, "id")


@pytest.fixture
def astana(new_context: NEW_CONTEXT) -> Page:
    return sign_in(new_context().new_page(), GUEST, "kk")


def test_the_memorandum_of_2021(
    jakarta: Page, head: Page, astana: Page, new_context: NEW_CONTEXT, tmp_path: Path
) -> None:
    uuid = drafted(jakarta)
    answered(astana, uuid)
    approved(jakarta, uuid)
    planned(jakarta, uuid)
    room = f"/agreements/{uuid}/ceremony/"
    jakarta.goto(room)
    expect(jakarta.locator(".clocks b")).to_have_text([re.compile("14.00"), re.compile("1[23].00")])
    accessible(jakarta)
    astana.goto(room)
    signed_in_the_document(head, uuid, holder("Retno Kusumawardani"))
    seen_without_reloading(astana, 1)
    signed_beside_it(astana, uuid, holder("Kumis Seitova"))
    seen_without_reloading(jakarta, 2)
    expect(jakarta.locator("#moment.over-all")).to_be_visible()
    expect(jakarta.locator("#before-the-end")).to_have_count(0)
    accessible(jakarta)
    assert bytes_of(jakarta, f"{room}evidence/").startswith(b"%PDF-")
    anybody = new_context().new_page()
    verified(anybody, bytes_of(jakarta, f"{room}document/"))
    assert anybody.goto(room).url.split("?")[0].endswith("/account/login/")  # type: ignore[union-attr]
    ended(jakarta, uuid)


def accessible(page: Page) -> None:
    """By day and by night."""
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        assert found(page, scheme) == []
    page.emulate_media(color_scheme="light")


def drafted(page: Page) -> str:
    """Drafted in Indonesian with the clauses of the library, and proposed."""
    page.goto("/agreements/new/")
    page.locator("[name=title]").fill("Nota kesepahaman tahun 2021")
    page.locator("[name=partner_slugs][value=astana]").check()
    for language in ("ru", "en"):
        page.locator(f"[name=languages][value={language}]").uncheck()
    page.locator("main form.form button.btn.act").click()
    page.wait_for_url("**/draft/**")
    uuid = page.url.split("/agreements/")[1].split("/")[0]
    page.goto(f"/agreements/{uuid}/draft/?show=id&show=kk")
    for name, value in {
        "scope.id": "Kerja sama perpustakaan yang disepakati dalam upacara daring tahun 2021.",
        "scope.kk": "",
        "begins": "2021-04-20",
        "ends": "2099-04-19",
        "signatories.0.name": HEAD_OF_JAKARTA,
        "signatories.1.name": HEAD_OF_ASTANA,
    }.items():
        page.locator(f"[name='{name}']").fill(value)
    page.locator("button[value=propose]").click()
    page.wait_for_url(f"**/agreements/{uuid}/")
    return uuid


def answered(page: Page, uuid: str) -> None:
    """Answered in Kazakh, with one clause changed."""
    page.goto(f"/agreements/{uuid}/draft/?show=kk")
    page.locator("[name='scope.kk']").fill("2021 жылғы онлайн рәсімде келісілген ынтымақтастық.")
    clause = page.locator("textarea[name^='clauses.'][name$='.text.kk']").nth(1)
    clause.fill(CHANGED)
    page.locator("[name=note]").fill("Екінші тармаққа мерзім қостық.")
    page.locator("button[value=propose]").click()
    page.wait_for_url(f"**/agreements/{uuid}/")


def approved(page: Page, uuid: str) -> None:
    """Jakarta sees what was changed, and approves it."""
    page.goto(f"/agreements/{uuid}/")
    expect(page.locator(".changed ins", has_text="екі ай бұрын").first).to_be_visible()
    page.goto(f"/dossiers/{uuid}/approve/")
    page.locator("main form button.btn.next").click()
    page.wait_for_url(f"**/agreements/{uuid}/")


def planned(page: Page, uuid: str) -> None:
    page.goto(f"/agreements/{uuid}/ceremony/plan/")
    accessible(page)
    page.locator("[name=day]").fill("2021-04-20")
    page.locator("[name=time]").fill("14:00")
    page.locator("[name=zone]").select_option("Asia/Jakarta")
    page.locator("[name=link]").fill("https://meet.example/jakarta-astana")
    page.locator("[name=agenda_id]").fill("Pembukaan\nPenandatanganan\nPenutup")
    page.locator("main form button.btn.act").click()
    page.wait_for_url("**/ceremony/")


def signed_in_the_document(page: Page, uuid: str, who: Holder) -> None:
    """With a certificate file; a wrong password first is said at its field."""
    page.goto(f"/agreements/{uuid}/ceremony/")
    accessible(page)
    page.locator(f"a[href='/agreements/{uuid}/sign/certificate/']").click()
    key: FilePayload = {
        "name": "key.p12",
        "mimeType": "application/x-pkcs12",
        "buffer": who.pkcs12(),
    }
    for password in ("wrong", PASSWORD):
        page.locator("[name=file]").set_input_files(key)
        page.locator("[name=password]").fill(password)
        page.locator("main form button.btn.next").click()
        if password == "wrong":
            expect(page.locator("[name=password]")).to_have_attribute("aria-invalid", "true")
            accessible(page)
    page.wait_for_url("**/ceremony/")


def signed_beside_it(page: Page, uuid: str, who: Holder) -> None:
    """With a detached signature of the document as it was downloaded."""
    content = bytes_of(page, f"/agreements/{uuid}/ceremony/document/")
    page.goto(f"/agreements/{uuid}/sign/cms/")
    signature: FilePayload = {
        "name": "s.p7s",
        "mimeType": "application/pkcs7-signature",
        "buffer": who.cms(content),
    }
    page.locator("[name=file]").set_input_files(signature)
    page.locator("main form button.btn.next").click()
    page.wait_for_url("**/ceremony/")


def seen_without_reloading(page: Page, count: int) -> None:
    expect(page.locator("#moment .seat.signed")).to_have_count(count)


def bytes_of(page: Page, address: str) -> bytes:
    """A file that an address sends for download."""
    answer = page.request.get(address)
    assert answer.ok
    assert "attachment" in answer.headers["content-disposition"]
    return answer.body()


def verified(page: Page, content: bytes) -> None:
    """By anybody, in each language; with one byte changed it is refused."""
    for language in ("id", "kk", "ru", "en"):
        page.goto(f"/verify/?ui={language}")
        verify(page, content)
        expect(page.locator(".finding.good")).to_be_visible()
        expect(page.locator("main")).to_contain_text(HEAD_OF_ASTANA)
        expect(page.locator("main")).to_contain_text(HEAD_OF_JAKARTA)
    accessible(page)
    changed = bytearray(content)
    changed[len(changed) // 2] ^= 1
    verify(page, bytes(changed))
    expect(page.locator(".finding.harm")).to_be_visible()
    accessible(page)


def verify(page: Page, content: bytes) -> None:
    page.locator("main [name=file]").set_input_files(
        {"name": "memorandum.pdf", "mimeType": "application/pdf", "buffer": content}
    )
    page.locator("main form.form button").click()


def ended(page: Page, uuid: str) -> None:
    """Ended before its time: no activity begins under it any more."""
    page.goto(f"/agreements/{uuid}/")
    clause = page.locator("section.clause[id^=clause-]").first.get_attribute("id") or ""
    key = clause.removeprefix("clause-")
    begin = f"/agreements/{uuid}/activities/new/?clause={key}"
    assert page.goto(begin).status == 200  # type: ignore[union-attr]
    page.goto(f"/dossiers/{uuid}/terminate/")
    page.locator("[name=reason]").fill("Diganti dengan perjanjian baru.")
    page.locator("main form button.harm").click()
    page.wait_for_url(f"**/agreements/{uuid}/")
    assert page.goto(begin).status == 409  # type: ignore[union-attr]
