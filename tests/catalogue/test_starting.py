"""An index that cannot be opened any more is made anew when somebody searches."""

import shutil
from pathlib import Path

from django.test import Client

from jalin.catalogue import folders, indexing, queries
from jalin.catalogue.models import Catalogue, IndexGeneration
from jalin.catalogue.starting import renew_index
from jalin.core.models import Job
from jalin.engines.search import Query
from tests import marc
from tests.libraries import import_records, work_off


def titles() -> list[str]:
    return [row.record.title for row in queries.search(Query("abai")).rows]


def test_a_lost_index_is_made_anew_once(ours: Catalogue, tmp_path: Path) -> None:
    import_records(ours, tmp_path, [marc.record("1", "Abai zholy")])
    assert (renew_index(), titles()) == (None, ["Abai zholy"])
    serving = IndexGeneration.objects.get(state="serving")
    shutil.rmtree(folders.index(serving.pk))
    indexing._opened.cache_clear()
    assert titles() == []
    assert b"still being built" in Client().get("/search/?q=abai").content
    assert Job.objects.filter(state="queued").get().kind == "build_index"
    assert renew_index() is None
    work_off()
    assert titles() == ["Abai zholy"]


def test_where_there_is_nothing_nothing_is_made(ours: Catalogue) -> None:
    assert renew_index() is None
    assert not Job.objects.exists()
