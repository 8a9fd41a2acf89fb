"""The report of a comparison: one HTML file with everything in it, to open, send and print.

It refers to nothing outside itself but the lists that are written beside it.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from html import escape
from importlib.resources import files

from babel import Locale
from babel.numbers import format_decimal, format_percent

from jalin.bibliographic import names
from jalin.bibliographic.comparison import (
    Breakdown,
    Comparison,
    Dimension,
    Part,
    ReviewPair,
)
from jalin.bibliographic.comparison_catalogue import Catalogue
from jalin.bibliographic.report_picture import MARK, overlap_picture
from jalin.bibliographic.report_record import RecordLines
from jalin.bibliographic.report_texts import TEXTS, Language

LISTED = 50  # publications shown of each list; the rest is in the list itself
SHOWN: Mapping[Dimension, int] = {
    "language": 9,
    "script": 6,
    "country": 9,
    "decade": 12,
    "subject": 15,
}


@dataclass(frozen=True, slots=True)
class Report:
    """What a report is made of.

    `lists` names the file of each list: of each part, of `to_review` and of `faults`. `explain`
    turns the codes of reasons into words, in the language of the report.
    """

    ours: Catalogue
    theirs: Catalogue
    comparison: Comparison
    lists: Mapping[str, str]
    explain: Callable[[tuple[str, ...]], list[str]]
    language: Language = "en"
    about: str = ""

    def html(self) -> str:
        """The whole page."""
        texts = TEXTS[self.language]
        title = texts.title.format(ours=self.ours.name, theirs=self.theirs.name)
        style = files("jalin.bibliographic").joinpath("report.css").read_text("utf-8")
        body = "\n".join(_Page(self).sections())
        return (
            f'<!doctype html>\n<html lang="{self.language}">\n<head>\n<meta charset="utf-8">\n'
            '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
            f"<title>{escape(title)} · Jalin</title>\n<style>\n{style}</style>\n</head>\n<body>\n"
            f'<a class="skip" href="#main">{escape(texts.skip)}</a>\n'
            f'<div class="page">\n<header class="brand">{MARK}Jalin</header>\n'
            f'<main id="main">\n{body}\n</main>\n</div>\n</body>\n</html>\n'
        )


class _Page:
    """The sections of a report, each as HTML."""

    def __init__(self, report: Report) -> None:
        self.report = report
        self.comparison = report.comparison
        self.texts = TEXTS[report.language]
        self.locale = Locale(report.language)
        self.names = (report.ours.name, report.theirs.name)
        self.only: dict[Part, str] = {
            "only_ours": self.texts.only.format(name=report.ours.name),
            "only_theirs": self.texts.only.format(name=report.theirs.name),
        }

    def sections(self) -> Iterator[str]:
        yield self.head()
        yield self.overlap()
        yield self.breakdowns()
        yield self.review()
        yield self.both()
        yield self.one_sided("only_ours", self.report.ours, "ours")
        yield self.one_sided("only_theirs", self.report.theirs, "theirs")
        yield self.sources()
        yield self.method()

    def number(self, value: int) -> str:
        return str(format_decimal(value, locale=self.locale))

    def head(self) -> str:
        ours, theirs = (escape(name) for name in self.names)
        title = escape(self.texts.title).format(
            ours=f'<span class="o">{ours}</span>', theirs=f'<span class="t">{theirs}</span>'
        )
        about = self.report.about
        topic = (
            f'<p class="topic">{escape(self.texts.about.format(topic=about))}</p>' if about else ""
        )
        lede = f'<p class="lede">{escape(self.texts.lede)}</p>'
        return f'<div class="head"><h1>{title}</h1>{lede}{topic}</div>'

    def overlap(self) -> str:
        counts, texts = self.comparison.counts, self.texts
        everything = counts.both + counts.only_ours + counts.only_theirs
        tiles = [
            ("", "", everything, texts.everything),
            ("only_ours", "o", counts.only_ours, self.only["only_ours"]),
            ("both", "", counts.both, texts.in_both),
            ("only_theirs", "t", counts.only_theirs, self.only["only_theirs"]),
            ("to_review", "r", counts.to_review, texts.to_review),
        ]
        picture = overlap_picture(counts, self.names, texts, self.number)
        items = "".join(f"<li>{self._tile(*tile)}</li>" for tile in tiles)
        return (
            f'<section aria-labelledby="overlap"><h2 id="overlap" class="sr">'
            f'{escape(texts.overlap)}</h2>{picture}<ul class="seg">{items}</ul></section>'
        )

    def _tile(self, anchor: str, css: str, count: int, text: str) -> str:
        inner = f'<b class="{css}">{self.number(count)}</b>{escape(text)}'
        return f'<a href="#{anchor}">{inner}</a>' if anchor else f"<span>{inner}</span>"

    # -- breakdowns

    def breakdowns(self) -> str:
        tables = "".join(
            self._fly(dimension, shares)
            for dimension, shares in self.comparison.breakdowns.items()
            if shares
        )
        key = f'<p class="s soft"><i class="key"></i>{escape(self.texts.breakdowns_key)}</p>'
        return (
            f'<section aria-labelledby="breakdowns"><div class="sec"><h2 id="breakdowns">'
            f'{escape(self.texts.breakdowns)}</h2>{key}</div><div class="flies">{tables}</div>'
            "</section>"
        )

    def _fly(self, dimension: Dimension, shares: tuple[Breakdown, ...]) -> str:
        """Bars that run out from the middle, ours to the left and theirs to the right."""
        stated = [share for share in shares if share.value]
        shown = stated[: SHOWN[dimension]]
        if dimension == "decade":
            shown.sort(key=lambda share: share.value)
        most = max((max(share.ours, share.theirs) for share in shown), default=1)
        rows = "".join(self._bars(dimension, share, most) for share in shown)
        if len(stated) > len(shown):
            others = escape(self.texts.others.format(n=self.number(len(stated) - len(shown))))
            rows += f'<tr><td></td><th scope="row" class="soft">{others}</th><td></td></tr>'
        rows += "".join(self._unstated(share) for share in shares if not share.value)
        ours, theirs = (escape(name) for name in self.names)
        wide = " wide" if dimension == "subject" else ""
        caption = escape(getattr(self.texts, dimension))
        return (
            f'<table class="fly{wide}"><caption>{caption}</caption><thead><tr>'
            f'<th scope="col">{ours}</th><td></td><th scope="col">{theirs}</th></tr></thead>'
            f"<tbody>{rows}</tbody></table>"
        )

    def _bars(self, dimension: Dimension, share: Breakdown, most: int) -> str:
        name = escape(self._value(dimension, share.value))
        left = self._bar(share.ours, share.both, most)
        right = self._bar(share.theirs, share.both, most)
        return f'<tr><td>{left}</td><th scope="row">{name}</th><td>{right}</td></tr>'

    def _unstated(self, share: Breakdown) -> str:
        """Numbers without bars: what is not known is not to be measured against what is."""
        left, right = (
            f'<span class="bar">{self.number(count)}</span>' for count in (share.ours, share.theirs)
        )
        name = escape(self.texts.unstated)
        return f'<tr><td>{left}</td><th scope="row" class="soft">{name}</th><td>{right}</td></tr>'

    def _bar(self, count: int, both: int, most: int) -> str:
        if not count:
            return '<span class="bar">0</span>'
        style = f"--v:{count / most:.3f};--b:{both / count:.3f}"
        return f'<span class="bar"><i style="{style}"></i>{self.number(count)}</span>'

    def _value(self, dimension: Dimension, value: str) -> str:
        if dimension == "decade":
            return self.texts.decade_value.format(decade=value)
        if dimension == "subject":
            return value
        name = self._name(dimension, value)
        return name[:1].upper() + name[1:]

    def _name(self, dimension: Dimension, code: str) -> str:
        if dimension == "language":
            return names.language_name(code, self.report.language)
        if dimension == "country":
            return names.country_name(code, self.report.language)
        return str(self.locale.scripts.get(code, code))

    # -- lists

    def review(self) -> str:
        pairs = self.comparison.review[:LISTED]
        ours = RecordLines(self.report.ours.columns, (pair.left for pair in pairs))
        theirs = RecordLines(self.report.theirs.columns, (pair.right for pair in pairs))
        rows = "".join(
            f"<tr><td>{ours.html(pair.left)}</td><td>{theirs.html(pair.right)}</td>"
            f"<td>{self._why(pair)}</td></tr>"
            for pair in pairs
        )
        table = self._table("two review", (*self._as_catalogued(), self.texts.reasons), rows)
        total = self.comparison.counts.to_review
        return self._list("to_review", self.texts.to_review, total, table)

    def _why(self, pair: ReviewPair) -> str:
        chance = format_percent(round(pair.probability, 2), locale=self.locale)
        reasons = "".join(f"<li>{escape(text)}</li>" for text in self.report.explain(pair.reasons))
        return (
            f'<span class="chance">{escape(self.texts.probability)}: {chance}</span>'
            f'<ul class="why">{reasons}</ul>'
        )

    def both(self) -> str:
        publications = list(self.comparison.publications("both", LISTED))
        ours = RecordLines(self.report.ours.columns, (row for p in publications for row in p.ours))
        theirs = RecordLines(
            self.report.theirs.columns, (row for p in publications for row in p.theirs)
        )
        rows = "".join(
            f"<tr><td>{ours.all(p.ours)}</td><td>{theirs.all(p.theirs)}</td></tr>"
            for p in publications
        )
        table = self._table("two", self._as_catalogued(), rows)
        return self._list("both", self.texts.in_both, self.comparison.counts.both, table)

    def one_sided(self, part: Part, catalogue: Catalogue, side: str) -> str:
        publications = list(self.comparison.publications(part, LISTED))
        rows_of = [(p.ours or p.theirs) for p in publications]
        lines = RecordLines(catalogue.columns, (row for rows in rows_of for row in rows))
        items = "".join(f"<li>{lines.all(rows)}</li>" for rows in rows_of)
        listed = f'<ul class="one {side}">{items}</ul>'
        total = len(self.comparison.parts[part])
        return self._list(part, self.only[part], total, listed)

    def _as_catalogued(self) -> tuple[str, str]:
        ours, theirs = (self.texts.as_catalogued.format(name=name) for name in self.names)
        return ours, theirs

    def _table(self, css: str, headings: Iterable[str], rows: str) -> str:
        cells = "".join(f'<th scope="col">{escape(heading)}</th>' for heading in headings)
        return (
            f'<table class="data {css}"><thead><tr>{cells}</tr></thead>'
            f"<tbody>{rows}</tbody></table>"
        )

    def _list(self, anchor: str, title: str, total: int, listed: str) -> str:
        if total:
            shown = self.texts.first.format(
                shown=self.number(min(total, LISTED)), total=self.number(total)
            )
            file = escape(self.report.lists[anchor])
            link = f'{escape(self.texts.whole_list)} <a href="{file}">{file}</a>'
            note = f'<p class="s soft">{escape(shown)}. {link}</p>'
        else:
            note, listed = "", f'<p class="none">{escape(self.texts.nothing)}</p>'
        return (
            f'<section aria-labelledby="{anchor}"><div class="sec">'
            f'<h2 id="{anchor}">{escape(title[:1].upper() + title[1:])}</h2>{note}</div>'
            f"{listed}</section>"
        )

    # -- what was compared, and how

    def sources(self) -> str:
        texts = self.texts
        counts = self.comparison.counts
        numbers = (texts.records, texts.publications, texts.deleted, texts.unreadable)
        heads = "".join(
            f'<th scope="col"{css}>{escape(text)}</th>'
            for text, css in (
                (texts.library, ""),
                (texts.files, ""),
                *((text, ' class="num"') for text in numbers),
            )
        )
        rows = self._source(self.report.ours, "o", counts.ours) + self._source(
            self.report.theirs, "t", counts.theirs
        )
        faults = self.report.lists.get("faults", "")
        note = (
            f'<p class="s soft">{escape(texts.faults)} <a href="{escape(faults)}">'
            f"{escape(faults)}</a></p>"
            if self.report.ours.faults or self.report.theirs.faults
            else ""
        )
        return (
            f'<section aria-labelledby="sources"><div class="sec"><h2 id="sources">'
            f'{escape(texts.sources)}</h2>{note}</div><table class="data sources">'
            f"<thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table></section>"
        )

    def _source(self, catalogue: Catalogue, css: str, publications: int) -> str:
        texts = self.texts
        sources = "".join(
            f'{escape(source.name)}<span class="digest">SHA-256 {source.digest}</span>'
            for source in catalogue.sources
        )
        numbers = (
            (texts.records, catalogue.records),
            (texts.publications, publications),
            (texts.deleted, catalogue.deleted),
            (texts.unreadable, catalogue.unreadable),
        )
        cells = "".join(
            f'<td class="num" data-label="{escape(text)}">{self.number(count)}</td>'
            for text, count in numbers
        )
        return (
            f'<tr><th scope="row" class="{css}">{escape(catalogue.name)}</th>'
            f'<td class="files">{sources}</td>{cells}</tr>'
        )

    def method(self) -> str:
        return (
            f'<section aria-labelledby="method"><div class="sec"><h2 id="method">'
            f'{escape(self.texts.method)}</h2></div><p class="method s soft">'
            f"{escape(self.texts.method_text)}</p></section>"
        )
