"""The records that the benchmarks run on: 250,000 of the Library of Congress, 215 MB.

They lie in the source archive of the PyPI package pymarc 5.4.0 and are fetched from there once.
"""

import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

FOLDER = Path(__file__).parents[2] / "var" / "bench"
NAME = "BooksAll.2016.part01.utf8"


def books() -> Path:
    """The path of the file with 250,000 MARC 21 records in UTF-8."""
    target = FOLDER / NAME
    if not target.exists():
        FOLDER.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=FOLDER) as folder:
            _fetch(Path(folder), target)
    return target


def _fetch(folder: Path, target: Path) -> None:
    command = ["-m", "pip", "download", "--quiet", "--no-deps"]
    command += ["--no-binary=:all:", "--dest", str(folder), "pymarc==5.4.0"]
    subprocess.run([sys.executable, *command], check=True)
    with tarfile.open(next(folder.glob("pymarc-*.tar.gz"))) as archive:
        member = next(m for m in archive if m.name.endswith("/" + NAME))
        source = archive.extractfile(member)
        assert source is not None
        partial = folder / NAME
        with partial.open("wb") as out:
            while block := source.read(1 << 22):
                out.write(block)
    partial.rename(target)
