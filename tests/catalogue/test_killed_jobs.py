"""A worker that is killed in the jobs behind an import: another ends them, with the same end."""

from pathlib import Path
from typing import Any

import pytest
from django.test.utils import override_settings
from pytest_django import DjangoDbBlocker

from jalin.catalogue import actions, folders, queries
from jalin.catalogue.models import Catalogue, Comparison, IndexGeneration, MatchPair, Record
from jalin.catalogue.verifying import verify
from jalin.core.models import Job
from jalin.core.worker import Worker, claim
from jalin.engines.search import Query
from jalin.institutions.permissions import OPERATOR
from tests import marc
from tests.installation import Databases, Installation
from tests.libraries import make_catalogue, make_institution

OURS = (
    marc.record("1", "Abai zholy", author="Auezov, Mukhtar", year="1977"),
    marc.record("2", "Bumi manusia", author="Pramoedya Ananta Toer", language="ind"),
    marc.record("3", "Turīkter nemese Balasaghūn", author="Zhandarbekov, Bolat", year="1998"),
)
THEIRS = (
    marc.record("9", "Абай жолы", author="Әуезов, Мұхтар", year="1977", publisher="Жазушы"),
    marc.record("7", "Turīkter nemese", author="Zhandarbekov, B.", year="1999", publisher="Ana"),
)
LATER = (
    marc.record("9", "Абай жолы", author="Әуезов, Мұхтар", year="1977", extent="500 б."),
    marc.record("8", "Менің атым Қожа", author="Соқпақбаев, Бердібек", year="1957"),
    marc.record("6", "Bumi manusia", author="Toer, Pramoedya Ananta", language="ind"),
)
INDEXING, LINKING = "jalin.catalogue.indexing", "jalin.catalogue.linking"
PLACES = {
    # build_index
    "making documents": f"{INDEXING}:_documented:after",
    "index made, not served": f"{INDEXING}:build:after",
    "index served": "jalin.core.worker:Worker._end:before",
    # link_catalogues; the index is then built a second time
    "matched": f"{LINKING}:_cluster:before",
    "keeping the pairs": f"{LINKING}:_match_pairs:after",
    "compared": f"{LINKING}:_compare:after",
    "index of publications made": f"{INDEXING}:build:after:2",
    "in the commit that serves": f"{INDEXING}:serve:after:2",
    "all served": f"{LINKING}:_publish:after",
    "all done": "jalin.core.worker:Worker._end:before:2",
}


def bring(catalogue: Catalogue, path: Path, records: tuple[bytes, ...]) -> None:
    marc.write(path, records)
    actions.start_import(actor=OPERATOR, catalogue=catalogue, path=path)


def work_until_idle() -> None:
    Worker().work(until_idle=True)


def two_libraries(folder: Path) -> None:
    """Two catalogues that were compared and decided on; a newer file of one of them is read."""
    ours = make_catalogue(make_institution("jakarta", country="ID", is_house=True))
    theirs = make_catalogue(make_institution("astana"))
    bring(ours, folder / "ours.mrc", OURS)
    bring(theirs, folder / "theirs.mrc", THEIRS)
    work_until_idle()
    pair = MatchPair.objects.get(band="review", comparison__state="serving")
    actions.decide(actor=OPERATOR, left=pair.left_id, right=pair.right_id, verdict="same")
    Job.objects.filter(state="queued").delete()  # it waits for further decisions; the next will do
    bring(theirs, folder / "later.mrc", LATER)
    job = claim("reader")
    assert job is not None
    assert job.kind == "import_file"
    Worker("reader").run(job)


def name_of(record: Record) -> str:
    return f"{record.catalogue.slug} {record.control_number}"


def state() -> dict[str, Any]:
    """All that people see, and what is kept for it."""
    groups: dict[int, list[str]] = {}
    for record in Record.objects.select_related("catalogue"):
        groups.setdefault(record.publication, []).append(name_of(record))
    comparison = Comparison.objects.get()
    pairs = MatchPair.objects.select_related("left__catalogue", "right__catalogue")
    indexes = IndexGeneration.objects.filter(state="serving")
    return {
        "publications": sorted(sorted(names) for names in groups.values()),
        "comparison": (comparison.state, queries.comparison("jakarta", "astana").counts),
        "breakdowns": comparison.breakdowns,
        "pairs": sorted(
            (name_of(pair.left), name_of(pair.right), pair.band, pair.probability, pair.reasons)
            for pair in pairs
        ),
        "found": {text: found(text) for text in ("абай", "bumi", "қожа", "turikter", "1977")},
        "indexes": [index.publications for index in indexes],
        "jobs": sorted(Job.objects.values_list("kind", "state")),
        "wrong": list(verify()),
    }


def found(text: str) -> list[tuple[str, list[str]]]:
    page = queries.search(Query(text))
    return [(row.record.title, [held.slug for held in row.holders]) for row in page.rows]


@pytest.fixture(scope="module")
def undisturbed(
    databases: Databases,
    tmp_path_factory: pytest.TempPathFactory,
    django_db_blocker: DjangoDbBlocker,
) -> dict[str, Any]:
    """How it ends when nobody is killed."""
    folder = tmp_path_factory.mktemp("undisturbed") / "site"
    site = Installation(folder, databases.fresh("sqlite", folder))
    names = {f"{kind.upper()}_DIR": folder / kind for kind in ("uploads", "segments", "derived")}
    with override_settings(**names), django_db_blocker.unblock(), site.connected():
        two_libraries(folder)
        work_until_idle()
        return state()


def test_the_undisturbed_end(undisturbed: dict[str, Any]) -> None:
    assert undisturbed["publications"] == [
        ["astana 6", "jakarta 2"],
        ["astana 7", "jakarta 3"],
        ["astana 8"],
        ["astana 9", "jakarta 1"],
    ]
    assert undisturbed["found"]["қожа"] == [("Менің атым Қожа", ["astana"])]
    assert {state for _, state in undisturbed["jobs"]} == {"succeeded"}
    assert undisturbed["wrong"] == []


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("installation", ["sqlite"], indirect=True)
def test_another_worker_ends_what_a_killed_one_began(
    installation: Installation, place: str, undisturbed: dict[str, Any], tmp_path: Path
) -> None:
    check_taken_over(installation, place, undisturbed, tmp_path)


@pytest.mark.postgresql
@pytest.mark.parametrize("place", ["compared", "in the commit that serves"])
@pytest.mark.parametrize("installation", ["postgresql"], indirect=True)
def test_so_it_is_on_postgresql(
    installation: Installation, place: str, undisturbed: dict[str, Any], tmp_path: Path
) -> None:
    check_taken_over(installation, place, undisturbed, tmp_path)


def check_taken_over(
    installation: Installation, place: str, undisturbed: dict[str, Any], folder: Path
) -> None:
    two_libraries(folder)
    process = installation.dying_worker(PLACES[place])
    assert process.wait() == -9
    assert Job.objects.filter(state="running").count() == 1
    assert Comparison.objects.filter(state="serving").count() == 1  # readers notice nothing
    assert found("абай") == undisturbed["found"]["абай"]
    work_until_idle()
    assert state() == undisturbed
    rows = {str(folders.index(pk)) for pk in IndexGeneration.objects.values_list("pk", flat=True)}
    (any_folder, *_) = rows
    kept = {str(path) for path in Path(any_folder).parent.iterdir() if path.is_dir()}
    assert kept <= rows  # what the killed worker left is gone
