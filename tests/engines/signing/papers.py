"""A small document to be signed: PDF/A-2a and PDF/UA-1."""

from functools import cache

import typst

_SOURCE = """#set document(title: "Memorandum", author: "Both", date: datetime(
  year: 2021, month: 4, day: 20))
#set text(lang: "en")
= Memorandum
%s
"""


@cache
def paper(text: str = "The two libraries cooperate.") -> bytes:
    source = (_SOURCE % text).encode()
    return typst.compile(source, pdf_standards=["a-2a", "ua-1"], ignore_system_fonts=True)
