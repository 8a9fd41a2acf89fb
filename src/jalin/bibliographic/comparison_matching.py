"""From two catalogues to clusters: what repeats within each, and what both have."""

from collections.abc import Callable

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from jalin.bibliographic.clusters import cluster, shifted, traits
from jalin.bibliographic.matching import Progress, match, match_within

_TRAITS = ("volume", "part_name", "edition", "year", "year_end")
Step = Callable[[str], Progress | None]  # makes the progress of "ours", "theirs" or "both"


def match_catalogues(
    ours: pa.Table, theirs: pa.Table, *, progress: Step | None = None
) -> tuple[NDArray[np.int64], pa.Table]:
    """The cluster of each of our rows and then of each of theirs, and the pairs across the two.

    Both are what `comparison.compare` asks for. Records that repeat within a catalogue are joined
    first of all, so that they count as one publication.
    """

    def step(name: str) -> Progress | None:
        return progress(name) if progress else None

    repeated = match_within(ours, progress=step("ours"))
    repeated_there = match_within(theirs, progress=step("theirs"))
    across = match(ours, theirs, progress=step("both"))
    n = len(ours)
    pairs = pa.concat_tables(
        [
            repeated,
            shifted(repeated_there, left=n, right=n),
            shifted(across, right=n),
        ]
    )
    known = pa.concat_tables([ours.select(_TRAITS), theirs.select(_TRAITS)])
    return cluster(n + len(theirs), pairs, traits=traits(known)), across
