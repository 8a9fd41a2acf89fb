"""Learning a model from labelled pairs."""

import numpy as np
from numpy.typing import NDArray
from sklearn.ensemble import HistGradientBoostingClassifier

from jalin.bibliographic.model import Model, Steps

# +1: the more alike, the likelier; -1: the further apart, the less likely; 0: as the data say.
DIRECTIONS: dict[str, int] = {
    **dict.fromkeys(("title", "title_best", "full_title", "full_title_words"), 1),
    **dict.fromkeys(("full_title_sorted", "title_prefix", "numerals", "volume", "part"), 1),
    **dict.fromkeys(("edition", "edition_text", "surname_main", "surname_best"), 1),
    **dict.fromkeys(("forename_best", "names", "names_in_other", "bodies", "publisher"), 1),
    **dict.fromkeys(("place", "extent", "volumes", "series", "series_number", "isbn"), 1),
    **dict.fromkeys(("language", "record_type", "level", "subjects"), 1),
    **dict.fromkeys(("year", "year_range", "pages"), -1),
}


def fit(
    names: tuple[str, ...],
    features: NDArray[np.float32],
    labels: NDArray[np.int8],
    *,
    weights: NDArray[np.float32] | None = None,
    rounds: int = 400,
) -> Model:
    """An additive model: boosted stumps, added up to one table of steps per feature."""
    booster = HistGradientBoostingClassifier(
        max_depth=1,
        max_iter=rounds,
        learning_rate=0.1,
        early_stopping=False,
        monotonic_cst=[DIRECTIONS.get(name, 0) for name in names],
        random_state=0,
    ).fit(_filled(features), labels, sample_weight=weights)
    steps = [_Tally() for _ in names]
    bias = float(booster._baseline_prediction[0, 0])  # noqa: SLF001 - there is no public way
    for (tree,) in booster._predictors:  # noqa: SLF001
        bias += _add_stump(steps, tree.nodes)
    curve = np.linspace(-12, 12, 97)
    return Model(
        names=names,
        bias=bias,
        steps=tuple(step.steps() for step in steps),
        calibration=(
            curve.astype(np.float32),
            (1 / (1 + np.exp(-curve))).astype(np.float32),
        ),
        same=0.9,
        review=0.3,
    )


def _filled(features: NDArray[np.float32]) -> NDArray[np.float32]:
    """A feature that no pair has teaches nothing: a constant, which the binning can take."""
    empty = np.isnan(features).all(axis=0)
    return np.where(empty, np.float32(0), features)


class _Tally:
    """The stumps of one feature: at each edge how much is added below, above and where unknown."""

    def __init__(self) -> None:
        self.stumps: list[tuple[float, float, float]] = []
        self.unknown = 0.0

    def steps(self) -> Steps:
        edges = np.unique(np.array([edge for edge, _, _ in self.stumps], np.float32))
        scores = np.zeros(len(edges) + 1)
        for edge, below, above in self.stumps:
            at = int(np.searchsorted(edges, np.float32(edge)))
            scores[: at + 1] += below
            scores[at + 1 :] += above
        return Steps(edges, scores.astype(np.float32), self.unknown)


def _add_stump(steps: list[_Tally], nodes: NDArray[np.void]) -> float:
    """Add a tree of one split to its feature; returns what a tree without a split adds to all."""
    root = nodes[0]
    if root["is_leaf"]:
        return float(root["value"])
    below, above = (float(nodes[root[side]]["value"]) for side in ("left", "right"))
    tally = steps[root["feature_idx"]]
    tally.stumps.append((float(root["num_threshold"]), below, above))
    tally.unknown += below if root["missing_go_to_left"] else above
    return 0.0
