import re
import sys
from unicodedata import combining, decomposition, normalize

import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st

from jalin.script import script_of, tokens
from jalin.script.bulk.splitting import ARABIC, COMPOSED, LATIN, OTHER, split
from tests.script.bulk.texts import TEXTS

SCRIPTS = {"Latn": LATIN, "Zyyy": LATIN, "Arab": ARABIC}


@settings(max_examples=150, deadline=None)
@given(st.lists(TEXTS, max_size=8))
def test_words_are_those_of_each_text(texts: list[str]) -> None:
    found = split(pl.Series(texts, dtype=pl.String))
    wanted = [(row, word) for row, text in enumerate(texts) for word in tokens(text)]
    assert list(zip(found.texts.tolist(), found.words, strict=True)) == wanted
    scripts = [SCRIPTS.get(script_of(word), OTHER) for _, word in wanted]
    assert found.scripts.tolist() == scripts


def test_a_text_of_signs_takes_no_longer_than_another() -> None:
    signs = "'" * 200_000
    found = split(pl.Series([signs, f"{signs}a{signs}", "\u0640" * 200_000]))
    assert found.words.to_list() == ["a"]


def test_composed_letters_stay_as_they_are() -> None:
    letters = re.findall(f"[{COMPOSED}]", "".join(map(chr, range(sys.maxunicode + 1))))
    seconds = {
        chr(int(parts[1], 16))
        for parts in map(str.split, map(decomposition, map(chr, range(sys.maxunicode + 1))))
        if len(parts) == 2 and not parts[0].startswith("<")
    }
    folded = {letter: letter.casefold() for letter in letters}
    assert seconds.isdisjoint("".join([*letters, *folded.values()]))
    for letter, lower in folded.items():
        assert normalize("NFC", letter) == letter
        assert normalize("NFC", lower) == lower
        assert not any(map(combining, letter + lower))
