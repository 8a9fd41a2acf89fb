"""The overlap as a picture: which words fit into which part of the two circles."""

from dataclasses import dataclass, replace
from math import sqrt

from django.utils import formats
from django.utils.translation import gettext

from jalin.bibliographic.comparison import Circle, Counts, Label, Venn, venn_geometry

# In units of the picture, at the largest size that letters have in it (on a phone, beside a list).
LETTER = 9.0
NARROW_LETTER = 8.0
DIGIT = 15.0
PLATE = 58.0  # behind the number in the woven part


@dataclass(frozen=True, slots=True)
class Part:
    """One part of the picture, which leads to its list. `label` is None where nothing is to say."""

    name: str  # only_ours, only_theirs, both
    path: str
    number: str
    words: str
    label: Label | None
    plate_x: str = ""
    plate_width: str = ""

    @property
    def both(self) -> bool:
        return self.name == "both"


@dataclass(frozen=True, slots=True)
class Picture:
    """`names` of both libraries stand in the corners where they do not fit into the circles."""

    view_box: str
    parts: tuple[Part, ...]
    names: tuple[str, str] | None


def picture(counts: Counts, ours: str, theirs: str) -> Picture:
    """The two circles to scale, with localised numbers."""
    venn = venn_geometry(counts.ours, counts.both, counts.theirs)
    only = gettext("only %(name)s")
    words = (only % {"name": ours}, only % {"name": theirs})
    fits = _fits(venn.label_only_ours, venn.ours, words[0]) and _fits(
        venn.label_only_theirs, venn.theirs, words[1]
    )
    if not fits:
        # Translators: in the picture of two circles, beside a number: held only by this library
        words = (gettext("only here"), gettext("only here"))
    return Picture(venn.view_box, _parts(venn, counts, words), None if fits else (ours, theirs))


def _fits(label: Label | None, circle: Circle | None, words: str) -> bool:
    if label is None or circle is None:
        return True
    if not label.inside:
        return len(words) * LETTER < 120
    room = 2 * min(label.x - (circle.x - circle.r), circle.x + circle.r - label.x)
    return len(words) * LETTER < room


def _parts(venn: Venn, counts: Counts, words: tuple[str, str]) -> tuple[Part, ...]:
    said = formats.number_format(counts.both, use_l10n=True, force_grouping=True)
    parts = [
        Part(
            "only_ours", venn.only_ours, _number(counts.only_ours), words[0], venn.label_only_ours
        ),
        Part(
            "only_theirs",
            venn.only_theirs,
            _number(counts.only_theirs),
            words[1],
            venn.label_only_theirs,
        ),
    ]
    parts.append(_both(venn, said))
    return tuple(part for part in parts if part.path)


def _both(venn: Venn, said: str) -> Part:
    """The woven part, with a plate behind its number; no word where the part is too narrow."""
    label, words = _led_to(venn.label_both, venn.ours, venn.theirs), gettext("both")
    room = 0.0
    if venn.ours and venn.theirs:
        right = min(venn.ours.x + venn.ours.r, venn.theirs.x + venn.theirs.r)
        room = right - max(venn.ours.x - venn.ours.r, venn.theirs.x - venn.theirs.r)
    wide = len(words) * NARROW_LETTER + 8
    inside = label is not None and label.inside
    if inside and wide > room:
        words, wide = "", 0.0
    width = max(PLATE, DIGIT * len(said) + 14, wide)
    x = f"{label.x - width / 2:.1f}" if label else ""
    return Part("both", venn.both, said, words, label, x, f"{width:.1f}")


def _led_to(label: Label | None, ours: Circle | None, theirs: Circle | None) -> Label | None:
    """The label with its line from where the circles cross, so that it does not run over the weave.

    As it is where the number stands inside, or where one circle lies within the other.
    """
    if label is None or label.inside or ours is None or theirs is None:
        return label
    apart = theirs.x - ours.x
    along = (apart**2 + ours.r**2 - theirs.r**2) / (2 * apart) if apart else ours.r
    if abs(along) >= ours.r:
        return label
    return replace(label, tip_x=ours.x + along, tip_y=ours.y + sqrt(ours.r**2 - along**2))


def _number(count: int) -> str:
    return formats.number_format(count, use_l10n=True, force_grouping=True)
