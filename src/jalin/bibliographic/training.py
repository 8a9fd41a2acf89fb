"""Learning the model from labelled pairs.

Boosted stumps are an additive model: every stump asks about one feature, so that all stumps of a
feature add up to one table of steps, which is what `model.Model` holds.
"""

import numpy as np
import polars as pl
from numpy.typing import NDArray
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.isotonic import IsotonicRegression
from threadpoolctl import threadpool_limits  # type: ignore[import-untyped]

from jalin.bibliographic.evaluation import DEMANDED_PRECISION, best_threshold, recall_at, scores
from jalin.bibliographic.features import NAMES
from jalin.bibliographic.model import Model, Steps

ROUNDS = 500
PRECISION_OF_SAME = 0.995
RECALL_OF_REVIEW = 0.995
# Goldfinch was labelled by libraries; look-alikes are made, and there are many of them.
WEIGHTS = {"goldfinch": 2.0, "look_alike": 0.4}
# +1: the more alike, the likelier; -1: the further apart, the less likely; 0: as the data say.
_AS_DATA_SAY = ("title_words", "year_certain", "edition_one_sided", "volume_one_sided")
_FURTHER_APART = ("year", "year_range", "pages")
DIRECTIONS: dict[str, int] = {
    name: 0 if name in _AS_DATA_SAY else -1 if name in _FURTHER_APART else 1 for name in NAMES
}


def train(table: pl.DataFrame, *, rounds: int = ROUNDS) -> tuple[Model, list[str]]:
    """The model that a table of labelled pairs teaches, and lines about what it reaches.

    Columns: `source`, `fold`, `label` and the features. Calibration and thresholds come from what
    the models of the other folds say of each pair, so that no pair judges itself.
    """
    values = table.select(pl.col(NAMES).cast(pl.Float32).fill_null(np.nan)).to_numpy()
    label = table["label"].to_numpy()
    fold = table["fold"].to_numpy()
    weight = table["source"].replace_strict(WEIGHTS, default=1.0).to_numpy()
    log_odds = out_of_fold(values, label, fold, weight, rounds=rounds)
    calibration = _calibration(log_odds, label)
    probability = np.interp(log_odds, *calibration)
    libraries = (table["source"] == "goldfinch").to_numpy()
    model = fit(
        values,
        label,
        weight,
        calibration=calibration,
        same=_least_with_precision(probability, label, weight, PRECISION_OF_SAME),
        review=float(np.quantile(probability[label == 1], 1 - RECALL_OF_REVIEW)),
        threshold=best_threshold(probability[libraries], label[libraries]),
        rounds=rounds,
    )
    return model, list(_report(table, probability, model))


def out_of_fold(
    values: NDArray[np.float32],
    label: NDArray[np.int8],
    fold: NDArray[np.int8],
    weight: NDArray[np.float64] | None = None,
    *,
    rounds: int = ROUNDS,
) -> NDArray[np.float32]:
    """The log-odds of each pair by a model that has seen no pair of its fold."""
    found = np.zeros(len(label), np.float32)
    for one in np.unique(fold):
        inside = fold == one
        others = None if weight is None else weight[~inside]
        model = fit(values[~inside], label[~inside], others, rounds=rounds)
        found[inside] = model.log_odds(values[inside])
    return found


def fit(
    values: NDArray[np.float32],
    label: NDArray[np.int8],
    weight: NDArray[np.float64] | None = None,
    *,
    calibration: tuple[NDArray[np.float32], NDArray[np.float32]] | None = None,
    same: float = 0.9,
    review: float = 0.1,
    threshold: float = 0.5,
    rounds: int = ROUNDS,
) -> Model:
    """An additive model of pairs x `features.NAMES`; without a calibration, the logistic curve."""
    if weight is not None and np.ptp(weight) == 0:
        weight = None  # the same, and far quicker
    booster = HistGradientBoostingClassifier(
        max_depth=1,
        max_iter=rounds,
        learning_rate=0.1,
        early_stopping=False,
        monotonic_cst=[DIRECTIONS[name] for name in NAMES],
        random_state=0,
    )
    with threadpool_limits(1):  # the same sums on every machine
        booster.fit(_filled(values), label, sample_weight=weight)
    tallies = [_Tally() for _ in NAMES]
    bias = float(booster._baseline_prediction[0, 0])  # noqa: SLF001 - there is no public way
    for (tree,) in booster._predictors:  # noqa: SLF001
        bias += _add_stump(tallies, tree.nodes)
    steps = [tally.steps() for tally in tallies]
    return Model(
        names=NAMES,
        bias=bias,
        steps=tuple(steps),
        calibration=calibration or _logistic(),
        same=same,
        review=review,
        threshold=threshold,
    )


def _filled(values: NDArray[np.float32]) -> NDArray[np.float32]:
    """A feature that no pair has teaches nothing: a constant, which the binning can take."""
    return np.where(np.isnan(values).all(axis=0), np.float32(0), values)


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


def _add_stump(tallies: list[_Tally], nodes: NDArray[np.void]) -> float:
    """Add a tree of one split to its feature; returns what a tree without a split adds to all."""
    root = nodes[0]
    if root["is_leaf"]:
        return float(root["value"])
    below, above = (float(nodes[root[side]]["value"]) for side in ("left", "right"))
    tally = tallies[root["feature_idx"]]
    tally.stumps.append((float(root["num_threshold"]), below, above))
    tally.unknown += below if root["missing_go_to_left"] else above
    return 0.0


def _logistic() -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    curve = np.linspace(-16, 16, 129)
    return curve.astype(np.float32), (1 / (1 + np.exp(-curve))).astype(np.float32)


def _calibration(
    log_odds: NDArray[np.float32], label: NDArray[np.int8]
) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """A rising curve through the shares of equal publications among pairs of like log-odds."""
    order = np.argsort(log_odds, kind="stable")
    groups = np.array_split(order, 60)
    centre = np.array([log_odds[group].mean() for group in groups])
    # One pair more of each kind than there is: no share is told as certain.
    share = np.array([(label[g].sum() + 0.5) / (len(g) + 1) for g in groups])
    rising = IsotonicRegression().fit_transform(centre, share)
    # The ends of the curve rise with the log-odds, so that pairs stay in order.
    ends = np.array([centre[0] - 8, centre[-1] + 8])
    curve = np.r_[0.0002, rising, 0.9998]
    curve = np.maximum.accumulate(curve + np.arange(len(curve)) * 1e-6)
    return (
        np.r_[ends[0], centre, ends[1]].astype(np.float32),
        np.minimum(curve, 0.9999).astype(np.float32),
    )


def _least_with_precision(
    probability: NDArray[np.float64],
    label: NDArray[np.int8],
    weight: NDArray[np.float64],
    precision: float,
) -> float:
    """The least probability from which on that share of pairs, by weight, is truly the same."""
    order = np.argsort(-probability, kind="stable")
    right = np.cumsum((label * weight)[order]) / np.cumsum(weight[order])
    return float(probability[order][np.flatnonzero(right >= precision).max()])


def _report(table: pl.DataFrame, probability: NDArray[np.float64], model: Model) -> list[str]:
    lines = [f"bands: same from {model.same:.3f}, review from {model.review:.3f}"]
    for (source,), part in table.with_columns(p=probability).group_by(
        "source", maintain_order=True
    ):
        p, label = part["p"].to_numpy(), part["label"].to_numpy()
        same, doubt = (p >= model.same).mean(), ((p >= model.review) & (p < model.same)).mean()
        lines.append(f"{source}: {len(p)} pairs, same {same:.4f}, to review {doubt:.4f}")
        if 0 < label.mean() < 1:
            reached = scores(p, label, threshold=model.threshold)
            at = recall_at(p, label, DEMANDED_PRECISION)
            lines.append(f"  F1 {reached['f1']:.4f}, recall at precision .997 {at:.4f}")
    return lines
