"""What the environment says."""

import stat
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from config import environment


@pytest.fixture(autouse=True)
def _no_key(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("JALIN_SECRET_KEY", raising=False)


def test_the_first_start_makes_a_key_that_others_keep(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    key = environment.secret_key(folder)
    assert len(key) >= 50
    assert environment.secret_key(folder) == key
    assert stat.S_IMODE((folder / "secret-key").stat().st_mode) == 0o600
    assert [path.name for path in folder.iterdir()] == ["secret-key"]


def test_a_key_from_the_environment_is_written_nowhere(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("JALIN_SECRET_KEY", "from outside")
    assert environment.secret_key(tmp_path / "data") == "from outside"
    assert not (tmp_path / "data").exists()


def test_sqlite_is_the_database_of_one_machine(tmp_path: Path) -> None:
    found = environment.database(None, tmp_path)
    assert (found["ENGINE"], found["NAME"]) == (
        "django.db.backends.sqlite3",
        tmp_path / "jalin.sqlite3",
    )
    assert environment.database("", tmp_path) == found


def test_a_postgresql_address(tmp_path: Path) -> None:
    url = "postgresql://jalin:p%40ss@db.example.org:5433/jalin?sslmode=require"
    found = environment.database(url, tmp_path)
    assert [found[name] for name in ("NAME", "USER", "PASSWORD", "HOST", "PORT", "OPTIONS")] == [
        "jalin",
        "jalin",
        "p@ss",
        "db.example.org",
        "5433",
        {"sslmode": "require"},
    ]


def test_another_database_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ImproperlyConfigured, match="postgresql://user:password@host"):
        environment.database("mysql://root@localhost/jalin", tmp_path)


@pytest.mark.parametrize(
    ("value", "expected"), [("1", True), ("Yes", True), ("off", False), ("", False), (None, True)]
)
def test_a_flag(monkeypatch: pytest.MonkeyPatch, value: str | None, expected: bool) -> None:
    monkeypatch.delenv("JALIN_X", raising=False)
    if value is not None:
        monkeypatch.setenv("JALIN_X", value)
    assert environment.flag("JALIN_X", default=True) == expected
