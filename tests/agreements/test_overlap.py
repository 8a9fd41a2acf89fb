"""Two agreements of one type between the same parties at the same time."""

import pytest

from jalin.agreements.actions import begin_agreement
from jalin.agreements.drafting.beginning import amending, succeeding
from jalin.agreements.drafting_errors import AgreementBeside
from jalin.agreements.kind import terms_of
from jalin.agreements.overlap import overlaps
from jalin.agreements.queries.register import today
from jalin.agreements.terms import AgreementTerms
from jalin.dossiers import actions
from jalin.dossiers.models import Dossier
from jalin.dossiers.states import Level
from tests.dossiers.cases import House, agreed, agreement_terms, digest_of, house, in_force

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> House:
    return house()


def beside(cast: House, **more: object) -> list[bool]:
    """For each agreement that these terms would stand beside, whether it is about the same."""
    terms = AgreementTerms.model_validate(agreement_terms(**more))
    return [other.same_scope for other in overlaps(terms)]


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ({}, [True]),  # neither says its scope: the areas of its clauses are it
        ({"clauses": []}, [False]),
        ({"scope": {"en": "Manuscripts only"}}, [False]),
        ({"type": "implementing"}, []),
        ({"parties": ["jakarta", "elsewhere"], "signatories": []}, []),
        ({"parties": ["jakarta", "astana", "elsewhere"]}, []),
        ({"begins": "2099-04-19", "ends": None}, [True]),  # they share one day
        ({"begins": "2099-04-20", "ends": None}, []),
        ({"begins": "2010-01-01", "ends": "2021-04-19"}, []),
        ({"begins": None, "ends": "2021-04-19"}, []),
    ],
)
def test_what_stands_beside(cast: House, more: dict[str, object], expected: list[bool]) -> None:
    in_force(cast)
    assert beside(cast, **more) == expected


def test_the_scope_is_compared_in_a_language_that_both_have(cast: House) -> None:
    in_force(cast, scope={"id": "Naskah", "en": "Manuscripts  and rare books"})
    assert beside(cast, scope={"en": "manuscripts and rare BOOKS", "kk": "Қолжазба"}) == [True]
    assert beside(cast, scope={"kk": "Naskah"}) == [False]


def test_what_renews_itself_has_no_end(cast: House) -> None:
    in_force(cast, ends="2022-04-19", renewal={"how": "tacit", "months": 12})
    assert beside(cast, begins="2050-01-01", ends="2050-12-31") == [True]


def test_about_the_same_at_the_same_time_is_refused_and_nothing_is_left(cast: House) -> None:
    in_force(cast)
    dossier = begin_agreement(
        actor=cast.officer, issuer=cast.jakarta, partners=[cast.astana], content=agreement_terms()
    )
    with pytest.raises(AgreementBeside) as refused:
        actions.propose(actor=cast.officer, dossier=dossier, content=agreement_terms())
    assert refused.value.params["title"] == "Memorandum of understanding"
    assert (dossier.versions.count(), Dossier.objects.get(pk=dossier.pk).state) == (0, "draft")


def test_of_two_that_were_agreed_on_only_one_comes_in_force(cast: House) -> None:
    first, second = agreed(cast), agreed(cast)
    for dossier in (first, second):
        _sign(cast, dossier, cast.jakarta.slug)
    _sign(cast, first, cast.astana.slug)
    with pytest.raises(AgreementBeside):
        _sign(cast, second, cast.astana.slug)
    states = Dossier.objects.filter(kind="agreement").order_by("pk").values_list("state", flat=True)
    assert list(states) == ["in_force", "agreed"]


def _sign(cast: House, dossier: Dossier, slug: str) -> None:
    person = cast.signatory if slug == "jakarta" else cast.guest
    actions.record_signature(
        actor=person,
        dossier=dossier,
        digest=digest_of(dossier),
        institution=cast.jakarta if slug == "jakarta" else cast.astana,
        level=Level.SCAN,
        signatory_name=person.name,
    )


def test_a_successor_and_an_amendment_meet_what_they_follow(cast: House) -> None:
    old = in_force(cast)
    assert old.in_force is not None
    terms = terms_of(old.in_force)
    amendment = amending(terms, old, today=today())
    assert amendment["title"]["en"] == "Amendment to “Memorandum of understanding”"
    assert overlaps(AgreementTerms.model_validate(amendment)) == []
    successor = begin_agreement(
        actor=cast.officer,
        issuer=cast.jakarta,
        partners=[cast.astana],
        content=succeeding(terms, today=today()),
        successor_of=old,
    )
    actions.propose(actor=cast.officer, dossier=successor, content=agreement_terms())
    assert successor.state == "proposed"


def test_a_successor_lasts_as_long_from_the_day_after(cast: House) -> None:
    terms = AgreementTerms.model_validate(agreement_terms(begins="2021-04-20", ends="2026-04-19"))
    content = succeeding(terms, today=today())
    assert (content["begins"], content["ends"]) == ("2026-04-20", "2031-04-19")
    assert [clause["key"] for clause in content["clauses"]] == [c.key for c in terms.clauses]
