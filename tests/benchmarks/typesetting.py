"""What it costs to make the document of an agreement: CPU time of this process, medians.

The agreement has six clauses of 2,000 characters each in every language; "first" is with the fonts
loaded anew.
"""

import os
import statistics
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import django

_ROUNDS = 9
_AT = datetime(2021, 4, 20, tzinfo=UTC)
_SENTENCES = {
    "id": "Para pihak bekerja sama dalam pertukaran terbitan dan berbagi pengetahuan. ",
    "kk": "Тараптар басылымдар алмасуда ынтымақтасады және біліммен бөліседі. ",
    "ru": "Стороны сотрудничают в обмене изданиями и делятся знаниями. ",
    "ar": "يتعاون الطرفان في تبادل المطبوعات ويتشاركان المعرفة. ",
}
_AREAS = ("research", "exchange", "events", "training", "articles", "digital")


def main() -> Iterator[str]:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings_test")
    django.setup()
    first, _ = _measured(("id", "kk"), rounds=1)
    yield f"first document, two languages: {first:.0f} ms CPU"
    for languages in (("ru",), ("id", "kk"), ("id", "kk", "ru"), ("ar", "kk"), tuple(_SENTENCES)):
        spent, pdf = _measured(languages, rounds=_ROUNDS)
        pages = pdf.count(b"/Type/Page/")
        yield (
            f"{'+'.join(languages):>14}: {spent:6.1f} ms CPU, {pages} pages, {len(pdf) >> 10} KiB"
        )


def _measured(languages: tuple[str, ...], *, rounds: int) -> tuple[float, bytes]:
    make = _maker(languages)
    spent = []
    for _ in range(rounds):
        start = time.process_time()
        pdf = make()
        spent.append(time.process_time() - start)
    return 1000 * statistics.median(spent), pdf


def _maker(languages: tuple[str, ...]) -> Callable[[], bytes]:
    from jalin.agreements import document_pages
    from jalin.agreements.terms import AgreementTerms
    from jalin.engines.typesetting import typeset
    from jalin.institutions.models import Institution

    parties = {
        slug: Institution(slug=slug, name={"en": slug.title()}, country=country)
        for slug, country in (("jakarta", "ID"), ("astana", "KZ"))
    }
    text = {tag: _SENTENCES[tag] * (2000 // len(_SENTENCES[tag])) for tag in languages}
    terms = AgreementTerms.model_validate(
        {
            "title": {tag: _SENTENCES[tag] for tag in languages},
            "parties": list(parties),
            "languages": list(languages),
            "preamble": text,
            "clauses": [
                {"key": area, "area": area, "title": {"en": area}, "text": text} for area in _AREAS
            ],
        }
    )
    base = "https://jalin.example.org"
    printed = document_pages.Printed(f"{base}/id/dossiers/1", 1, "ab" * 32, f"{base}/verify/1")
    folder = Path(document_pages.__file__).parent / "typeset"
    source = (folder / "agreement.typ").read_text(encoding="utf-8")
    return lambda: typeset(
        source, data=document_pages.pages(terms, parties, printed), timestamp=_AT
    )
