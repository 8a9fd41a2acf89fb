import numpy as np
import pyarrow as pa
from hypothesis import given
from hypothesis import strategies as st

from jalin.engines.search.numbering import Numbering


@given(st.lists(st.lists(st.text(max_size=6), unique=True), max_size=6))
def test_each_string_keeps_its_number(batches: list[list[str]]) -> None:
    numbering, expected = Numbering(), dict[str, int]()
    for batch in batches:
        strings = pa.array(batch, pa.string())
        assert numbering.of(strings).tolist() == [expected.get(text, -1) for text in batch]
        new = [text for text in batch if text not in expected]
        numbers = np.arange(len(expected), len(expected) + len(new), dtype=np.int32)
        numbering.learn(pa.array(new, pa.string()), numbers)
        expected |= dict(zip(new, numbers.tolist(), strict=True))
        assert numbering.of(strings).tolist() == [expected[text] for text in batch]
    assert len(numbering) == len(expected)
