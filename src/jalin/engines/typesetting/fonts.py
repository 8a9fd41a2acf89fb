"""The fonts that documents are set in; those of the machine are never looked at.

A document must have the same bytes wherever it is made, so that the fonts come with the program.
"""

from functools import cache
from pathlib import Path

import typst

from jalin.core.errors import gettext_noop
from jalin.engines.typesetting.coverage import covered
from jalin.engines.typesetting.errors import TypesettingUnavailable

FOLDER = Path(__file__).parents[4] / "node_modules" / "@expo-google-fonts"

# In the order in which they are tried for a letter; the style sheet names them in this order, too.
_FAMILIES = {
    "source-serif-4": ("400Regular", "400Regular_Italic", "600SemiBold"),
    "noto-sans": ("400Regular", "400Regular_Italic", "600SemiBold"),
    "amiri": ("400Regular", "700Bold"),
}


@cache
def loaded() -> typst.Fonts:
    """The fonts, for the compiler. Errors: TypesettingUnavailable."""
    return typst.Fonts(
        include_system_fonts=False,
        include_embedded_fonts=False,
        font_paths=[str(path.parent) for path in _files()],
    )


@cache
def coverage() -> tuple[frozenset[int], ...]:
    """Of each family, the code points that it has in every style that we use."""
    found = []
    for family in _FAMILIES:
        styles = [covered(path.read_bytes()) for path in _files() if family in path.parts]
        found.append(frozenset.intersection(*styles))
    return tuple(found)


@cache
def _files() -> tuple[Path, ...]:
    found = []
    for family, styles in _FAMILIES.items():
        for style in styles:
            files = sorted((FOLDER / family / style).glob("*.ttf"))
            if not files:
                raise TypesettingUnavailable(reason=gettext_noop("a font is missing"))
            found.append(files[0])
    return tuple(found)
