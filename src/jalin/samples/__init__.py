"""Two sample catalogues of MARC 21 records, to try everything with.

Cut from the Library of Congress's Books All 2016 by `scripts/make_samples.py`; they are not the
holdings of any library named. How they were made, and which copies were changed to look like a
second library's, is told in `README.md` beside them.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from jalin.core.errors import gettext_noop

FOLDER = Path(__file__).parent

ATTRIBUTION = gettext_noop(
    "Cut from the Library of Congress's Books All 2016 (records that it made itself: 040 $a and $c "
    "are DLC); not the holdings of any library named. Copies marked in field 588 were derived by "
    "Jalin from such records."
)
LICENCE = gettext_noop(
    "Public domain in the United States (a work of the US government, 17 USC 105)"
)


@dataclass(frozen=True, slots=True)
class Sample:
    """A bundled catalogue; `slug` and `institution` (its slug): where the demonstration puts it."""

    slug: str
    institution: str
    names: Mapping[str, str]  # {BCP 47 tag: text}, as the descriptions
    descriptions: Mapping[str, str]
    attribution: str  # a message id, as the licence
    licence: str
    path: Path


JAKARTA = Sample(
    slug="sample-jakarta",
    institution="jakarta",
    names={
        "en": "Sample catalogue, Jakarta",
        "id": "Katalog contoh, Jakarta",
        "kk": "Үлгі каталог, Жакарта",
        "ru": "Каталог-образец, Джакарта",
    },
    descriptions={
        "en": "Mostly Indonesian publications, with some from Kazakhstan and Russia. A sample, not "
        "the holdings of any library.",
        "id": "Sebagian besar terbitan Indonesia, ditambah beberapa dari Kazakhstan dan Rusia. "
        "Hanya contoh, bukan koleksi perpustakaan mana pun.",
        "kk": "Негізінен Индонезия басылымдары, Қазақстан мен Ресейден де бірқатар басылым бар. "
        "Бұл — үлгі ғана, ешбір кітапхананың қоры емес.",
        "ru": "В основном индонезийские издания, а также некоторые издания Казахстана и России. "
        "Это образец, а не фонд какой-либо библиотеки.",
    },
    attribution=ATTRIBUTION,
    licence=LICENCE,
    path=FOLDER / "jakarta.mrc.gz",
)
ASTANA = Sample(
    slug="sample-astana",
    institution="astana",
    names={
        "en": "Sample catalogue, Astana",
        "id": "Katalog contoh, Astana",
        "kk": "Үлгі каталог, Астана",
        "ru": "Каталог-образец, Астана",
    },
    descriptions={
        "en": "Publications of Kazakhstan and in Russian, many in Cyrillic, some of Indonesia. A "
        "sample, not the holdings of any library.",
        "id": "Terbitan Kazakhstan dan terbitan berbahasa Rusia, banyak beraksara Kiril, serta "
        "beberapa dari Indonesia. Hanya contoh, bukan koleksi perpustakaan mana pun.",
        "kk": "Қазақстан басылымдары мен орыс тіліндегі басылымдар, көбі кириллицада; Индонезия "
        "басылымдары да бар. Бұл — үлгі ғана, ешбір кітапхананың қоры емес.",
        "ru": "Издания Казахстана и издания на русском языке, многие кириллицей; есть и "
        "индонезийские. Это образец, а не фонд какой-либо библиотеки.",
    },
    attribution=ATTRIBUTION,
    licence=LICENCE,
    path=FOLDER / "astana.mrc.gz",
)
SAMPLES = (JAKARTA, ASTANA)
