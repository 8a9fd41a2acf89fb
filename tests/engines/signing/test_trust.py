"""Whom is trusted, and time authorities by HTTP."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from jalin.engines.signing import (
    SigningUnavailable,
    Trust,
    TrustUnreadable,
    authority_at,
    pkcs12_key,
    read_roots,
    sign_pades,
    validate_pdf,
)
from tests.engines.signing.authorities import PASSWORD, Authority, holder, person, root
from tests.engines.signing.papers import paper


def test_roots_are_read_from_a_folder(tmp_path: Path) -> None:
    between = holder("Between", root(), is_authority=True)
    (tmp_path / "a.pem").write_bytes(root().pem + between.pem)
    (tmp_path / "b.cer").write_bytes(holder("B", is_authority=True).der)
    (tmp_path / "notes.txt").write_text("nothing")
    found = read_roots(tmp_path)
    assert (len(found.roots), found.others) == (2, (between.der,))
    assert found.roots[0] == root().der


def test_without_a_folder_nobody_is_trusted(tmp_path: Path) -> None:
    assert read_roots(None) == Trust()
    assert read_roots(tmp_path / "missing") == Trust()


@pytest.mark.parametrize("data", [b"", b"no certificate", b"-----BEGIN CERTIFICATE-----\nAAAA\n"])
def test_a_broken_root_is_said_and_not_passed_over(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "a.pem").write_bytes(data)
    with pytest.raises(TrustUnreadable):
        read_roots(tmp_path)


def test_an_authority_between_leads_to_the_root() -> None:
    between = holder("Between", root(), is_authority=True)
    someone = holder("X", between)
    pdf = _signed(someone.pkcs12(), "")
    (found,) = validate_pdf(pdf, trust=Trust((root().der,)))
    assert found.trusted is True


@contextmanager
def served(body: bytes | None = None, status: int = 200) -> Iterator[str]:
    """A time authority on this machine, or one that answers `body`."""
    authority = Authority()

    class Answering(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            request = self.rfile.read(int(self.headers["Content-Length"]))
            answer = authority.answer(request) if body is None else body
            self.send_response(status)
            self.send_header("Content-Type", "application/timestamp-reply")
            self.end_headers()
            self.wfile.write(answer)

        def log_message(self, *_: object) -> None:
            pass

    with HTTPServer(("127.0.0.1", 0), Answering) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/"
        finally:
            server.shutdown()
            thread.join()


def _signed(pkcs12: bytes, address: str) -> bytes:
    return sign_pades(
        paper(),
        pkcs12_key(pkcs12, PASSWORD),
        name="X",
        reason="",
        field="Signature1",
        timestamper=authority_at(address),
    )


def test_an_authority_is_asked_by_http() -> None:
    with served() as address:
        (found,) = validate_pdf(_signed(person("X").pkcs12(), address), trust=Trust((root().der,)))
    assert (found.level, found.timestamped) == ("B-T", True)


@pytest.mark.parametrize(
    ("body", "status"), [(b"", 200), (b"<html>", 200), (b"0\0", 200), (b"x", 500)]
)
def test_an_authority_that_answers_nonsense_signs_nothing(body: bytes, status: int) -> None:
    with served(body, status) as address, pytest.raises(SigningUnavailable):
        _signed(person("X").pkcs12(), address)


@pytest.mark.parametrize("address", ["file:///etc/passwd", "ftp://x/", "x"])
def test_other_addresses_are_no_authority(address: str) -> None:
    with pytest.raises(SigningUnavailable):
        authority_at(address)


def test_an_authority_that_is_away_signs_nothing() -> None:
    with served() as address:
        pass
    with pytest.raises(SigningUnavailable):
        _signed(person("X").pkcs12(), address)
