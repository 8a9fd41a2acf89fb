"""The few texts of the report of a comparison, in the four languages.

Numbers stand apart from the words they count ("Records: 4,212"), so that no text needs plural
forms. Words are those of the dictionary, docs/concepts.md.
"""

from dataclasses import dataclass
from typing import Literal

Language = Literal["en", "id", "kk", "ru"]
LANGUAGES: tuple[Language, ...] = ("en", "id", "kk", "ru")


@dataclass(frozen=True, slots=True)
class Texts:
    """Each a text with the `{places}` that its comment names."""

    title: str  # ours, theirs
    lede: str
    about: str  # topic
    overlap: str
    picture: str  # ours, theirs, both, only_ours, only_theirs
    everything: str
    only: str  # name
    both: str
    in_both: str
    to_review: str
    breakdowns: str
    breakdowns_key: str
    language: str
    script: str
    country: str
    decade: str
    subject: str
    decade_value: str  # decade
    unstated: str
    others: str  # n
    as_catalogued: str  # name
    record: str
    reasons: str
    probability: str
    first: str  # shown, total
    whole_list: str
    nothing: str
    sources: str
    library: str
    files: str
    records: str
    publications: str
    deleted: str
    unreadable: str
    faults: str
    method: str
    method_text: str
    skip: str


EN = Texts(
    title="{ours} and {theirs} compared",
    lede="What both libraries hold, and what each lacks of the other. Nothing is merged: each "
    "library’s records stay as it supplied them.",
    about="Narrowed to: {topic}",
    overlap="Overlap",
    picture="Two circles drawn to scale. {ours}: {n_ours} publications; {theirs}: {n_theirs}; "
    "in both: {n_both}.",
    everything="publications in all",
    only="only {name}",
    both="both",
    in_both="In both",
    to_review="To review",
    breakdowns="How the two differ",
    breakdowns_key="The woven part of a bar is held by both.",
    language="Language",
    script="Script",
    country="Country of publication",
    decade="Published",
    subject="Subject",
    decade_value="{decade}s",
    unstated="not stated",
    others="{n} others",
    as_catalogued="As {name} has it",
    record="Publication",
    reasons="Why they may match",
    probability="Probability",
    first="{shown} of {total} shown",
    whole_list="The whole list:",
    nothing="There are none.",
    sources="What was compared",
    library="Library",
    files="Files",
    records="Records",
    publications="Publications",
    deleted="Marked as deleted",
    unreadable="Unreadable",
    faults="Where and why:",
    method="How it is counted",
    method_text="A publication is one edition, described by one record or by several. Titles, "
    "names and imprints are compared in any script, and identifiers where there are any; a "
    "different volume, part or edition rules a match out. Pairs that remain doubtful are to be "
    "reviewed and count as different until then. Records that a library marked as deleted are "
    "left out.",
    skip="Skip to content",
)

ID = Texts(
    title="Perbandingan katalog {ours} dan {theirs}",
    lede="Terbitan yang dimiliki kedua perpustakaan dan yang hanya dimiliki salah satunya. Tidak "
    "ada yang digabungkan: cantuman setiap perpustakaan tetap seperti aslinya.",
    about="Dipersempit pada: {topic}",
    overlap="Irisan",
    picture="Dua lingkaran berskala. {ours}: {n_ours} terbitan; {theirs}: {n_theirs}; dimiliki "
    "keduanya: {n_both}.",
    everything="seluruh terbitan",
    only="hanya {name}",
    both="keduanya",
    in_both="Dimiliki keduanya",
    to_review="Perlu diperiksa",
    breakdowns="Perbedaan keduanya",
    breakdowns_key="Bagian batang yang teranyam dimiliki keduanya.",
    language="Bahasa",
    script="Aksara",
    country="Negara terbit",
    decade="Tahun terbit",
    subject="Subjek",
    decade_value="{decade}-an",
    unstated="tidak disebutkan",
    others="{n} lainnya",
    as_catalogued="Menurut {name}",
    record="Terbitan",
    reasons="Alasan kemungkinan cocok",
    probability="Kemungkinan",
    first="Ditampilkan {shown} dari {total}",
    whole_list="Daftar lengkap:",
    nothing="Tidak ada.",
    sources="Yang dibandingkan",
    library="Perpustakaan",
    files="Berkas",
    records="Cantuman",
    publications="Terbitan",
    deleted="Ditandai terhapus",
    unreadable="Tidak terbaca",
    faults="Letak dan sebabnya:",
    method="Cara penghitungan",
    method_text="Terbitan adalah satu edisi yang dijelaskan oleh satu cantuman atau lebih. Judul, "
    "nama, dan data terbitan dibandingkan dalam aksara apa pun, demikian pula nomor pengenal jika "
    "ada; jilid, bagian, atau edisi yang berbeda meniadakan kecocokan. Pasangan yang masih "
    "meragukan perlu diperiksa dan sementara itu dihitung sebagai terbitan yang berbeda. Cantuman "
    "yang ditandai terhapus oleh perpustakaannya tidak disertakan.",
    skip="Langsung ke isi",
)

KK = Texts(
    title="{ours} және {theirs} каталогтарын салыстыру",
    lede="Екі кітапханада да бар және біреуінде ғана бар басылымдар. Ештеңе біріктірілмейді: "
    "әр кітапхананың жазбалары бастапқы күйінде қалады.",
    about="Салыстыру аясы: {topic}",
    overlap="Ортақ қор",
    picture="Масштабпен сызылған екі шеңбер. {ours}: {n_ours} басылым; {theirs}: {n_theirs}; "
    "екеуінде де бар: {n_both}.",
    everything="барлық басылым",
    only="тек {name}",
    both="екеуінде де",
    in_both="Екеуінде де бар",
    to_review="Тексеру керек",
    breakdowns="Екеуінің айырмашылығы",
    breakdowns_key="Жолақтың өрілген бөлігі екеуінде де бар басылымдарды көрсетеді.",
    language="Тілі",
    script="Жазуы",
    country="Шыққан елі",
    decade="Шыққан жылы",
    subject="Тақырыбы",
    decade_value="{decade}-жылдар",
    unstated="көрсетілмеген",
    others="тағы {n}",
    as_catalogued="{name} жазбасы",
    record="Басылым",
    reasons="Неліктен сәйкес болуы мүмкін",
    probability="Ықтималдық",
    first="{total} ішінен {shown} көрсетілді",
    whole_list="Толық тізім:",
    nothing="Ештеңе жоқ.",
    sources="Не салыстырылды",
    library="Кітапхана",
    files="Файлдар",
    records="Жазбалар",
    publications="Басылымдар",
    deleted="Жойылған деп белгіленген",
    unreadable="Оқылмаған",
    faults="Орны мен себебі:",
    method="Қалай есептеледі",
    method_text="Басылым — бір немесе бірнеше жазба сипаттайтын бір шығарылым. Атаулар, есімдер "
    "мен шығарылым деректері кез келген жазуда, ал сәйкестендіргіштер бар болса, олар да "
    "салыстырылады; томы, бөлімі немесе нешінші басылым екені басқа болса, сәйкестік жоққа "
    "шығарылады. Күмәнді жұптарды адам тексеруі керек, оған дейін олар бөлек басылым болып "
    "саналады. Кітапхана жойылған деп белгілеген жазбалар есепке алынбайды.",
    skip="Мазмұнға өту",
)

RU = Texts(
    title="Сравнение каталогов: {ours} и {theirs}",
    lede="Издания, которые есть в обеих библиотеках, и те, что есть только в одной из них. Ничего "
    "не объединяется: записи каждой библиотеки остаются такими, какими она их передала.",
    about="Область сравнения: {topic}",
    overlap="Пересечение",
    picture="Два круга, начерченные в масштабе. {ours}: изданий — {n_ours}; {theirs}: {n_theirs}; "
    "в обеих: {n_both}.",
    everything="всего изданий",
    only="только {name}",
    both="в обеих",
    in_both="Есть в обеих",
    to_review="На проверку",
    breakdowns="Чем они различаются",
    breakdowns_key="Переплетённая часть полосы — то, что есть в обеих.",
    language="Язык",
    script="Письменность",
    country="Страна издания",
    decade="Годы издания",
    subject="Тема",
    decade_value="{decade}-е",
    unstated="не указано",
    others="ещё {n}",
    as_catalogued="Запись: {name}",
    record="Издание",
    reasons="Почему могут совпадать",
    probability="Вероятность",
    first="Показано {shown} из {total}",
    whole_list="Полный список:",
    nothing="Таких нет.",
    sources="Что сравнивалось",
    library="Библиотека",
    files="Файлы",
    records="Записи",
    publications="Издания",
    deleted="Помечены как удалённые",
    unreadable="Не прочитаны",
    faults="Где и почему:",
    method="Как ведётся подсчёт",
    method_text="Издание — это одна публикация, описанная одной или несколькими записями. "
    "Заглавия, имена и выходные данные сравниваются в любой письменности, а также идентификаторы, "
    "если они есть; другой том, часть или издание исключают совпадение. Сомнительные пары "
    "выносятся на проверку и до неё считаются разными изданиями. Записи, помеченные библиотекой "
    "как удалённые, не учитываются.",
    skip="К содержанию",
)

TEXTS: dict[Language, Texts] = {"en": EN, "id": ID, "kk": KK, "ru": RU}
