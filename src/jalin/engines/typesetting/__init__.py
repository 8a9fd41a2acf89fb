"""Typesetting: from data and a typst source to a PDF that is PDF/A-2a and PDF/UA-1.

plain       what of a text is shown, and how
fonts       the fonts, and what they have
setting     the compiler
house.typ   the style of the house, which stands before every source
"""

from jalin.engines.typesetting.errors import TypesettingUnavailable
from jalin.engines.typesetting.plain import Verbatim
from jalin.engines.typesetting.qr import qr_code
from jalin.engines.typesetting.setting import piece, typeset

__all__ = ["TypesettingUnavailable", "Verbatim", "piece", "qr_code", "typeset"]
