"""The agreements of the demonstration: what each says, and how far it has come."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

from dateutil.relativedelta import relativedelta

from jalin.cli.demo_people import SIGN_INS

if TYPE_CHECKING:
    from jalin.dossiers.models import Dossier
    from jalin.institutions.models import Institution, User

Texts = Mapping[str, str]
MEMORANDUM: Texts = {
    "en": "Memorandum of understanding on cooperation between libraries",
    "id": "Nota kesepahaman tentang kerja sama perpustakaan",
    "kk": "Кітапханалар арасындағы ынтымақтастық туралы меморандум",
    "ru": "Меморандум о сотрудничестве между библиотеками",
}
EXCHANGE: Texts = {
    "en": "Implementing agreement on the exchange of books",
    "id": "Perjanjian pelaksanaan pertukaran bahan pustaka",
    "kk": "Кітап қорымен алмасу туралы келісім",
    "ru": "Соглашение о книгообмене",
}
DIGITISING: Texts = {
    "en": "Letter of intent on the digitisation of manuscripts",
    "id": "Surat minat tentang digitalisasi naskah",
    "kk": "Қолжазбаларды цифрландыру туралы ниет хаты",
    "ru": "Письмо о намерениях по оцифровке рукописей",
}
_FOUR = ("id", "kk", "ru", "en")
_TWO = ("id", "en")
_HEAD: Texts = {
    "en": "Head of the library",
    "id": "Kepala Perpustakaan",
    "kk": "Кітапхана басшысы",
    "ru": "Руководитель библиотеки",
}


@dataclass(frozen=True)
class Plan:
    """An agreement with `partner`; `reached` is how far it has come.

    drafted, proposed, asked (the partner proposed it), agreed, signed, rejected, terminated
    """

    partner: str
    title: Texts
    type: str
    reached: str
    begins: date
    ends: date | None
    clauses: Sequence[str]  # keys of the clause library
    languages: Sequence[str] = _TWO
    more: Mapping[str, Any] = field(default_factory=dict)


def plans(today: date) -> tuple[Plan, ...]:
    """All but the memorandum of 2021; days follow from `today`, so that some are always due."""

    def day(**away: int) -> date:
        found: date = today + relativedelta(**away)
        return found

    yearly = {"renewal": {"how": "tacit", "months": 12}, "notice": {"count": 60, "unit": "day"}}
    plain = ("exchange-annual", "events-exhibitions", "training-staff")
    return (
        Plan("tashkent", MEMORANDUM, "memorandum", "signed", day(years=-5, months=7),
             day(months=7), plain),
        Plan("seoul", MEMORANDUM, "memorandum", "signed", day(years=-7, months=2),
             day(years=-4, months=2, days=-1), ("exchange-annual", "digital-access"), more=yearly),
        Plan("kuala-lumpur", MEMORANDUM, "memorandum", "agreed", day(months=1), day(years=5),
             (*plain, "research-joint")),
        Plan("hanoi", EXCHANGE, "implementing", "asked", day(months=2), day(years=3),
             ("exchange-annual", "exchange-donation")),
        Plan("ankara", MEMORANDUM, "memorandum", "terminated", day(years=-4), day(years=1),
             ("events-days", "articles-periodicals")),
        Plan("cairo", DIGITISING, "intent", "rejected", day(months=-2), day(years=2),
             ("digital-preservation",)),
        Plan("tokyo", MEMORANDUM, "memorandum", "signed", day(years=-3), day(years=2),
             ("research-joint", "digital-access", "digital-preservation")),
        Plan("canberra", MEMORANDUM, "memorandum", "proposed", day(months=1), day(years=4),
             ("exchange-annual", "training-online")),
        Plan("astana", DIGITISING, "intent", "drafted", day(months=1), day(years=2),
             ("digital-preservation",), _FOUR),
    )  # fmt: skip


def load(today: date) -> None:
    """Make all of it, or nothing where an agreement is already."""
    from django.db import transaction

    from jalin.cli.demo_activities import load_activities
    from jalin.dossiers.models import Dossier

    if Dossier.objects.filter(kind="agreement").exists():
        return
    with transaction.atomic():
        memorandum = _memorandum()
        _exchange(today)
        for plan in plans(today):
            _carry_out(plan)
        load_activities(memorandum, today)


def _memorandum() -> "Dossier":
    """Signed in April 2021, on paper, in force; the embassy may read it, everybody its text."""
    from jalin.agreements import actions as agreements
    from jalin.agreements.signing import sign_by_scan
    from jalin.dossiers import actions

    one_of_each = ("research-joint", "exchange-annual", "events-exhibitions", "training-staff",
                   "articles-periodicals", "digital-access")  # fmt: skip
    content = _content(
        "astana", MEMORANDUM, one_of_each, _FOUR,
        begins="2021-04-20", ends="2026-04-19", zone="Asia/Jakarta",
        renewal={"how": "tacit", "months": 60}, authentic=["id", "kk", "en"],
        confidential={"en": "Contacts in emergencies are exchanged by letter between the heads."},
    )  # fmt: skip
    officer, guest = _person("officer@jakarta.example"), _person("guest@astana.example")
    dossier = _begun(officer, "astana", content)
    version = actions.propose(actor=officer, dossier=dossier, content=content)
    actions.approve(actor=guest, dossier=dossier, digest=version.digest)
    for actor in (_person("signatory@jakarta.example"), guest):
        sign_by_scan(
            actor=actor,
            dossier=dossier,
            digest=version.digest,
            name=f"signed-page-{actor.pk}.pdf",
            content=_scan(),
            signatory=actor.name,
        )
    actions.admit_reader(actor=officer, dossier=dossier, institution=_institution("embassy"))
    agreements.publish(actor=officer, dossier=dossier, public=True)
    actions.say(
        actor=guest,
        dossier=dossier,
        text="Қол қойылған беттердің түпнұсқасы мұрағатта. Ынтымақтастыққа рақмет!",
        language="kk",
    )
    return dossier


def _exchange(today: date) -> None:
    """Proposed by Jakarta, answered by Astana with a changed clause: it waits for Jakarta."""
    from jalin.dossiers import actions

    officer, guest = _person("officer@jakarta.example"), _person("guest@astana.example")
    begins = date(today.year + 1, 1, 1)
    dates = {"begins": begins.isoformat(), "ends": date(today.year + 3, 12, 31).isoformat()}
    keys = ("exchange-annual", "exchange-donation")
    content = _content("astana", EXCHANGE, keys, _FOUR, type="implementing", **dates)
    dossier = _begun(officer, "astana", content)
    actions.propose(actor=officer, dossier=dossier, content=content)
    changed = {**content, "clauses": [dict(clause) for clause in content["clauses"]]}
    first = changed["clauses"][0]
    first["obligations"] = [{**first["obligations"][0], "count": 300}]
    text = dict(first["text"])
    text["kk"] += " Тізім жөнелтуден кемінде отыз күн бұрын келісіледі."
    text["en"] += " The list is agreed on at least thirty days before dispatch."
    first["text"] = text
    actions.propose(actor=guest, dossier=dossier, content=changed, note="Көлемі туралы 1-тармақ")
    actions.say(actor=guest, dossier=dossier, text="Жылына 300 атау ұсынамыз.", language="kk")
    actions.add_task(
        actor=officer,
        dossier=dossier,
        title="Minta pendapat Biro Hukum",
        side=_institution("jakarta"),
        due=today + relativedelta(days=4),
    )


def _carry_out(plan: Plan) -> None:
    from jalin.dossiers import actions

    dates = {"begins": plan.begins.isoformat()}
    if plan.ends:
        dates["ends"] = plan.ends.isoformat()
    content = _content(
        plan.partner, plan.title, plan.clauses, plan.languages, type=plan.type, **dates, **plan.more
    )
    ours, theirs = _person("officer@jakarta.example"), _person(f"guest@{plan.partner}.example")
    by, other = (theirs, ours) if plan.reached == "asked" else (ours, theirs)
    dossier = _begun(by, "jakarta" if by == theirs else plan.partner, content)
    if plan.reached == "drafted":
        return
    version = actions.propose(actor=by, dossier=dossier, content=content)
    if plan.reached == "rejected":
        reason = "The manuscripts are being restored until next year."
        actions.reject(actor=other, dossier=dossier, digest=version.digest, reason=reason)
    if plan.reached not in {"agreed", "signed", "terminated"}:
        return
    actions.approve(actor=other, dossier=dossier, digest=version.digest)
    if plan.reached == "agreed":
        return
    _sign(dossier, version.digest, theirs)
    if plan.reached == "terminated":
        reason = "The partner library was joined with another, which will propose a new text."
        actions.terminate(actor=theirs, dossier=dossier, reason=reason)


def _sign(dossier: "Dossier", digest: str, theirs: "User") -> None:
    """Old signatures, entered without the pages that they stand on."""
    from jalin.dossiers import actions
    from jalin.dossiers.states import Level
    from jalin.institutions.models import Membership

    ours = _person("signatory@jakarta.example")
    for signatory in (ours, theirs):
        institution = Membership.objects.get(user=signatory).institution
        actions.record_signature(
            actor=signatory,
            dossier=dossier,
            digest=digest,
            institution=institution,
            level=Level.SCAN,
            signatory_name=signatory.name,
        )


def _content(
    partner: str, title: Texts, keys: Sequence[str], languages: Sequence[str], **more: Any
) -> dict[str, Any]:
    from jalin.agreements import library
    from jalin.agreements.drafting.beginning import afresh
    from jalin.agreements.drafting.content import add_clause

    tags = tuple(languages)
    content = afresh(["jakarta", partner], tags, title={tag: title[tag] for tag in tags})
    content["signatories"] = [_signatory("jakarta"), _signatory(partner)]
    content["signing"] = {"accepted": ["pades", "cms", "seal", "scan"]}
    for place in ("preamble", "scope"):
        found = next(each for each in library.passages() if each.place == place)
        content[place] = found.texts(tags)
    closing = [each for each in library.passages() if each.place == "closing"]
    content["closing"] = {
        tag: "\n\n".join(each.texts(tags)[tag] for each in closing) for tag in tags
    }
    for key in keys:
        clause = library.passage(key)
        assert clause is not None, key  # noqa: S101  of our own library
        add_clause(content, clause.clause(tags))
    return {**content, **more}


def _signatory(party: str) -> dict[str, Any]:
    from jalin.cli.demo_partners import GUESTS

    role = "signatory" if party == "jakarta" else "guest"
    people = (*SIGN_INS, *GUESTS)
    person = next(each for each in people if (each.library, each.role) == (party, role))
    return {"party": party, "name": person.name, "email": person.email, "position": dict(_HEAD)}


def _begun(actor: "User", partner: str, content: Mapping[str, Any]) -> "Dossier":
    from jalin.agreements.actions import begin_agreement
    from jalin.institutions.models import Membership

    own = Membership.objects.get(user=actor).institution
    return begin_agreement(
        actor=actor, issuer=own, partners=[_institution(partner)], content=content
    )


def _person(email: str) -> "User":
    from jalin.institutions.models import User

    return User.objects.get(email=email)


def _institution(slug: str) -> "Institution":
    from jalin.institutions.models import Institution

    return Institution.objects.get(slug=slug)


def _scan() -> bytes:
    """A page that says that it stands for a scanned one."""
    text = b"BT /F 18 Tf 72 700 Td (Specimen: here would be the scanned page) Tj ET"
    parts = (
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 5 0 R/Resources 6 0 R>>",
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(text), text),
        b"<</Font<</F 4 0 R>>>>",
    )
    pdf, places = b"%PDF-1.4\n", []
    for number, part in enumerate(parts, start=1):
        places.append(len(pdf))
        pdf += b"%d 0 obj%s endobj\n" % (number, part)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    head = b"xref\n0 7\n0000000000 65535 f \n"
    tail = b"trailer<</Size 7/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % len(pdf)
    return pdf + head + table + tail
