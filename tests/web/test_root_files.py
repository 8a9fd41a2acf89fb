"""What browsers, telephones and crawlers ask for at the root of the site, unasked."""

import json
import re
import struct
from pathlib import Path
from urllib.robotparser import RobotFileParser

import pytest
from django.conf import settings
from django.test import Client

from tests.web.conftest import Site
from tests.web.test_pages import page_addresses

TYPES = {
    "/favicon.ico": "image/x-icon",
    "/apple-touch-icon.png": "image/png",
    "/icon-192.png": "image/png",
    "/icon-512.png": "image/png",
    "/manifest.webmanifest": "application/manifest+json",
    "/robots.txt": "text/plain",
}
WORK = {"imports", "import", "faults", "new import", "bench", "pair", "decisions", "invite"}


def body(address: str) -> bytes:
    answer = Client().get(address)
    assert (address, answer.status_code) == (address, 200)
    assert answer.headers["Content-Type"].split(";")[0] == TYPES[address]
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
    return answer.getvalue()


@pytest.mark.parametrize("address", TYPES)
def test_it_is_there_with_its_type(address: str) -> None:
    assert len(body(address)) > 100


def test_pictures_have_the_size_that_they_say() -> None:
    manifest = json.loads(body("/manifest.webmanifest"))
    said = {icon["src"]: icon["sizes"] for icon in manifest["icons"]}
    for address, size in {**said, "/apple-touch-icon.png": "180x180"}.items():
        width, height = struct.unpack(">II", body(address)[16:24])
        assert f"{width}x{height}" == size
    assert [entry[0] for entry in struct.iter_unpack("<B15x", body("/favicon.ico")[6:54])] == [
        *(16, 32, 48)
    ]


def test_colours_are_those_of_the_tokens() -> None:
    folder = Path(settings.BASE_DIR) / "src" / "jalin" / "web"
    light, dark, _ = re.findall(
        r"--paper: (#\w+)", (folder / "static" / "web" / "tokens.css").read_text()
    )
    manifest = json.loads(body("/manifest.webmanifest"))
    assert (manifest["background_color"], manifest["theme_color"]) == (light, light)
    page = (folder / "templates" / "web" / "base.html").read_text()
    assert re.findall(r'theme-color" content="(#\w+)"', page) == [light, dark]


def test_crawlers_are_led_to_readers_pages_only(site: Site) -> None:
    rules = RobotFileParser()
    rules.parse(_without_stars(body("/robots.txt").decode()).splitlines())
    addresses = {**page_addresses(site), "sign in": "/account/login/"}
    closed = {name for name, path in addresses.items() if not rules.can_fetch("any", path)}
    assert closed - {"new import", "invite", "people"} == {
        *(WORK - {"new import", "invite"}),
        *("sign in", "search"),
    }
    text = body("/robots.txt").decode()
    for inner in ("/catalogues/*/import/", "/institutions/*/invite/", "/institutions/*/people/"):
        assert f"Disallow: {inner}\n" in text


def _without_stars(text: str) -> str:
    """The rules that Python's parser knows; it takes no stars."""
    return "\n".join(line for line in text.splitlines() if "*" not in line.partition("/")[2])
