"""How well and how fast words are folded: recall, collisions, words a second.

Recall: of pairs of spellings of one word, how many share a key. The pairs are read from the file
that JALIN_FOLDING_PAIRS names (tab-separated, with a head line: set, source, a, b), else from
`folding_pairs.tsv`, written for this by the rules of the orthographies. Collisions: of pairs of
different words of one language that are one edit apart, how many share a key; the words are those
of the dictionaries of Debian's packages hunspell-kk, hunspell-ru and hunspell-en-us and the roots
of PySastrawi, or, where a package is missing, those of the titles and pairs. Speed: titles of the
Library of Congress.
"""

import os
import re
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from pathlib import Path

import polars as pl
from pymarc import MARCReader

from jalin.bibliographic.folding import fold_column, forget
from jalin.script import consonants, keys, tokens
from jalin.script.romanisation import to_cyrillic
from tests.benchmarks.corpus import books

OWN_PAIRS = Path(__file__).parent / "folding_pairs.tsv"

# The columns that are reported, and the sets that each is made of.
COLUMNS = {
    "Kazakh names": ("kk_person", "kk_place"),
    "töte jazu": ("kk_arab",),
    "Kazakh web Latin": ("kk_latn_wiki",),
    "Russian": ("ru_person", "ru_place", "ru_person_wd", "marc880_ru"),
    "old Indonesian": ("id_oldspell_place",),
    "Jawi": ("ms_jawi",),
}
_HUNSPELL = Path("/usr/share/hunspell")
DICTIONARIES = {  # by language: name, file, letters
    "ru": ("Russian words", _HUNSPELL / "ru_RU.dic", "а-яё"),
    "kk": ("Kazakh words", _HUNSPELL / "kk_KZ.dic", "а-яёәғқңөұүһі"),
    "en": ("English words", _HUNSPELL / "en_US.dic", "a-z"),
}
_MOST_PAIRS = 100_000
PERSONS = ("kk_person", "ru_person", "ru_person_wd", "kz_mp", "id_oldspell_person")
_RECORDS = 20_000
Pair = tuple[str, str, str]  # set, a, b


def main() -> Iterator[str]:
    path = pairs_path()
    pairs = list(read_pairs(path))
    yield f"recall, % of {len(pairs)} pairs of {path.name}"
    yield from _recall_lines(pairs)
    titles = _titles()
    yield "collisions, % of pairs of different words one edit apart"
    yield from _collision_lines(_vocabularies(pairs, titles))
    yield from _speed_lines([title for _, title in titles])


def pairs_path() -> Path:
    return Path(os.environ.get("JALIN_FOLDING_PAIRS") or OWN_PAIRS)


def read_pairs(path: Path) -> Iterator[Pair]:
    """The first word of both sides of each line."""
    for line in path.read_text(encoding="utf-8").splitlines()[1:]:
        name, _, a, b = line.split("\t")
        left, right = tokens(a), tokens(b)
        if left and right:
            yield name, left[0], right[0]


def agree(a: str, b: str, level: int, *, person: bool = False) -> bool:
    return not set(keys(a, level, person=person)).isdisjoint(keys(b, level, person=person))


def recall(pairs: Iterable[Pair], same: Callable[[Pair], bool]) -> dict[str, float]:
    """Percent of the pairs of each column that are the `same`."""
    column_of = {name: column for column, names in COLUMNS.items() for name in names}
    found: dict[str, list[bool]] = defaultdict(list)
    for pair in pairs:
        found[column_of.get(pair[0], pair[0])].append(same(pair))
    ordered = [*(column for column in COLUMNS if column in found), *sorted(set(found) - {*COLUMNS})]
    return {column: 100 * sum(found[column]) / len(found[column]) for column in ordered}


def _same(level: int, persons: Sequence[str], pair: Pair) -> bool:
    name, a, b = pair
    return agree(a, b, level, person=name in persons)


def _recall_lines(pairs: list[Pair]) -> Iterator[str]:
    plain = {level: recall(pairs, partial(_same, level, ())) for level in (1, 2)}
    hinted = {level: recall(pairs, partial(_same, level, PERSONS)) for level in (1, 2)}
    bones = recall(
        [pair for pair in pairs if pair[0] == "ms_jawi"],
        lambda pair: consonants(pair[1]) == consonants(pair[2]),
    )
    yield f"  {'':20}{'L1':>7}{'L2':>7}   persons told: {'L1':>5}{'L2':>7}"
    for column in plain[1]:
        line = f"  {column:20}{plain[1][column]:7.1f}{plain[2][column]:7.1f}"
        yield line + f"{'':17}{hinted[1][column]:5.1f}{hinted[2][column]:7.1f}"
    for column, percent in bones.items():
        yield f"  {column}, consonants only: {percent:.1f}"


def neighbours(words: Iterable[str]) -> set[tuple[str, str]]:
    """The pairs of words that differ in one letter, put, left out or changed."""
    vocabulary = set(words)
    alike: dict[str, list[str]] = defaultdict(list)
    found = set()
    for word in vocabulary:
        for place in range(len(word)):
            alike[f"{word[:place]}*{word[place + 1 :]}"].append(word)
            shorter = word[:place] + word[place + 1 :]
            if shorter in vocabulary:
                found.add((shorter, word))
    for group in alike.values():
        found |= {(a, b) for a in group for b in group if a < b}
    return found


def _collision_lines(vocabularies: dict[tuple[str, str], set[str]]) -> Iterator[str]:
    for (language, name), words in vocabularies.items():
        pairs = sorted(neighbours(words))
        pairs = pairs[:: len(pairs) // _MOST_PAIRS + 1]
        if not pairs:
            continue
        yield f"  {name} ({len(words)} words, {len(pairs)} pairs)"
        for hint in (None, language):
            found = [
                sum(
                    not set(keys(a, n, language=hint)).isdisjoint(keys(b, n, language=hint))
                    for a, b in pairs
                )
                for n in (1, 2)
            ]
            told = f"told language={hint}" if hint else "not told the language"
            one, two = (100 * number / len(pairs) for number in found)
            yield f"    {told:24} L1 {one:.2f}, L2 {two:.1f}"


def _vocabularies(
    pairs: list[Pair], titles: list[tuple[str, str]]
) -> dict[tuple[str, str], set[str]]:
    """Words of at least three letters by language and name, which says where they are from."""
    found = _at_hand(pairs, titles)
    for language, (name, path, letters) in DICTIONARIES.items():
        if path.exists():
            found = {
                key: words for key, words in found.items() if key[0] != language or "surn" in key[1]
            }
            found[language, f"{name}, {path}"] = _roots(path, letters)
    return {
        key: {word for word in words if len(word) > 2 and word.isalpha()}
        for key, words in sorted(found.items())
    }


def _roots(path: Path, letters: str) -> set[str]:
    """The entries of a word list without their flags, those with capitals left out; ё as е."""
    word = re.compile(f"[{letters}]+")
    entries = (line.split("/")[0].strip("\ufeff\n ") for line in path.open(encoding="utf-8"))
    return {entry.replace("ё", "е") for entry in entries if word.fullmatch(entry)}


def _at_hand(pairs: list[Pair], titles: list[tuple[str, str]]) -> dict[tuple[str, str], set[str]]:
    """Words with inflections and misspellings among them, for want of a dictionary."""
    from Sastrawi.Stemmer.StemmerFactory import StemmerFactory

    return {
        ("ru", "Russian words, titles back in Cyrillic"): _often(_cyrillic(titles, "rus", "ru"), 2),
        ("ru", "Russian surnames, of the pairs"): _of_pairs(
            pairs, ("ru_person", "ru_person_wd"), "а-яё"
        ),
        ("kk", "Kazakh words, titles and pairs"): _often(_cyrillic(titles, "kaz", "kk"), 1)
        | _of_pairs(pairs, ("kk_arab", "kk_latn_wiki", "alalc_kk"), "а-яёәғқңөұүһі"),
        ("id", "Indonesian roots, PySastrawi"): set(StemmerFactory().get_words()),
        ("en", "English words, titles"): _often(
            (word for code, title in titles if code == "eng" for word in tokens(title)), 3
        ),
    }


def _often(words: Iterable[str], least: int) -> set[str]:
    return {word for word, times in Counter(words).items() if times >= least}


def _cyrillic(titles: list[tuple[str, str]], code: str, language: str) -> Iterator[str]:
    for written, title in titles:
        if written == code:
            yield from tokens(to_cyrillic(title, language) or "")


def _of_pairs(pairs: list[Pair], sets: tuple[str, ...], letters: str) -> set[str]:
    word = re.compile(f"[{letters}]+")
    return {
        form for name, *forms in pairs if name in sets for form in forms if word.fullmatch(form)
    }


def _titles() -> list[tuple[str, str]]:
    """Language (MARC code) and title proper: all Russian and Kazakh, and the first records."""
    found = []
    with books().open("rb") as file:
        number = 0
        while head := file.read(5):
            supplied = head + file.read(int(head) - 5)
            number += 1
            if number <= _RECORDS or b"rus" in supplied or b"kaz" in supplied:
                record = next(MARCReader(supplied, to_unicode=True, force_utf8=True))
                if record is not None and record.get("245") and record.get("008"):
                    title = " ".join(record["245"].get_subfields("a", "b", "c"))
                    found.append((record["008"].data[35:38], title))
    return found


def _speed_lines(titles: list[str]) -> Iterator[str]:
    """On titles in their order: a word is folded the first time and then remembered."""
    flat = [word for title in titles for word in tokens(title)]
    distinct = list(dict.fromkeys(flat))
    column = pl.Series("title", titles)
    runs: list[tuple[str, int, Callable[[], object]]] = [
        ("Python, splitting", len(flat), lambda: [tokens(title) for title in titles]),
        ("Python, distinct words", len(distinct), partial(_each, distinct)),
        ("Python, running text", len(flat), partial(_each, flat)),
        ("columns, cold", len(flat), partial(fold_column, column)),
        ("columns, warm", len(flat), partial(fold_column, column)),
    ]
    yield f"speed, thousand words a second, {len(flat)} words of titles, {len(distinct)} distinct"
    for name, words, run in runs:
        if "warm" not in name:
            forget()
        began = time.perf_counter()
        run()
        yield f"  {name:28}{words / (time.perf_counter() - began) / 1000:8.0f}"


def _each(words: list[str]) -> None:
    for word in words:
        keys(word, 1)
