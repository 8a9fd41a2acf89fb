"""The site from the command line, as processes of their own."""

import os
import re
import signal
import socket
import subprocess
import sys
import urllib.request
from pathlib import Path

import psutil
import pytest

from tests import marc
from tests.installation import until


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data folder of one demonstration, made by the first test that runs it."""
    return tmp_path_factory.mktemp("demo") / "data"


def command(data: Path, *arguments: str) -> tuple[list[str], dict[str, str]]:
    environment = os.environ | {
        "JALIN_DATA_DIR": str(data),
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "JALIN_JOB_LEASE": "30",
    }
    for name in ("JALIN_SECRET_KEY", "JALIN_DATABASE_URL", "JALIN_PUBLIC_BASE"):
        environment.pop(name, None)
    return [sys.executable, "-m", "jalin.cli", *arguments], environment


def run(data: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    line, environment = command(data, *arguments)
    return subprocess.run(
        line,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        stdin=subprocess.DEVNULL,
    )


@pytest.fixture(scope="module")
def demo(data: Path) -> Path:
    done = run(data, "demo", "--prepare-only")
    assert done.returncode == 0, done.stderr
    assert "The samples are ready" in done.stdout
    return data


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def test_the_demonstration_serves_what_it_prepared(demo: Path, tmp_path: Path) -> None:
    port = free_port()
    line, environment = command(demo, "demo", "--port", str(port))
    log = tmp_path / "log"
    with log.open("wb") as out:
        process = subprocess.Popen(line, env=environment, stdout=out, stderr=out)
    try:
        until(lambda: _answers(port) or process.poll() is not None, seconds=60)
        family = _family(process)
        page = _read(f"http://127.0.0.1:{port}/search/?q=Auezov")
        assert "Ăuezov" in page
        assert 'lang="kk"' in _read(f"http://127.0.0.1:{port}/?ui=kk")
        _survives_its_worker(process.pid)
        assert _taken(demo, port) == (1, f"The site was not started: port {port} is taken.")
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(30)
    assert _living(family) == []
    told = log.read_text()
    assert f"http://127.0.0.1:{port}/" in told
    assert re.findall(r"(\w+@\w+)\.example", told) == [
        "officer@jakarta",
        "cataloguer@jakarta",
        "administrator@jakarta",
        "signatory@jakarta",
        "guest@astana",
        "observer@jakarta",
        "observer@embassy",
    ]
    assert "Traceback" not in told


def _survives_its_worker(pid: int) -> None:
    """A worker that is killed is replaced."""
    (lost,) = _workers(pid)
    os.kill(lost, signal.SIGKILL)
    until(lambda: len(_workers(pid)) == 1 and lost not in _workers(pid))


def _workers(pid: int) -> list[int]:
    children = psutil.Process(pid).children(recursive=True)
    return [
        child.pid
        for child in children
        if child.status() != psutil.STATUS_ZOMBIE and "worker" in child.cmdline()[3:4]
    ]


def _family(process: subprocess.Popen[bytes]) -> list[psutil.Process]:
    """What it started: one that answers requests, one that keeps the worker, the worker."""
    until(lambda: len(_workers(process.pid)) == 1)
    return psutil.Process(process.pid).children(recursive=True)


def _living(family: list[psutil.Process], seconds: float = 0) -> list[psutil.Process]:
    _, alive = psutil.wait_procs(family, timeout=seconds)
    return alive


def test_nothing_outlives_a_site_that_is_killed(demo: Path) -> None:
    port = free_port()
    line, environment = command(demo, "serve", "--port", str(port))
    with subprocess.Popen(line, env=environment, stdout=subprocess.DEVNULL) as process:
        until(lambda: _answers(port) or process.poll() is not None, seconds=60)
        family = _family(process)
        assert len(family) == 3
        process.kill()
    assert _living(family, seconds=15) == []


def _answers(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def _read(url: str) -> str:
    with urllib.request.urlopen(url, timeout=20) as response:
        text: str = response.read().decode()
        return text


def _taken(data: Path, port: int) -> tuple[int, str]:
    done = run(data, "serve", "--port", str(port))
    return done.returncode, done.stderr.splitlines()[0]


def test_an_import_that_is_waited_for(demo: Path, tmp_path: Path) -> None:
    path = marc.write(tmp_path / "more.mrc", [marc.record("n1"), marc.record("n2", "Other")])
    arguments = ("import", str(path), "--catalogue", "sample-jakarta", "--wait")
    first, second = run(demo, *arguments), run(demo, *arguments)
    assert (first.returncode, first.stdout.splitlines()[-1]) == (
        0,
        "2 read: 2 new, 0 changed, 0 unchanged; 0 unreadable",
    )
    assert (second.returncode, second.stderr.splitlines()[0]) == (
        1,
        "“more.mrc” was not imported again; nothing changed.",
    )


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("{folder}/none.mrc", "sample-jakarta"), "none.mrc"),
        (("{folder}", "sample-jakarta"), "folder"),
        (("{folder}/x.mrc", "nowhere"), "There is no catalogue “nowhere”."),
    ],
)
def test_what_cannot_be_imported_is_told(
    demo: Path, tmp_path: Path, arguments: tuple[str, str], message: str
) -> None:
    file, catalogue = arguments[0].format(folder=tmp_path), arguments[1]
    done = run(demo, "import", file, "--catalogue", catalogue)
    assert done.returncode == 1
    assert message in done.stderr
    assert "Traceback" not in done.stderr


HOUSE = ("--name-id", "Perpustakaan Nasional", "--short-name", "Perpusnas", "--slug", "perpusnas")
FOUNDED = (*HOUSE, "--country", "ID", "--administrator", "siti@example.org")


@pytest.fixture(scope="module")
def founded(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[str]]:
    """A folder with a new site, and what `jalin init` said."""
    folder = tmp_path_factory.mktemp("founded")
    done = run(folder, "init", *FOUNDED, "--base", "https://jalin.example.org/")
    assert done.returncode == 0, done.stderr
    return folder, done.stdout.splitlines()


def test_a_site_from_nothing(founded: tuple[Path, list[str]]) -> None:
    folder, told = founded
    assert told[:3] == [
        "Library: “Perpusnas” (perpusnas) added.",
        "Catalogue: “Perpusnas” (perpusnas) added.",
        "  Import a file with: jalin import FILE --catalogue perpusnas",
    ]
    assert re.search(r"https://jalin\.example\.org/invitation/[\w-]{43}/$", told[4])
    done = run(folder, "match", "--wait")
    assert done.stdout.splitlines() == ["Job 1 is queued.", "0 publications are served."]
    done = run(folder, "verify")
    assert (done.returncode, done.stdout) == (0, "All is well.\n")


def test_the_same_again_gives_a_new_link_and_changes_nothing_else(
    founded: tuple[Path, list[str]],
) -> None:
    folder, told = founded
    again = run(folder, "init", *FOUNDED).stdout.splitlines()
    assert again[:2] == [
        "Library: “Perpusnas” (perpusnas) is there already.",
        "Catalogue: “Perpusnas” (perpusnas) is there already.",
    ]
    assert again[2] == told[3]
    assert again[3] != told[4]


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (HOUSE, "--country is missing."),
        ((*HOUSE, "--country", "Indonesia"), "The institution was not added."),
        ((*FOUNDED[:-1], "siti"), "“siti” is no e-mail address."),
    ],
)
def test_what_cannot_be_set_up_is_told(
    tmp_path: Path, options: tuple[str, ...], message: str
) -> None:
    done = run(tmp_path, "init", *options)
    assert (done.returncode, done.stderr.splitlines()[0]) == (1, message)
