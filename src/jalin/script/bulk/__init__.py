"""Folding in bulk: what `jalin.script.keys` gives for one word, for columns of words at once.

Each step of a reading works on all words, by one automaton for a whole table (polars), on lines of
words (`lines`), or on code points in arrays. The results are the same as one by one.
"""

from jalin.script.bulk.coarse import coarse_keys
from jalin.script.bulk.folded import FOLDED, folded_chunks
from jalin.script.bulk.folding import level_1

__all__ = ["FOLDED", "coarse_keys", "folded_chunks", "level_1"]
