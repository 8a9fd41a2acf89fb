"""The model that turns features into a probability: a sum of one table per feature.

A generalised additive model: each feature has steps (edges and what each step adds to the log-
odds), and one score for where the feature is not known. So each part of a decision can be read
from the file and told to a cataloguer. A calibration curve turns the sum into a probability, and
two thresholds into three bands. The model is data (`data/matching.json`), written by
`scripts/train_matching.py`.
"""

import json
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from jalin.bibliographic.features import NAMES

Band = Literal["same", "review", "different"]
BANDS: tuple[Band, ...] = ("different", "review", "same")

VERSION = 1


@dataclass(frozen=True, slots=True)
class Steps:
    """What a feature adds to the log-odds: `scores[i]` to and with `edges[i]`, the last above."""

    edges: NDArray[np.float32]  # ascending
    scores: NDArray[np.float32]  # one more than edges
    unknown: float

    def __call__(self, values: NDArray[np.float32]) -> NDArray[np.float32]:
        scores = self.scores[np.searchsorted(self.edges, values)]
        return np.where(np.isnan(values), np.float32(self.unknown), scores)

    def most(self) -> float:
        return max(float(self.scores.max()), self.unknown)


@dataclass(frozen=True, slots=True)
class Model:
    """A trained model: names of its features, their steps, calibration and thresholds."""

    names: tuple[str, ...]
    bias: float
    steps: tuple[Steps, ...]
    calibration: tuple[NDArray[np.float32], NDArray[np.float32]]  # log-odds ascending, probability
    same: float  # least probability of the band "same"
    review: float  # least probability of the band "review"
    threshold: float  # where one answer is wanted and no person is there to review
    trained_on: str = ""

    def chosen(self, features: NDArray[np.float32]) -> NDArray[np.float32]:
        """The columns that this model knows, out of all `features.NAMES`."""
        return features[:, [NAMES.index(name) for name in self.names]]

    def contributions(self, features: NDArray[np.float32]) -> NDArray[np.float32]:
        """What each feature (in the order of `names`) adds to the log-odds: pairs x features."""
        columns = [step(features[:, i]) for i, step in enumerate(self.steps)]
        return np.stack(columns, axis=1) if columns else np.zeros((len(features), 0), np.float32)

    def log_odds(self, features: NDArray[np.float32]) -> NDArray[np.float32]:
        total = np.full(len(features), self.bias, np.float32)
        for i, step in enumerate(self.steps):
            total += step(features[:, i])
        return total

    def most(self, columns: dict[str, NDArray[np.float32]]) -> NDArray[np.float32]:
        """The greatest log-odds that pairs can reach of which only some features are known yet."""
        total: NDArray[np.float32] | float = self.bias
        for name, step in zip(self.names, self.steps, strict=True):
            total = total + (step(columns[name]) if name in columns else step.most())
        return np.asarray(total, np.float32)

    def least_log_odds(self, probability: float) -> float:
        """The log-odds from which on pairs are at least so probable."""
        log_odds, curve = self.calibration
        return float(log_odds[max(int(np.searchsorted(curve, probability)) - 1, 0)])

    def probability(self, features: NDArray[np.float32]) -> NDArray[np.float32]:
        """The calibrated probability that each pair describes the same publication."""
        return np.interp(self.log_odds(features), *self.calibration).astype(np.float32)

    def bands(self, probability: NDArray[np.float32]) -> NDArray[np.int8]:
        """The place of each band in `BANDS`."""
        edges = np.array([self.review, self.same], np.float32)
        return np.searchsorted(edges, probability, side="right").astype(np.int8)

    def to_json(self) -> str:
        """The model as text that a person can read, the same bytes each time."""
        document = {
            "version": VERSION,
            "trained_on": self.trained_on,
            "bands": {"same": self.same, "review": self.review, "threshold": self.threshold},
            "calibration": {
                "log_odds": _plain(self.calibration[0]),
                "probability": _plain(self.calibration[1]),
            },
            "bias": round(self.bias, 5),
            "features": {
                name: {
                    "unknown": round(step.unknown, 5),
                    "edges": _plain(step.edges),
                    "scores": _plain(step.scores),
                }
                for name, step in zip(self.names, self.steps, strict=True)
            },
        }
        return json.dumps(document, indent=1, ensure_ascii=False) + "\n"

    @staticmethod
    def from_json(text: str) -> "Model":
        document: dict[str, Any] = json.loads(text)
        features: dict[str, dict[str, Any]] = document["features"]
        calibration = document["calibration"]
        return Model(
            names=tuple(features),
            bias=document["bias"],
            steps=tuple(
                Steps(_array(step["edges"]), _array(step["scores"]), step["unknown"])
                for step in features.values()
            ),
            calibration=(_array(calibration["log_odds"]), _array(calibration["probability"])),
            same=document["bands"]["same"],
            review=document["bands"]["review"],
            threshold=document["bands"]["threshold"],
            trained_on=document["trained_on"],
        )


def _plain(values: NDArray[np.float32]) -> list[float]:
    return [round(float(value), 5) for value in values]


def _array(values: list[float]) -> NDArray[np.float32]:
    return np.array(values, np.float32)


def load(path: Path) -> Model:
    """A model from a file."""
    return Model.from_json(path.read_text(encoding="utf-8"))


@cache
def shipped() -> Model:
    """The model that comes with the program."""
    text = files("jalin.bibliographic") / "data" / "matching.json"
    return Model.from_json(text.read_text(encoding="utf-8"))
