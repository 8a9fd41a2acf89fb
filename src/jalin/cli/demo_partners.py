"""Further partners of the demonstration, so that a register of agreements has something in it.

None of these libraries exists, as their names say, nor do the people who act for them.
"""

from jalin.cli.demo_people import Library, SignIn


def _library(slug: str, country: str, **names: str) -> Library:
    """A library called after its city, whose name is given in the four languages."""
    full = {
        "en": f"Sample library, {names['en']}",
        "id": f"Perpustakaan contoh, {names['id']}",
        "kk": f"Үлгі кітапхана, {names['kk']}",
        "ru": f"Библиотека-образец, {names['ru']}",
    }
    return Library(slug, dict(names), full, country, dict(names), is_house=False)


PARTNERS = (
    _library("tashkent", "UZ", en="Tashkent", id="Tashkent", kk="Ташкент", ru="Ташкент"),
    _library("seoul", "KR", en="Seoul", id="Seoul", kk="Сеул", ru="Сеул"),
    _library(
        "kuala-lumpur",
        "MY",
        en="Kuala Lumpur",
        id="Kuala Lumpur",
        kk="Куала-Лумпур",
        ru="Куала-Лумпур",
    ),
    _library("hanoi", "VN", en="Hanoi", id="Hanoi", kk="Ханой", ru="Ханой"),
    _library("ankara", "TR", en="Ankara", id="Ankara", kk="Анкара", ru="Анкара"),
    _library("cairo", "EG", en="Cairo", id="Kairo", kk="Каир", ru="Каир"),
    _library("tokyo", "JP", en="Tokyo", id="Tokyo", kk="Токио", ru="Токио"),
    _library("canberra", "AU", en="Canberra", id="Canberra", kk="Канберра", ru="Канберра"),
)
EMBASSY = Library(
    slug="embassy",
    short_names={"en": "Embassy", "id": "Kedutaan", "kk": "Елшілік", "ru": "Посольство"},
    names={
        "en": "Sample embassy of Kazakhstan, Jakarta",
        "id": "Kedutaan contoh Kazakhstan, Jakarta",
        "kk": "Қазақстанның үлгі елшілігі, Жакарта",
        "ru": "Посольство-образец Казахстана, Джакарта",
    },
    country="KZ",
    city={"en": "Jakarta", "id": "Jakarta", "kk": "Жакарта", "ru": "Джакарта"},
    is_house=False,
)
_NAMES = {
    "tashkent": ("Нодира Каримова", "ru", "Asia/Tashkent"),
    "seoul": ("Kim Ji-woo", "en", "Asia/Seoul"),
    "kuala-lumpur": ("Nurul Aisyah", "en", "Asia/Kuala_Lumpur"),
    "hanoi": ("Trần Thu Hà", "en", "Asia/Ho_Chi_Minh"),
    "ankara": ("Elif Yılmaz", "en", "Europe/Istanbul"),
    "cairo": ("Salma Hassan", "en", "Africa/Cairo"),
    "tokyo": ("Sato Yuki", "en", "Asia/Tokyo"),
    "canberra": ("Olivia Martin", "en", "Australia/Sydney"),
}
GUESTS = tuple(
    SignIn(f"guest@{slug}.example", name, "guest", slug, language, zone, "acts for its library")
    for slug, (name, language, zone) in _NAMES.items()
)
