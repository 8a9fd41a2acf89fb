import pyarrow as pa
from hypothesis import example, given, settings
from hypothesis import strategies as st

from jalin.engines.search.ordering import first_letters, order

KEYS = st.one_of(
    st.text(max_size=4),
    st.text(alphabet="abz09 'A{~\0אצ中", max_size=16),
    st.sampled_from(["universita", "universitarian", "universitarium", "universitari"]),
)


@settings(max_examples=400, deadline=None)
@given(st.lists(KEYS, max_size=30))
@example(["אa", "צa", "אz", "a'b", "a", "a0", "aZ", "aa", "a{"])
def test_the_order_is_that_of_the_bytes(keys: list[str]) -> None:
    found = order(pa.array(keys, pa.string())).tolist()
    assert found == sorted(range(len(keys)), key=lambda n: keys[n].encode())


@given(st.lists(st.text(alphabet="abz09", max_size=12), min_size=2, max_size=2))
def test_short_keys_are_told_apart_by_their_letters(keys: list[str]) -> None:
    low, high = first_letters(pa.array(keys, pa.string())).tolist()
    assert (low < high, low == high) == (keys[0] < keys[1], keys[0] == keys[1])


def test_a_part_of_an_array() -> None:
    keys = pa.array(["b", "a", "c", "b"])[1:]
    assert order(keys).tolist() == [0, 2, 1]
