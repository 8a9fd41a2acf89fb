import numpy as np
import polars as pl
import pytest

from jalin.bibliographic.features import NAMES
from jalin.bibliographic.model import BANDS, Model, Steps, shipped
from jalin.bibliographic.training import fit, train


def steps(edges: list[float], scores: list[float], unknown: float = 0.0) -> Steps:
    return Steps(np.array(edges, np.float32), np.array(scores, np.float32), unknown)


def small() -> Model:
    curve = np.array([-4, 0, 4], np.float32), np.array([0.01, 0.5, 0.99], np.float32)
    by_title, by_year = steps([0.5, 0.9], [-2, 0, 3]), steps([0], [1, -1], 0.25)
    return Model(
        ("title", "year"), -0.5, (by_title, by_year), curve, same=0.9, review=0.2, threshold=0.5
    )


def test_a_feature_adds_its_step_and_what_is_not_known_its_own() -> None:
    values = np.array([[0.5, 0], [0.51, 3], [1, np.nan]], np.float32)
    assert small().contributions(values).tolist() == [[-2, 1], [0, -1], [3, 0.25]]
    assert small().log_odds(values).tolist() == [-1.5, -1.5, 2.75]


def test_bands() -> None:
    probability = np.array([0.1, 0.2, 0.89, 0.9], np.float32)
    bands = [BANDS[i] for i in small().bands(probability)]
    assert bands == ["different", "review", "review", "same"]


def test_the_most_that_a_pair_can_reach_is_never_less_than_it_reaches() -> None:
    model = shipped()
    chance = np.random.default_rng(1)
    values = chance.random((200, len(model.names)), np.float32)
    values[chance.random(values.shape) < 0.3] = np.nan
    reached = model.log_odds(values)
    some = {name: values[:, i] for i, name in enumerate(model.names) if i % 3}
    assert (model.most(some) >= reached - 1e-4).all()
    whole = {name: values[:, i] for i, name in enumerate(model.names)}
    np.testing.assert_allclose(model.most(whole), reached, atol=1e-4)


def test_a_model_survives_its_file() -> None:
    text = small().to_json()
    assert Model.from_json(text).to_json() == text


def test_the_shipped_model_is_sound() -> None:
    model = shipped()
    assert set(model.names) <= set(NAMES)
    assert 0 < model.review < model.same < 1
    assert (np.diff(model.calibration[0]) > 0).all()
    assert (np.diff(model.calibration[1]) >= 0).all()
    for step in model.steps:
        assert len(step.scores) == len(step.edges) + 1


def labelled(pairs: int) -> pl.DataFrame:
    """Pairs that are the same where the titles are alike and the years near."""
    chance = np.random.default_rng(3)
    columns = {name: chance.random(pairs) for name in NAMES}
    columns["year"] = chance.integers(0, 9, pairs).astype(float)
    label = (columns["title"] + 0.1 * chance.random(pairs) > 0.5) & (columns["year"] < 5)
    fold = np.arange(pairs) % 5
    return pl.DataFrame({"source": ["goldfinch"] * pairs, "fold": fold, "label": label * 1}).hstack(
        pl.DataFrame(columns)
    )


def test_training_finds_what_decides_and_gives_the_same_bytes_again() -> None:
    table = labelled(600)
    model, report = train(table, rounds=40)
    again, _ = train(table, rounds=40)
    assert again.to_json() == model.to_json()
    spread = {
        name: float(np.ptp(step.scores))
        for name, step in zip(model.names, model.steps, strict=True)
    }
    assert {name for name, _ in sorted(spread.items(), key=lambda one: -one[1])[:2]} == {
        "title",
        "year",
    }
    assert report[0].startswith("bands: same from")


@pytest.mark.parametrize("name", ["title", "names_in_other", "isbn"])
def test_more_likeness_never_speaks_against(name: str) -> None:
    model = shipped()
    scores = model.steps[model.names.index(name)].scores
    assert (np.diff(scores) >= -1e-5).all()


def test_an_additive_model_says_what_its_stumps_say() -> None:
    table = labelled(300)
    values = table.select(NAMES).to_numpy().astype(np.float32)
    label = table["label"].to_numpy()
    called = fit(values, label, rounds=100).log_odds(values) > 0
    assert (called == label).mean() > 0.98
