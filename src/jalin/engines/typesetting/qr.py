"""QR codes (ISO/IEC 18004) as vector pictures."""

import io

import segno

from jalin.engines.typesetting.plain import Verbatim


def qr_code(text: str, *, colour: str = "#221e18") -> Verbatim:
    """An SVG of `text`, error correction M, with the quiet zone that the standard wants."""
    out = io.BytesIO()
    code = segno.make(text, error="m", micro=False, boost_error=False)
    code.save(out, kind="svg", dark=colour, border=4, xmldecl=False, svgns=True, omitsize=True)
    return Verbatim(out.getvalue().decode())
