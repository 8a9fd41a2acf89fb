"""Punctuation at the ends of elements."""

import numpy as np
import pytest

from jalin.bibliographic.isbd import trim


@pytest.mark.parametrize(
    ("text", "trimmed"),
    [
        ("Abai zholy /", "Abai zholy"), (" Almaty :", "Almaty"), ("Zhazushy,", "Zhazushy"),
        ("Resmi basylym.", "Resmi basylym"), ("Suleĭmenov, M. K.", "Suleĭmenov, M. K."),
        ("1998-1999 g.g.", "1998-1999 g.g."), ("Cet. 1.", "Cet. 1"), ('"Institut".', '"Institut"'),
        ("Москва :.", "Москва"), ("Қазақстан.", "Қазақстан"), ("И. В.", "И. В."), ("/ : ;", ""),
        (", Isaac", "Isaac"), ("", ""), (".", "."), ("320 p. ;", "320 p."), ("Atlas \\", "Atlas"),
        ("Atlas \\.", "Atlas"),
    ],
)  # fmt: skip
def test_trim(text: str, trimmed: str) -> None:
    data = text.encode()
    padded = np.frombuffer(b"before" + data + b"after" + b"\0" * 16, np.uint8)
    start, end = trim(padded, np.array([6]), np.array([6 + len(data)]))
    assert padded[start[0] : end[0]].tobytes().decode() == trimmed
