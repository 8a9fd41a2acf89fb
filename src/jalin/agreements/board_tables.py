"""What a board holds as tables to take away: a heading, and one row for each thing."""

from collections.abc import Iterator

from django.utils.translation import gettext

from jalin.agreements.activity_wording import PER, PROGRESS, STANDINGS
from jalin.agreements.board import Board, Row
from jalin.agreements.obligations import reckon
from jalin.core.multilingual import text_here
from jalin.dossiers.activity import ActivityTerms
from jalin.dossiers.states import Area, State

Cell = str | int


def activities(board: Board) -> Iterator[list[Cell]]:
    """All that the reader sees, those that came to nothing among them."""
    heading: list[Cell] = [
        *(gettext("Activity"), gettext("Area"), gettext("Clause"), gettext("State")),
        *(gettext("Stands"), gettext("First day"), gettext("Last day"), gettext("Place")),
        *(gettext("Waits for"), gettext("Participants"), gettext("Budget")),
        *(gettext("Expected"), gettext("Came of it"), gettext("Open tasks"), gettext("Address")),
    ]
    yield heading
    for row in board.rows:
        yield [safe(cell) for cell in _activity(row)]


def _activity(row: Row) -> list[Cell]:
    dossier, terms = row.dossier, row.terms
    return [
        *(str(dossier), str(Area(row.area).label), str(row.clause)),
        *(str(State(dossier.state).label), str(PROGRESS[row.progress])),
        dossier.begins.isoformat() if dossier.begins else "",
        dossier.ends.isoformat() if dossier.ends else "",
        text_here(terms.place) if terms else "",
        ", ".join(party.short_name for party in row.waits_for),
        *(_said(terms) if terms else ("", "", "", "")),
        row.tasks_open,
        dossier.uri,
    ]


def _said(terms: ActivityTerms) -> tuple[str, str, str, str]:
    people = "; ".join(f"{one.institution}: {one.count}" for one in terms.participants)
    costs = "; ".join(
        f"{one.institution}: {one.money.amount} {one.money.currency}" for one in terms.budget
    )
    expected = "; ".join(f"{text_here(one.what)}: {one.count}" for one in terms.outputs)
    came = "; ".join(f"{text_here(one.what)}: {one.count}" for one in terms.outcomes)
    return people, costs, expected, came


def obligations(board: Board) -> Iterator[list[Cell]]:
    """Each obligation in each year of the agreement, by who did what for it."""
    slugs = list(board.terms.parties) if board.terms else []
    yield [
        *(gettext("Clause"), gettext("Area"), gettext("Obligation"), gettext("Owed by")),
        *(gettext("Per"), gettext("Year"), gettext("Owed"), gettext("Done")),
        *(gettext("Done by %(institution)s") % {"institution": slug} for slug in slugs),
        *(gettext("Done together"), gettext("Stands")),
    ]
    for clause in board.clauses:
        for owed in clause.owed:
            for year in board.years:
                owing = owed.reckoning.obligation
                found = reckon(owing, board.achieved, year=year, term=board.term, today=board.today)
                shares = dict(found.shares)
                cells: list[Cell] = [
                    *(str(clause.clause), str(Area(clause.clause.area).label)),
                    *(text_here(owed.what), owing.by or "", str(PER[owing.per]), year),
                    *(owing.count, found.done),
                    *(shares.get(slug, 0) for slug in slugs),
                    *(shares.get(None, 0), str(STANDINGS[found.standing])),
                ]
                yield [safe(cell) for cell in cells]


def safe(cell: Cell) -> Cell:
    """A text that a spreadsheet would take for a formula is marked as text."""
    if isinstance(cell, str) and cell[:1] in {"=", "+", "-", "@", "\t", "\r"}:
        return f"'{cell}"
    return cell
