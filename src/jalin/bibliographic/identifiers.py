"""International standard numbers, checked: ISBN (ISO 2108) and ISSN (ISO 3297)."""

import numpy as np
import polars as pl
import pyarrow as pa
from numpy.typing import NDArray
from stdnum import issn

_ISBN = (
    r"(?:^|[^0-9A-Za-z])((?:97[89][- ‐–]?)?[0-9](?:[- ‐–]?[0-9]){8}[- ‐–]?[0-9Xx])(?:[^0-9Xx]|$)"
)
_HYPHENS = r"[- ‐–]"


def isbn13(texts: pl.Series) -> pl.Series:
    """The ISBN in each text as thirteen digits, null where there is no valid one.

    What follows the number ("(set)", "(pbk.) :") does not matter. The check digits are computed
    for the whole column at once; python-stdnum, which a test holds it against, takes a
    hundred times as long.
    """
    found = texts.str.extract(_ISBN)
    found = found.str.replace_all(_HYPHENS, "").str.to_uppercase()
    length = found.str.len_bytes().fill_null(0).to_numpy()
    out = pl.repeat(None, len(texts), dtype=pl.String, eager=True)
    for width, convert in ((13, _thirteen), (10, _from_ten)):
        rows = np.flatnonzero(length == width)
        if len(rows):
            out = out.scatter(rows, convert(found.gather(rows)))
    return out


def _digits(numbers: pl.Series, width: int) -> NDArray[np.int64]:
    """A matrix of the digits of ASCII numbers of one width; X is 10."""
    data = numbers.str.join("").item().encode("ascii")
    matrix = np.frombuffer(data, np.uint8).reshape(-1, width).astype(np.int64) - ord("0")
    return np.where(matrix == ord("X") - ord("0"), 10, matrix)


def _thirteen(numbers: pl.Series) -> pl.Series:
    digits = _digits(numbers, 13)
    weights = np.array([1, 3] * 6 + [1])
    valid = (digits.max(axis=1) < 10) & (digits @ weights % 10 == 0)
    return numbers.set(pl.Series(~valid), None)


def _from_ten(numbers: pl.Series) -> pl.Series:
    digits = _digits(numbers, 10)
    total = digits @ np.arange(10, 0, -1)
    valid = (digits[:, :9].max(axis=1) < 10) & (total % 11 == 0)
    check = -(38 + digits[:, :9] @ np.array([3, 1] * 4 + [3])) % 10
    prefix = np.tile([9, 7, 8], (len(digits), 1))
    made = _written(np.hstack([prefix, digits[:, :9], check[:, None]]))
    return made.set(pl.Series(~valid), None)


def _written(digits: NDArray[np.int64]) -> pl.Series:
    """The numbers that the rows of a matrix of digits are."""
    count, width = digits.shape
    data = (digits + ord("0")).astype(np.uint8)
    offsets = np.arange(count + 1) * width
    buffers = [None, pa.py_buffer(offsets), pa.py_buffer(data)]
    return pl.Series(pa.Array.from_buffers(pa.large_string(), count, buffers))


def issns(texts: pl.Series) -> pl.Series:
    """The ISSN in each text as NNNN-NNNN, null where there is no valid one."""
    found = texts.str.extract(r"([0-9]{4}-?[0-9]{3}[0-9Xx])").str.to_uppercase()
    distinct = found.unique().drop_nulls().to_list()
    valid = {number: issn.format(number) for number in distinct if issn.is_valid(number)}
    return found.replace_strict(valid, default=None, return_dtype=pl.String)
