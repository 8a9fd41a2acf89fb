"""Count letter pairs of Russian and Kazakh and write `jalin/bibliographic/cyrillic_pairs.py`.

The text is what the installed packages bring along: the Russian and Kazakh translations of Django
and allauth, and the names of languages, countries and months in CLDR (by Babel). Run by hand,
when the alphabet or the text changes: `.venv/bin/python -m scripts.train_cyrillic_pairs`.
"""

import math
import re
from collections import Counter
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

from babel import Locale

LETTERS = "абвгдежзийклмнопрстуфхцчшщъыьэюяёәғқңөұүһі"
STEP = 0.35  # nats for one letter of the table
WEIGHT = {"ru": 1.0, "kk": 2.0}  # there is less Kazakh text
TARGET = Path(__file__).parents[1] / "src/jalin/bibliographic/cyrillic_pairs.py"
HEAD = '''"""How often letters follow each other in Russian and Kazakh.

Made by `scripts.train_cyrillic_pairs`.

Row and column `i` stand for `LETTERS[i]`, the last ones for the beginning or end of a word. "a"
means that a pair is certain, each later letter that it is rarer by a factor of exp(STEP).
"""
'''


def texts(language: str) -> Iterator[str]:
    for package in ("django", "allauth"):
        spec = find_spec(package)
        if spec is None or spec.origin is None:
            raise ModuleNotFoundError(package)
        for path in Path(spec.origin).parent.rglob(f"locale/{language}/LC_MESSAGES/*.po"):
            for line in re.findall(
                r'^(?:msgstr(?:\[\d\])? )?"(.*)"$', path.read_text(), re.MULTILINE
            ):
                yield re.sub(r"%\(\w+\)\w|\\n", " ", line)
    locale = Locale(language)
    for names in (locale.languages, locale.territories, locale.scripts, locale.currencies):
        yield from names.values()
    for width in locale.months["format"].values():
        yield from width.values()


def rows() -> Iterator[str]:
    pairs: Counter[tuple[str, str]] = Counter()
    for language, weight in WEIGHT.items():
        for text in texts(language):
            for word in re.findall(f"[{LETTERS}]+", text.lower()):
                for pair in zip(" " + word, word + " ", strict=True):
                    pairs[pair] += weight  # type: ignore[assignment]
    for first in LETTERS + " ":
        counts = [pairs[first, second] + 0.2 for second in LETTERS + " "]
        total = sum(counts)
        steps = (round(-math.log(count / total) / STEP) for count in counts)
        yield "".join(chr(ord("a") + min(25, step)) for step in steps)


def main() -> None:
    body = "".join(f'    "{row}",\n' for row in rows())
    TARGET.write_text(f'{HEAD}\nLETTERS = "{LETTERS}"\nSTEP = {STEP}\n\nPAIRS = (\n{body})\n')


if __name__ == "__main__":
    main()
