"""Who may do what: a party is told why not, a stranger that there is nothing."""

from collections.abc import Callable
from pathlib import Path

import pytest
from django.contrib.auth.models import AnonymousUser

from jalin.catalogue import actions, folders, queries
from jalin.catalogue.models import Catalogue, Comparison, Decision, Import, MatchPair, Record
from jalin.catalogue.segments import SegmentWriter
from jalin.core.models import AuditEntry, Job
from jalin.core.permissions import NotKnown, NotPermitted
from jalin.institutions.models import User
from jalin.institutions.permissions import OPERATOR
from tests import marc

Who = Callable[[str], User]
YES, NO, NOTHING = None, NotPermitted, NotKnown
EVERYBODY = (
    *("administrator", "officer", "cataloguer", "curator", "signatory", "observer"),
    *("guest", "partner", "other", "former", "stranger", "nobody"),
)


@pytest.fixture
def who(person: Who) -> Callable[[str], User | AnonymousUser]:
    return lambda name: AnonymousUser() if name == "nobody" else person(name)


def answers(yes: str, no: str) -> list[tuple[str, type[Exception] | None]]:
    """What each sort of person gets: the act, the reason, or (everybody else) nothing."""
    table = dict.fromkeys(yes.split(), YES) | dict.fromkeys(no.split(), NO)
    return [(name, table.get(name, NOTHING)) for name in EVERYBODY]


def expect(answer: type[Exception] | None, act: Callable[[], object]) -> None:
    if answer is None:
        act()
        return
    with pytest.raises(answer):
        act()


@pytest.fixture
def pair(ours: Catalogue, theirs: Catalogue, tmp_path: Path) -> MatchPair:
    """Two records to be reviewed, made without the jobs that would make them."""
    left, right = make_record(ours, tmp_path), make_record(theirs, tmp_path)
    comparison = Comparison.objects.create(left=ours, right=theirs, state="serving")
    return MatchPair.objects.create(
        comparison=comparison, left=left, right=right, probability=0.5, band="review"
    )


def make_record(catalogue: Catalogue, folder: Path) -> Record:
    data = marc.record("1")
    path = marc.write(folder / f"{catalogue.slug}.mrc", [data])
    source = actions.start_import(actor=OPERATOR, catalogue=catalogue, path=path)
    with SegmentWriter(folders.segment(source.pk)) as segment:
        segment.append([data])
    return Record.objects.create(
        catalogue=catalogue, key="TEST:1", source=source, offset=0, length=len(data), sha256=b""
    )


@pytest.mark.parametrize(
    ("name", "answer"),
    answers("administrator officer", "cataloguer curator signatory observer"),
)
def test_create_a_catalogue_of_the_house(
    name: str, answer: type[Exception] | None, ours: Catalogue, who: Who
) -> None:
    expect(
        answer,
        lambda: actions.create_catalogue(
            actor=who(name), institution=ours.institution, names={"en": "New"}, slug="new"
        ),
    )
    assert Catalogue.objects.filter(slug="new").exists() == (answer is None)


@pytest.mark.parametrize(
    ("name", "answer"),
    answers("administrator officer cataloguer", "curator signatory observer"),
)
def test_import_into_the_house(
    name: str, answer: type[Exception] | None, ours: Catalogue, who: Who, tmp_path: Path
) -> None:
    path = marc.write(tmp_path / "x.mrc", [marc.record("1")])
    expect(answer, lambda: actions.start_import(actor=who(name), catalogue=ours, path=path))
    assert Import.objects.count() == Job.objects.count() == (answer is None)


@pytest.mark.parametrize(
    ("name", "answer"),
    answers("administrator officer cataloguer guest partner", "curator signatory observer"),
)
def test_upload_into_the_partner(
    name: str, answer: type[Exception] | None, theirs: Catalogue, who: Who, tmp_path: Path
) -> None:
    expect(
        answer,
        lambda: actions.receive_upload(
            actor=who(name), catalogue=theirs, file_name="x.mrc", blocks=[marc.record("1")]
        ),
    )
    folder = tmp_path / "uploads"
    assert len(list(folder.iterdir()) if folder.exists() else []) == (answer is None)


@pytest.mark.parametrize(
    ("name", "answer"),
    answers("administrator officer cataloguer guest partner", "curator signatory observer"),
)
def test_cancel_and_retry_the_partners_import(
    name: str, answer: type[Exception] | None, theirs: Catalogue, who: Who, tmp_path: Path
) -> None:
    path = marc.write(tmp_path / "x.mrc", [marc.record("1")])
    source = actions.start_import(actor=OPERATOR, catalogue=theirs, path=path)
    actor, job = who(name), source.job_id or 0
    expect(answer, lambda: actions.cancel_job(actor=actor, job_id=job))
    if answer is not None:
        actions.cancel_job(actor=OPERATOR, job_id=job)
    expect(answer, lambda: actions.retry_job(actor=actor, job_id=job))


@pytest.mark.parametrize(
    ("name", "answer"),
    answers("administrator officer cataloguer guest partner", "curator signatory observer"),
)
def test_decide_and_undo(
    name: str, answer: type[Exception] | None, pair: MatchPair, who: Who
) -> None:
    actor = who(name)
    ends = {"left": pair.left_id, "right": pair.right_id}
    expect(answer, lambda: actions.decide(actor=actor, **ends, verdict="same"))
    assert Decision.objects.count() == (answer is None)
    decision = actions.decide(actor=OPERATOR, **ends, verdict="same")
    expect(answer, lambda: actions.undo_decision(actor=actor, decision_id=decision.pk))
    decision.refresh_from_db()
    assert (decision.undone_at is None) == (answer is not None)


@pytest.mark.parametrize(
    ("name", "answer"),
    answers("administrator officer cataloguer", "curator signatory observer guest partner other"),
)
def test_match_everything_again(
    name: str, answer: type[Exception] | None, ours: Catalogue, who: Who
) -> None:
    expect(answer, lambda: actions.rematch(actor=who(name)))


@pytest.mark.parametrize(
    ("name", "answer"),
    answers("administrator officer cataloguer curator signatory observer guest partner", ""),
)
def test_look_at_the_review(
    name: str, answer: type[Exception] | None, pair: MatchPair, who: Who
) -> None:
    viewer = who(name)
    expect(answer, lambda: queries.review_state(viewer, "jakarta", "astana"))
    expect(answer, lambda: queries.next_pair(viewer, "jakarta", "astana"))
    expect(answer, lambda: queries.review_pair(viewer, "jakarta", "astana", pair.pk))
    expect(answer, lambda: queries.decisions(viewer, "jakarta", "astana"))


@pytest.mark.parametrize(
    ("name", "seen"),
    [
        *((role, 2) for role in ("administrator", "officer", "observer", "curator")),
        *(("guest", 1), ("partner", 1), ("other", 0)),
        *((name, None) for name in ("former", "stranger", "nobody")),
    ],
)
def test_look_at_imports_and_jobs(name: str, seen: int | None, pair: MatchPair, who: Who) -> None:
    viewer = who(name)
    if seen is None:
        for query in (queries.imports, queries.jobs):
            with pytest.raises(NotKnown):
                query(viewer)
        return
    count, page = queries.imports(viewer)
    assert (count, len(page)) == (seen, seen)
    assert len(queries.jobs(viewer)) == (seen if seen < 2 else Job.objects.count())
    house = Import.objects.get(catalogue__slug="jakarta")
    expect(None if seen == 2 else NotKnown, lambda: queries.import_detail(viewer, house.pk))
    expect(None if seen == 2 else NotKnown, lambda: queries.job_detail(viewer, house.job_id or 0))


def test_everything_done_is_in_the_trail_without_names(pair: MatchPair, who: Who) -> None:
    officer = who("officer")
    before = AuditEntry.objects.count()
    ends = {"left": pair.left_id, "right": pair.right_id}
    decision = actions.decide(actor=officer, **ends, verdict="different")
    actions.undo_decision(actor=officer, decision_id=decision.pk)
    entries = AuditEntry.objects.order_by("pk")[before:]
    assert [(entry.verb, entry.actor_id, entry.subject_id) for entry in entries] == [
        ("decision.made", officer.pk, str(decision.pk)),
        ("decision.undone", officer.pk, str(decision.pk)),
    ]
    assert officer.name not in str([entry.details for entry in entries])
