"""A site of its own for a test that needs real commits and other processes: SQLite or PostgreSQL.

PostgreSQL is Debian's, started unprivileged in a temporary folder, once for all tests.
"""

import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import mkdtemp

import pytest
from django.db import connections
from django.db.utils import ConnectionHandler

from config.environment import database

LEASE = "1.5"  # seconds after which a killed worker's job is taken up


@dataclass
class Installation:
    """`folder` is JALIN_DATA_DIR, `url` JALIN_DATABASE_URL ("" for SQLite)."""

    folder: Path
    url: str
    processes: list[subprocess.Popen[bytes]] = field(default_factory=list)

    @contextmanager
    def connected(self) -> Iterator[None]:
        """Let Django's default connection, of every thread, be to this site."""
        before, settings_before = connections["default"], connections.databases["default"]
        settings = ConnectionHandler({"default": database(self.url, self.folder)})
        connections.databases["default"] = settings.databases["default"]
        connections["default"] = settings["default"]
        try:
            yield
        finally:
            connections["default"].close()
            connections.databases["default"] = settings_before
            connections["default"] = before

    def worker(self, *options: str) -> subprocess.Popen[bytes]:
        """A worker process on this site."""
        return self._process("jalin.cli", "worker", *options, lease=LEASE)

    def dying_worker(self, place: str) -> subprocess.Popen[bytes]:
        """A worker process that is killed at `place` (see `tests.dying_worker`)."""
        return self._process("tests.dying_worker", place, lease="0.3")

    def _process(self, *command: str, lease: str) -> subprocess.Popen[bytes]:
        environment = os.environ | {
            "DJANGO_SETTINGS_MODULE": "config.settings",
            "JALIN_DATA_DIR": str(self.folder),
            "JALIN_DATABASE_URL": self.url,
            "JALIN_JOB_LEASE": lease,
        }
        process = subprocess.Popen(
            [sys.executable, "-m", *command], env=environment, stderr=subprocess.PIPE
        )
        self.processes.append(process)
        return process

    def end(self) -> None:
        for process in self.processes:
            if process.poll() is None:
                process.kill()
            process.communicate()

    @staticmethod
    def in_threads(*calls: Callable[[], object]) -> list[object]:
        """Run all calls at once, each with a connection of its own; results or exceptions."""
        results: list[object] = [None] * len(calls)
        start = threading.Barrier(len(calls))

        def run(at: int) -> None:
            start.wait()
            try:
                results[at] = calls[at]()
            except Exception as error:
                results[at] = error
            finally:
                connections["default"].close()

        threads = [threading.Thread(target=run, args=(at,)) for at in range(len(calls))]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        return results


def kill(process: subprocess.Popen[bytes]) -> None:
    """As a power cut would."""
    process.send_signal(signal.SIGKILL)
    process.wait()


def until(what: Callable[[], object], seconds: float = 30) -> None:
    """Wait until `what()` is true; fail after `seconds`."""
    end = time.monotonic() + seconds
    while not what():
        if time.monotonic() > end:
            pytest.fail("it did not come about in time")
        time.sleep(0.02)


class Databases:
    """Migrated templates, made when first wanted."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._server: _Server | None = None
        self._count = 0

    def __enter__(self) -> "Databases":
        return self

    def __exit__(self, *error: object) -> None:
        if self._server:
            self._server.stop()

    def fresh(self, kind: str, folder: Path) -> str:
        """A migrated database for a site in `folder`: its URL, "" for SQLite."""
        folder.mkdir()
        if kind == "sqlite":
            template = self._folder / "jalin.sqlite3"
            if not template.exists():
                _migrate(self._folder, "")
            shutil.copy(template, folder)
            return ""
        if self._server is None:
            self._server = _Server()
            self._server.create("template_jalin")
            _migrate(self._folder, self._server.url("template_jalin"))
        self._count += 1
        name = f"jalin_{self._count}"
        self._server.create(name, template="template_jalin")
        return self._server.url(name)


def _migrate(folder: Path, url: str) -> None:
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "JALIN_DATA_DIR": str(folder),
        "JALIN_DATABASE_URL": url,
    }
    command = [sys.executable, "-m", "jalin.cli", "manage", "migrate", "-v0"]
    subprocess.run(command, env=environment, check=True)


class _Server:
    """A PostgreSQL server on a Unix socket in a temporary folder."""

    def __init__(self) -> None:
        found = sorted(Path("/usr/lib/postgresql").glob("*/bin"))
        if not found:
            pytest.fail("PostgreSQL is not installed: run `make system`")
        self._programs = found[-1]
        # A short path: the name of a socket has 107 bytes at most.
        self._folder = Path(mkdtemp(prefix="jalin-pg-"))
        if os.getuid() == 0:
            shutil.chown(self._folder, "postgres")
        self._run("initdb", "-D", self._data, "-U", "jalin", "-A", "trust", "-E", "UTF8", "-N")
        options = f"-c listen_addresses='' -c unix_socket_directories={self._folder} -c fsync=off"
        log = str(self._folder / "log")
        self._run("pg_ctl", "-D", self._data, "-l", log, "-o", options, "-w", "start")

    @property
    def _data(self) -> str:
        return str(self._folder / "data")

    def url(self, name: str) -> str:
        return f"postgresql://jalin@/{name}?host={self._folder}"

    def create(self, name: str, template: str = "template0") -> None:
        options = ("-h", str(self._folder), "-U", "jalin", "-T", template)
        self._run("createdb", *options, name)

    def stop(self) -> None:
        self._run("pg_ctl", "-D", self._data, "-m", "immediate", "stop")
        shutil.rmtree(self._folder, ignore_errors=True)

    def _run(self, program: str, *arguments: str) -> None:
        """Run a program of PostgreSQL, as another user where we are root: it refuses root."""
        as_user = ["runuser", "-u", "postgres", "--"] if os.getuid() == 0 else []
        command = [*as_user, str(self._programs / program), *arguments]
        subprocess.run(
            command, check=True, cwd="/", stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
