"""The two libraries of the demonstration and the people who sign in there. All are invented."""

from dataclasses import dataclass

PASSWORD = "two threads cross"  # noqa: S105 - printed for everybody who starts the demonstration


@dataclass(frozen=True, slots=True)
class Library:
    slug: str
    short_names: dict[str, str]
    names: dict[str, str]
    country: str
    city: dict[str, str]
    is_house: bool


@dataclass(frozen=True, slots=True)
class SignIn:
    email: str
    name: str
    role: str
    library: str  # slug
    language: str
    timezone: str
    can: str


JAKARTA = Library(
    slug="jakarta",
    short_names={"en": "Jakarta", "id": "Jakarta", "kk": "Жакарта", "ru": "Джакарта"},
    names={
        "en": "Sample library, Jakarta",
        "id": "Perpustakaan contoh, Jakarta",
        "kk": "Үлгі кітапхана, Жакарта",
        "ru": "Библиотека-образец, Джакарта",
    },
    country="ID",
    city={"en": "Jakarta", "id": "Jakarta", "kk": "Жакарта", "ru": "Джакарта"},
    is_house=True,
)
ASTANA = Library(
    slug="astana",
    short_names={"en": "Astana", "id": "Astana", "kk": "Астана", "ru": "Астана"},
    names={
        "en": "Sample library, Astana",
        "id": "Perpustakaan contoh, Astana",
        "kk": "Үлгі кітапхана, Астана",
        "ru": "Библиотека-образец, Астана",
    },
    country="KZ",
    city={"en": "Astana", "id": "Astana", "kk": "Астана", "ru": "Астана"},
    is_house=False,
)
LIBRARIES = (JAKARTA, ASTANA)

SIGN_INS = (
    SignIn(
        "officer@jakarta.example",
        "Sari Wulandari",
        "officer",
        "jakarta",
        "id",
        "Asia/Jakarta",
        "imports, compares, reviews",
    ),
    SignIn(
        "cataloguer@jakarta.example",
        "Budi Santoso",
        "cataloguer",
        "jakarta",
        "id",
        "Asia/Jakarta",
        "imports and reviews",
    ),
    SignIn(
        "administrator@jakarta.example",
        "Ratna Dewi",
        "administrator",
        "jakarta",
        "en",
        "Asia/Jakarta",
        "invites people, too",
    ),
    SignIn(
        "signatory@jakarta.example",
        "Dian Prasetyo",
        "signatory",
        "jakarta",
        "id",
        "Asia/Jakarta",
        "signs for Jakarta",
    ),
    SignIn(
        "guest@astana.example",
        "Айгүл Серікқызы",
        "guest",
        "astana",
        "kk",
        "Asia/Almaty",
        "acts for Astana",
    ),
    SignIn(
        "observer@jakarta.example",
        "Мария Орлова",
        "observer",
        "jakarta",
        "ru",
        "Asia/Jakarta",
        "looks, and changes nothing",
    ),
    SignIn(
        "observer@embassy.example",
        "Ерлан Оспанов",
        "observer",
        "embassy",
        "kk",
        "Asia/Jakarta",
        "reads one agreement, as an embassy",
    ),
)
