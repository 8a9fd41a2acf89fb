"""Opening a PDF that somebody else may have written on."""

from io import BytesIO

from pyhanko.pdf_utils.misc import PdfError, PdfStrictReadError
from pyhanko.pdf_utils.reader import PdfFileReader

from jalin.engines.signing.judging import BROKEN

#: What broken or hostile documents make pyHanko raise.
BROKEN_PDF = (*BROKEN, PdfError, RecursionError, NotImplementedError, AssertionError)


def opened(pdf: bytes) -> PdfFileReader:
    """Read strictly; else as Poppler numbers its objects, but nothing that reads in two ways.

    Raises one of `BROKEN_PDF`.
    """
    try:
        return PdfFileReader(BytesIO(pdf))
    except PdfStrictReadError:
        if b"/XRefStm" in pdf:  # a second table that only some programs see (7.5.8.4)
            raise
        return PdfFileReader(BytesIO(pdf), strict=False)
