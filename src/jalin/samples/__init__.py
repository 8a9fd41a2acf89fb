"""Two sample catalogues of MARC 21 records, to try everything with.

Cut from the Library of Congress's Books All 2016 by `scripts/make_samples.py`; they are not the
holdings of any library named. How they were made, and which copies were changed to look like a
second library's, is told in `README.md` beside them.
"""

from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).parent

ATTRIBUTION = (
    "Cut from the Library of Congress's Books All 2016 (records that it made itself: 040 $a and $c "
    "are DLC); not the holdings of any library named. Copies marked in field 588 were derived by "
    "Jalin from such records."
)
LICENCE = "Public domain in the United States (a work of the US government, 17 USC 105)"


@dataclass(frozen=True, slots=True)
class Sample:
    """A bundled catalogue; `slug` and `institution` (its slug): where the demonstration puts it."""

    slug: str
    institution: str
    name: str
    description: str
    attribution: str
    licence: str
    path: Path


JAKARTA = Sample(
    slug="sample-jakarta",
    institution="jakarta",
    name="Sample catalogue, Jakarta",
    description="Mostly Indonesian publications, with some from Kazakhstan and Russia.",
    attribution=ATTRIBUTION,
    licence=LICENCE,
    path=FOLDER / "jakarta.mrc.gz",
)
ASTANA = Sample(
    slug="sample-astana",
    institution="astana",
    name="Sample catalogue, Astana",
    description="Publications of Kazakhstan and in Russian, many in Cyrillic, some of Indonesia.",
    attribution=ATTRIBUTION,
    licence=LICENCE,
    path=FOLDER / "astana.mrc.gz",
)
SAMPLES = (JAKARTA, ASTANA)
