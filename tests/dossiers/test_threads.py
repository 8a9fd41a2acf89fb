"""The drawing of the two lanes."""

from jalin.dossiers.views.lanes import Lane, Step
from jalin.dossiers.views.threads import Stretch, stretches

DONE, NONE = Lane("done"), Lane()


def step(ours: Lane = NONE, theirs: Lane = NONE, *, met: bool = False) -> Step:
    return Step("", ours, theirs, met)


def test_apart_and_to_be_done_until_somebody_has_done_something() -> None:
    found = stretches([step(), step(), step(), step()])
    assert {one.todo for one in found} == {True}
    assert {one.gap for one in found} == {""}
    assert found[0] == Stretch("M0 16H50", ours=True, todo=True)


def test_they_cross_where_both_have_approved() -> None:
    met = [step(DONE, DONE, met=True), step(DONE, DONE, met=True), step(DONE), step()]
    _, _, under, over, *rest = stretches(met)
    assert (under.ours, under.gap, over.ours) == (False, "", True)
    assert over.path == "M50 16C95 16 105 40 150 40"
    assert under.path == "M50 48C95 48 105 24 150 24"
    x, y = (float(number) for number in over.gap[1:].partition("L")[0].split())
    assert (100 < x < 110, 28 < y < 32) == (True, True)
    assert [(one.ours, one.todo) for one in rest[:2]] == [(True, False), (False, True)]


def test_the_last_step_is_where_both_end() -> None:
    found = stretches([step(), step(), step(), step(met=True)])
    assert {one.path.split()[-1] for one in found[-2:]} == {"32"}
