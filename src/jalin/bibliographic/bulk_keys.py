"""Folding in bulk under the name it had; `jalin.script.bulk` is for every layer."""

from jalin.script.bulk import FOLDED, coarse_keys, folded_chunks, level_1

__all__ = ["FOLDED", "coarse_keys", "folded_chunks", "level_1"]
