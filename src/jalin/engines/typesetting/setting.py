"""The compiler: typst, without network, without the machine's fonts, without its clock."""

import json
import re
import tempfile
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

import typst

from jalin.engines.typesetting import breaking, fonts
from jalin.engines.typesetting.errors import TypesettingUnavailable
from jalin.engines.typesetting.plain import plain, unified

STANDARDS = ("a-2a", "ua-1")  # ISO 19005-2 level A and ISO 14289-1
_RIGHT_TO_LEFT = frozenset({"ar", "fa", "he", "ps", "ug", "ur", "yi"})
_SCRIPTS_RIGHT_TO_LEFT = frozenset({"Arab", "Hebr"})


def typeset(
    source: str,
    *,
    data: Mapping[str, Any],
    timestamp: datetime,
    standards: Sequence[str] = STANDARDS,
) -> bytes:
    """The PDF of a typst `source`, which finds `data` in the variable of that name.

    The texts of people are data, never source: typst does not look for markup in them. The same
    arguments give the same bytes. `timestamp`, aware, is the date that the document bears.
    Errors: TypesettingUnavailable.
    """
    shown = _plain(data)
    with tempfile.TemporaryDirectory() as empty:  # nothing else can be read
        try:
            if breaking.tried(shown):
                trial = _compiler(source + breaking.TAIL, shown, empty)
                breaking.settled(shown, trial.query(breaking.LABEL, field="value", one=True))
            made = _compiler(source, shown, empty).compile(
                pdf_standards=list(standards),  # type: ignore[arg-type]  # its names are literals
                timestamp=timestamp.astimezone(UTC).replace(microsecond=0),
            )
        except typst.TypstError as error:
            raise TypesettingUnavailable(reason=error.message) from error
    assert isinstance(made, bytes)  # noqa: S101  one document, not pictures of its pages
    return made


def _compiler(source: str, data: Mapping[str, Any], root: str) -> typst.Compiler:
    return typst.Compiler(
        (_house() + source).encode(),
        root=root,
        font_paths=fonts.loaded(),
        sys_inputs={"data": json.dumps(data, ensure_ascii=False)},
        package_path=root,
        package_cache_path=root,
    )


def piece(text: str, tag: str) -> dict[str, Any]:
    """A text of people for `said` of the house style, in the language `tag` (BCP 47).

    An empty line begins a paragraph, a line end stays one.
    """
    language, script, region = _parts(tag)
    blocks = re.split(r"\n\s*\n", unified(text).strip())
    paragraphs = [[line.strip() for line in block.split("\n")] for block in blocks if block]
    rtl = script in _SCRIPTS_RIGHT_TO_LEFT or (not script and language in _RIGHT_TO_LEFT)
    return {
        "lang": language,
        "region": region,
        "script": script.lower() or None,
        "rtl": rtl,
        "paragraphs": paragraphs,
    }


def _parts(tag: str) -> tuple[str, str, str | None]:
    """Language, script and region of a BCP 47 tag."""
    language, *others = tag.split("-")
    script = next((part for part in others if len(part) == 4), "")
    region = next((part for part in others if len(part) == 2), None)
    return language, script, region


def _plain(value: Any) -> Any:
    if isinstance(value, str):
        return plain(value)
    if isinstance(value, Mapping):
        return {key: _plain(one) for key, one in value.items()}
    if isinstance(value, Sequence):
        return [_plain(one) for one in value]
    return value


@cache
def _house() -> str:
    return Path(__file__).with_name("house.typ").read_text(encoding="utf-8")
