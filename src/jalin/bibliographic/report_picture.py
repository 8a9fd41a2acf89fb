"""The overlap as a picture: two circles to scale, woven where both libraries hold a publication."""

from collections.abc import Callable
from html import escape

from jalin.bibliographic.comparison import Counts, Label, venn_geometry
from jalin.bibliographic.report_texts import Texts

_LETTER = 7.2  # width of a letter of the words, and
_DIGIT = 9.0  # of a digit of a number in the foot, at the most, in units of the picture

# Two threads, over and under; its colours are the style sheet's.
_WEAVE = (
    '<pattern id="weave" width="12" height="12" patternUnits="userSpaceOnUse">'
    '<path class="w" d="M0 0h12v12H0z"/><path class="wt" d="M0 3h12M0 9h12"/>'
    '<path class="wg" d="M3 0v6M9 6v6"/><path class="wo" d="M3 0v6M9 6v6"/></pattern>'
)

# The mark: two hooks, one turned half round, each once over and once under the other.
MARK = (
    '<svg class="mark" viewBox="0 0 64 64" width="28" height="28" aria-hidden="true">'
    '<mask id="a" maskUnits="userSpaceOnUse" x="0" y="0" width="64" height="64">'
    '<path fill="#fff" d="M0 0h64v64H0z"/>'
    '<path d="M25 40v24" stroke="#000" stroke-width="12.5"/></mask>'
    '<mask id="b" maskUnits="userSpaceOnUse" x="0" y="0" width="64" height="64">'
    '<path fill="#fff" d="M0 0h64v64H0z"/>'
    '<path d="M39 0v24" stroke="#000" stroke-width="12.5"/></mask>'
    '<g fill="none" stroke-width="8.5" stroke-linecap="round">'
    '<path class="st" mask="url(#b)" d="M25 59V28a14 14 0 0 1 28 0v31"/>'
    '<path class="so" mask="url(#a)" d="M11 5v31a14 14 0 0 0 28 0V5"/></g></svg>'
)


def overlap_picture(
    counts: Counts, names: tuple[str, str], texts: Texts, number: Callable[[int], str]
) -> str:
    """The picture as inline SVG, each part a link to its list (`#both`, `#only_ours`, ...)."""
    venn = venn_geometry(counts.ours, counts.both, counts.theirs)
    ours, theirs = (texts.only.format(name=name) for name in names)
    described = texts.picture.format(
        ours=names[0],
        theirs=names[1],
        n_ours=number(counts.ours),
        n_theirs=number(counts.theirs),
        n_both=number(counts.both),
    )
    parts = "".join(
        [
            _part("only_ours", "vo", venn.only_ours, venn.label_only_ours,
                  number(counts.only_ours), ours),
            _part("only_theirs", "vt", venn.only_theirs, venn.label_only_theirs,
                  number(counts.only_theirs), theirs),
            _part("both", "vb", venn.both, venn.label_both,
                  number(counts.both), texts.both),
        ]
    )  # fmt: skip
    return (
        f'<svg class="venn" viewBox="{venn.view_box}" role="group" '
        f'aria-label="{escape(described)}"><defs>{_WEAVE}</defs>{parts}</svg>'
    )


def _fitting(text: str, room: float) -> str:
    """As much of `text` as fits, or nothing where that would say nothing."""
    letters = int(room / _LETTER)
    if len(text) <= letters:
        return text
    return text[: letters - 1].rstrip() + "…" if letters > 8 else ""


def _part(part: str, css: str, path: str, label: Label | None, count: str, text: str) -> str:
    if label is None:
        return ""
    return (
        f'<a href="#{part}" aria-label="{count} {escape(text)}">'
        f'<path class="{css}" fill-rule="evenodd" d="{path}"/>'
        f"{_plate(part, label, count)}{_written(label, count, text)}</a>"
    )


def _plate(part: str, label: Label, count: str) -> str:
    """Quiet ground for the number on the woven part; a line to the number of a small part."""
    if not label.inside:
        tip, foot = f"{label.tip_x:g} {label.tip_y:g}", f"{label.x:g} {label.y - 14:g}"
        return (
            f'<path class="lead" d="M{tip}L{foot}"/>'
            f'<circle class="tip" r="3" cx="{label.tip_x:g}" cy="{label.tip_y:g}"/>'
        )
    if part != "both":
        return ""
    width = max(48, 14 * len(count) + 8)
    return (
        f'<rect class="plate" x="{label.x - width / 2:g}" y="{label.y - 25:g}" '
        f'width="{width}" height="48" rx="6"/>'
    )


def _written(label: Label, count: str, text: str) -> str:
    if not label.inside:
        text = escape(_fitting(text, label.room - _DIGIT * len(count)))
        return (
            f'<text class="out" x="{label.x:g}" y="{label.y + 4:g}">'
            f'<tspan class="n">{count}</tspan> {text}</text>'
        )
    text = escape(_fitting(text, label.room))
    return (
        f'<text class="big" x="{label.x:g}" y="{label.y:g}">{count}</text>'
        f'<text x="{label.x:g}" y="{label.y + 18:g}">{text}</text>'
    )
