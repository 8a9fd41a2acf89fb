"""What the two libraries of the demonstration do under their memorandum."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

from dateutil.relativedelta import relativedelta

if TYPE_CHECKING:
    from jalin.dossiers.models import Dossier

Texts = Mapping[str, str]


@dataclass(frozen=True)
class Deed:
    """An activity; days count from today. `outcome` is a count, and completes it.

    `waits` says whose answer it waits for; "" where both have approved it.
    """

    area: str
    title: Texts
    begins: int
    ends: int
    waits: str = ""
    outcome: int = 0
    what: Texts = field(default_factory=dict)
    place: Texts = field(default_factory=dict)


DEEDS = (
    Deed(
        "events",
        {
            "en": "Exhibition “The steppe and the sea” on Abai and the Malay poets",
            "id": "Pameran “Stepa dan laut” tentang Abai dan penyair Melayu",
            "kk": "Абай мен малай ақындары туралы «Дала мен теңіз» көрмесі",
            "ru": "Выставка «Степь и море» об Абае и малайских поэтах",
        },
        -20,
        25,
        what={"en": "exhibition", "id": "pameran", "kk": "көрме", "ru": "выставка"},
        place={"en": "Jakarta", "id": "Jakarta", "kk": "Жакарта", "ru": "Джакарта"},
    ),
    Deed(
        "exchange",
        {
            "en": "Consignment of Kazakh classics",
            "id": "Kiriman karya klasik Kazakh",
            "kk": "Қазақ классикасының жөнелтілімі",
            "ru": "Отправка казахской классики",
        },
        -150,
        -90,
        outcome=84,
        what={"en": "titles", "id": "judul", "kk": "атау", "ru": "названия"},
    ),
    Deed(
        "exchange",
        {
            "en": "Consignment of Indonesian history",
            "id": "Kiriman buku sejarah Indonesia",
            "kk": "Индонезия тарихы бойынша жөнелтілім",
            "ru": "Отправка книг по истории Индонезии",
        },
        -60,
        -15,
        what={"en": "titles", "id": "judul", "kk": "атау", "ru": "названий"},
    ),
    Deed(
        "training",
        {
            "en": "Placement of two conservators in Astana",
            "id": "Magang dua konservator di Astana",
            "kk": "Екі реставратордың Астанадағы тағылымдамасы",
            "ru": "Стажировка двух реставраторов в Астане",
        },
        30,
        58,
        what={"en": "placements", "id": "magang", "kk": "тағылымдама", "ru": "стажировки"},
        place={"en": "Astana", "id": "Astana", "kk": "Астана", "ru": "Астана"},
    ),
    Deed(
        "articles",
        {
            "en": "Translation of “Malay manuscripts on the trade routes”",
            "id": "Terjemahan “Naskah Melayu di jalur perdagangan”",
            "kk": "«Сауда жолындағы малай қолжазбалары» мақаласының аудармасы",
            "ru": "Перевод статьи «Малайские рукописи на торговых путях»",
        },
        5,
        80,
        waits="jakarta",
        what={"en": "articles", "id": "artikel", "kk": "мақала", "ru": "статьи"},
    ),
    Deed(
        "digital",
        {
            "en": "Access to the Astana manuscripts for readers in Jakarta",
            "id": "Akses naskah Astana bagi pembaca di Jakarta",
            "kk": "Жакарта оқырмандарына Астана қолжазбаларына қолжетімділік",
            "ru": "Доступ читателей Джакарты к рукописям Астаны",
        },
        -100,
        200,
        what={"en": "digital objects", "id": "objek digital", "kk": "цифрлық нысан",
              "ru": "цифровых объектов"},
    ),
    Deed(
        "research",
        {
            "en": "Joint study of the reception of Auezov in Indonesia",
            "id": "Kajian bersama tentang resepsi Auezov di Indonesia",
            "kk": "Әуезовтің Индонезияда қабылдануын бірлесіп зерттеу",
            "ru": "Совместное исследование восприятия Ауэзова в Индонезии",
        },
        40,
        300,
        waits="astana",
        what={"en": "studies", "id": "kajian", "kk": "зерттеу", "ru": "исследования"},
    ),
)  # fmt: skip


def load_activities(memorandum: "Dossier", today: date) -> None:
    for deed in DEEDS:
        _do(deed, memorandum, today)


def _do(deed: Deed, memorandum: "Dossier", today: date) -> None:
    from jalin.agreements.activities import Result, begin_activity, propose_outcomes
    from jalin.dossiers import actions
    from jalin.dossiers.queries.versions import newest_version
    from jalin.institutions.models import User

    officer = User.objects.get(email="officer@jakarta.example")
    guest = User.objects.get(email="guest@astana.example")
    by, other = (guest, officer) if deed.waits == "jakarta" else (officer, guest)
    clause = memorandum.clauses.get(area=deed.area)
    dossier = begin_activity(actor=by, clause=clause, content=_content(deed, today))
    version = newest_version(dossier)
    if deed.waits or version is None:
        return
    actions.approve(actor=other, dossier=dossier, digest=version.digest)
    if deed.outcome:
        outcome = {"what": dict(deed.what), "count": deed.outcome, "clause_measure": 0,
                   "on": (today + relativedelta(days=deed.ends)).isoformat()}  # fmt: skip
        done = propose_outcomes(actor=guest, dossier=dossier, results=[Result(outcome)], done=True)
        actions.approve(actor=officer, dossier=dossier, digest=done.digest)


def _content(deed: Deed, today: date) -> dict[str, Any]:
    return {
        "title": dict(deed.title),
        "begins": (today + relativedelta(days=deed.begins)).isoformat(),
        "ends": (today + relativedelta(days=deed.ends)).isoformat(),
        "zone": "Asia/Jakarta",
        "place": dict(deed.place),
        "outputs": [{"what": dict(deed.what), "count": max(deed.outcome, 2)}],
        "participants": [
            {"institution": "jakarta", "count": 3},
            {"institution": "astana", "count": 3},
        ],
        "budget": [
            {"institution": "jakarta", "money": {"amount": "12000000", "currency": "IDR"}},
            {"institution": "astana", "money": {"amount": "350000", "currency": "KZT"}},
        ],
    }
