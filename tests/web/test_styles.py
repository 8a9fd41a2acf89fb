"""The colours: the dark ones stand twice and are equal; every text can be read on its ground."""

import re
from pathlib import Path

import pytest

import jalin.web

STYLES = Path(jalin.web.__file__).parent / "static" / "web"
TOKENS = (STYLES / "tokens.css").read_text()
Colours = dict[str, str]


def block(selector: str) -> Colours:
    found = re.search(re.escape(selector) + r" \{(.*?)\}", TOKENS, re.DOTALL)
    assert found is not None
    return dict(re.findall(r"--([a-z-]+): ([^;]+);", found[1]))


LIGHT = block(":root")
DARK = block(":root[data-theme='dark']")
# Text on ground.
PAIRS = [
    *((text, ground) for text in ("ink", "soft") for ground in ("paper", "sheet", "sunk")),
    *((text, ground) for text in ("ours", "theirs", "harm") for ground in ("paper", "sheet")),
    ("ours", "ours-tint"),
    ("theirs", "theirs-tint"),
    ("wait", "wait-tint"),
    ("ink", "wait-tint"),
    ("soft", "wait-tint"),
    ("harm", "harm-tint"),
    ("good", "good-tint"),
    ("on-wait", "wait-fill"),
    ("on-act", "act"),
    ("on-act", "act-over"),
    ("ink", "found"),
]
# Edges and marks that say something: 3 to 1 (WCAG 2.2, 1.4.11).
MARKS = [("edge", "sheet"), ("edge", "paper"), ("focus", "paper"), ("ours-fill", "paper")]
MARKS += [("theirs-fill", "paper"), ("focus", "sheet")]


def luminance(colour: str) -> float:
    """Relative luminance of `#rrggbb` (WCAG 2.2)."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    r, g, b = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * r + 0.7152 * g + 0.0722 * b


def contrast(a: str, b: str) -> float:
    light, dark = sorted((luminance(a), luminance(b)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_dark_by_the_system_is_dark_by_choice() -> None:
    assert block(":root:not([data-theme='light'])") == DARK


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(("text", "ground"), PAIRS)
def test_text_can_be_read(theme: Colours, text: str, ground: str) -> None:
    assert contrast(theme[text], theme[ground]) >= 4.5


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(("mark", "ground"), MARKS)
def test_marks_can_be_seen(theme: Colours, mark: str, ground: str) -> None:
    assert contrast(theme[mark], theme[ground]) >= 3


def test_every_component_is_loaded() -> None:
    loaded = re.findall(r"url\(components/([a-z]+\.css)\)", (STYLES / "jalin.css").read_text())
    assert sorted(loaded) == sorted(path.name for path in (STYLES / "components").iterdir())


def test_colours_come_from_the_tokens() -> None:
    for path in (STYLES / "components").iterdir():
        written = re.findall(r"#[0-9a-f]{3,8}\b", path.read_text())
        assert set(written) <= {"#000", "#0000", "#fff"}, path.name  # masks, and a code to scan
