"""Translations: `compile` what is there, `update` from the sources, `check` that all is complete.

python -m scripts.messages compile   .po to .mo, with Babel alone
python -m scripts.messages update    extract with GNU gettext and merge into the .po files
python -m scripts.messages check     extract and say what is missing, fuzzy or wrongly filled in
python -m scripts.messages missing LANGUAGE   the texts still to be translated, as a .po file
"""

import io
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

SOURCES = Path(__file__).parents[1] / "src" / "jalin"
LANGUAGES = ("id", "kk", "ru")
PLURALS = {
    "id": "nplurals=1; plural=0;",
    "kk": "nplurals=2; plural=(n != 1);",
    "ru": "nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && "
    "(n%100<12 || n%100>14) ? 1 : 2);",
}
PLACE = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}")


def translations(language: str) -> Path:
    return SOURCES / "locale" / language / "LC_MESSAGES" / "django.po"


def header(language: str) -> bytes:
    """The head of a file, without the dates that would change it each time."""
    return (
        f'msgid ""\nmsgstr ""\n"Language: {language}\\n"\n"MIME-Version: 1.0\\n"\n'
        '"Content-Type: text/plain; charset=UTF-8\\n"\n"Content-Transfer-Encoding: 8bit\\n"\n'
        f'"Plural-Forms: {PLURALS[language]}\\n"\n\n'
    ).encode()


def read(path: Path, language: str) -> Catalog:
    """The translations in `path`; none where there is no such file."""
    text = path.read_bytes() if path.exists() else header(language)
    return read_po(io.BytesIO(text), locale=language)


def write(path: Path, catalog: Catalog) -> None:
    """Sorted, without dates and line numbers, so that a file changes only where a text does."""
    body = io.BytesIO()
    write_po(
        body,
        catalog,
        width=100,
        omit_header=True,
        no_location=True,
        sort_output=True,
        ignore_obsolete=True,
    )
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(header(path.parts[-3]) + body.getvalue())


def compile_all() -> int:
    for po in SOURCES.rglob("LC_MESSAGES/*.po"):
        catalog = read(po, po.parts[-3])
        with po.with_suffix(".mo").open("wb") as file:
            write_mo(file, catalog)
    return 0


def extracted() -> Catalog:
    """Every text of the sources, from a copy: `makemessages` writes beside what it reads."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "jalin"
        shutil.copytree(SOURCES, copy, ignore=shutil.ignore_patterns("locale*", "static", "*.mo"))
        (copy / "locale").mkdir()
        command = [sys.executable, "-m", "django", "makemessages", "--keep-pot", "--locale=id"]
        subprocess.run([*command, "--verbosity=0"], cwd=copy, check=True)
        template = (copy / "locale" / "django.pot").read_bytes()
    # GNU gettext leaves the plural rule of a template open, which Babel cannot read.
    rule = b"nplurals=2; plural=(n != 1);"
    return read_po(io.BytesIO(template.replace(b"nplurals=INTEGER; plural=EXPRESSION;", rule)))


def update() -> int:
    template = extracted()
    for language in LANGUAGES:
        path = translations(language)
        known = read(path, language)
        fresh = read_po(io.BytesIO(header(language)), locale=language)
        for message in template:
            if message.id:
                old = known.get(message.id, message.context)
                empty = ("",) * fresh.num_plurals if message.pluralizable else ""
                fresh.add(
                    message.id,
                    old.string if old else empty,
                    context=message.context,
                    flags=message.flags - {"fuzzy"},
                    auto_comments=message.auto_comments,
                )
        write(path, fresh)
    return compile_all()


def faults_of(message: Message, translated: Message | None) -> Iterator[str]:
    if translated is None or not translated.string or "fuzzy" in translated.flags:
        yield "missing"
        return
    strings = (
        translated.string if isinstance(translated.string, tuple | list) else (translated.string,)
    )
    ids = message.id if isinstance(message.id, tuple | list) else (message.id,)
    wanted = {place for text in ids for place in PLACE.findall(text)}
    for string in strings:
        if not string:
            yield "a plural form is missing"
        found = set(PLACE.findall(string))
        # A plural form may say "one" in a word; nothing else may be left out or be invented.
        if found - wanted or (len(ids) == 1 and found != wanted):
            yield f"places differ: {sorted(wanted)} and {sorted(found)}"


def check() -> int:
    template = extracted()
    bad = 0
    for language in LANGUAGES:
        catalog = read(translations(language), language)
        for message in template:
            if message.id:
                for fault in faults_of(message, catalog.get(message.id, message.context)):
                    bad += 1
                    print(f"{language}: {fault}: {message.id!r}")
    print(f"Translations: {len(template)} texts, {len(LANGUAGES)} languages, {bad} faults.")
    return 1 if bad else 0


def missing(language: str) -> int:
    catalog = read(translations(language), language)
    wanted = Catalog(locale=language, fuzzy=False)
    for message in extracted():
        if message.id and any(faults_of(message, catalog.get(message.id, message.context))):
            wanted.add(
                message.id,
                context=message.context,
                auto_comments=message.auto_comments,
                locations=message.locations,
            )
    write_po(sys.stdout.buffer, wanted, width=100, omit_header=True)
    return 0


if __name__ == "__main__":
    actions = {"compile": compile_all, "update": update, "check": check, "missing": missing}
    sys.exit(actions[sys.argv[1]](*sys.argv[2:]))
