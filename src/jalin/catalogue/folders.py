"""Where the files of this area lie in the data folder."""

from pathlib import Path

from django.conf import settings


def segment(import_id: int) -> Path:
    """The bytes as supplied that one import brought."""
    return Path(settings.SEGMENTS_DIR) / f"{import_id // 1000:03}" / f"{import_id}.segment"


def upload(name: str) -> Path:
    """A file that was uploaded and is not yet read."""
    return Path(settings.UPLOADS_DIR) / name


def columns(catalogue_id: int, generation: int) -> Path:
    """The normalised columns of all records of a catalogue."""
    return Path(settings.DERIVED_DIR) / "columns" / str(catalogue_id) / f"{generation}.parquet"


def import_columns(import_id: int) -> Path:
    """The folder with the normalised columns that an import has made so far."""
    return Path(settings.DERIVED_DIR) / "imports" / str(import_id)


def index(generation: int) -> Path:
    """One generation of the search index."""
    return Path(settings.DERIVED_DIR) / "index" / str(generation)


def pairs(left: tuple[int, int], right: tuple[int, int]) -> Path:
    """The pairs of two catalogues, each with its generation."""
    (a, generation_a), (b, generation_b) = left, right
    name = f"{a}x{b}-{generation_a}x{generation_b}.parquet"
    return Path(settings.DERIVED_DIR) / "pairs" / name
