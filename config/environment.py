"""What the environment says: the data folder, the database, the secret key."""

import os
import secrets
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured


def flag(name: str, default: bool = False) -> bool:
    """A yes-or-no variable: 1, true, yes and on are yes."""
    value = os.environ.get(name)
    return default if value is None else value.strip().lower() in {"1", "true", "yes", "on"}


def words(name: str, default: str = "") -> list[str]:
    """A comma-separated variable."""
    return [word.strip() for word in os.environ.get(name, default).split(",") if word.strip()]


def data_folder() -> Path:
    """JALIN_DATA_DIR, or `var` in the current folder."""
    return Path(os.environ.get("JALIN_DATA_DIR", "var")).absolute()


def secret_key(folder: Path) -> str:
    """JALIN_SECRET_KEY, or the key in the data folder, which the first start makes."""
    if key := os.environ.get("JALIN_SECRET_KEY"):
        return key
    path = folder / "secret-key"
    try:
        return path.read_text().strip()
    except FileNotFoundError:
        folder.mkdir(parents=True, exist_ok=True)
    partial = folder / f".secret-key.{os.getpid()}"
    descriptor = os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w") as file:
        file.write(secrets.token_urlsafe(48))
    try:
        os.link(partial, path)  # the first of two processes wins, and both use its key
    except FileExistsError:
        pass
    finally:
        partial.unlink()
    return path.read_text().strip()


def database(url: str | None, folder: Path) -> dict[str, object]:
    """The settings of one database: SQLite in the data folder, or what `url` names."""
    if not url:
        return sqlite(folder / "jalin.sqlite3")
    parts = urlsplit(url)
    if parts.scheme not in {"postgresql", "postgres"}:
        raise ImproperlyConfigured(
            "JALIN_DATABASE_URL must look like postgresql://user:password@host:5432/name"
        )
    options = dict(parse_qsl(parts.query))
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": options.pop("host", parts.hostname or ""),
        "PORT": str(parts.port or ""),
        "OPTIONS": options,
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
    }


def sqlite(path: Path) -> dict[str, object]:
    """SQLite with one writer and many readers at a time.

    IMMEDIATE takes the write lock when a transaction begins, so that a writer waits its turn
    instead of failing in the middle. FULL, because a person's decision must survive a power cut.
    """
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": path,
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": (
                "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA cache_size=-32000;"
                " PRAGMA mmap_size=134217728"
            ),
        },
    }
