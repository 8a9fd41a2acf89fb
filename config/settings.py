"""Settings of one installation. Everything that differs between machines is in the environment.

JALIN_DATA_DIR        where everything is kept; default: var/ in the current folder
JALIN_DATABASE_URL    postgresql://user:password@host/name; default: SQLite in the data folder
JALIN_HOSTS           names that the site answers to; default: this machine only
JALIN_PUBLIC_BASE     the address of the site, e.g. https://jalin.example.org
JALIN_SECRET_KEY      default: made at the first start and kept in the data folder
JALIN_EMAIL_URL       smtp://user:password@host:587; default: mail is written to the console
JALIN_EMAIL_FROM      the address that mail comes from
JALIN_LANGUAGE        the language of a visitor who names none: id, kk, ru or en
JALIN_UPLOAD_LIMIT    the largest file by upload, in MiB; default 4096
JALIN_DECOMPRESSED_LIMIT  the same of an imported file, decompressed; default 32768
JALIN_TRUST_ROOTS     the folder of the certificates trusted in signatures; default: trusted-roots
                      in the data folder
JALIN_TSA_URL         the time-stamping authority (RFC 3161) that is asked when signing
JALIN_PKCS11_MODULE   the library of the token that holds keys; JALIN_PKCS11_TOKEN is its label
JALIN_LOG_LEVEL       default WARNING
JALIN_DEBUG           1 while developing
"""

import os
from pathlib import Path
from urllib.parse import unquote, urlsplit

from config import environment

BASE_DIR = Path(__file__).resolve().parent.parent
DATA_DIR = environment.data_folder()
DEBUG = environment.flag("JALIN_DEBUG")
SECRET_KEY = environment.secret_key(DATA_DIR)
PUBLIC_BASE = os.environ.get("JALIN_PUBLIC_BASE", "http://127.0.0.1:8000").rstrip("/")
_public = urlsplit(PUBLIC_BASE)
HTTPS = _public.scheme == "https"

ALLOWED_HOSTS = [
    *environment.words("JALIN_HOSTS", "127.0.0.1,localhost,[::1]"),
    *([_public.hostname] if _public.hostname else []),
]
CSRF_TRUSTED_ORIGINS = [PUBLIC_BASE]

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "config.static_files.FontsAndStyles",
    "django.contrib.humanize",
    "django_htmx",
    "jalin.web",
    "jalin.core",
    "jalin.institutions",
    "jalin.dossiers",
    "jalin.agreements",
    "jalin.catalogue",
    "allauth",
    "allauth.account",
    "allauth.mfa",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "jalin.web.middleware.SecurityHeadersMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "jalin.web.middleware.LanguageMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "jalin.web.middleware.DomainErrorMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    }
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
INSTALLED_APPS.append("django.forms")

# -- what is kept
DATABASES = {
    "default": environment.database(os.environ.get("JALIN_DATABASE_URL"), DATA_DIR),
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
UPLOADS_DIR = DATA_DIR / "uploads"
SEGMENTS_DIR = DATA_DIR / "segments"
DERIVED_DIR = DATA_DIR / "derived"
FILE_UPLOAD_TEMP_DIR = None
FILE_UPLOAD_PERMISSIONS = 0o600
UPLOAD_LIMIT = int(os.environ.get("JALIN_UPLOAD_LIMIT", "4096")) << 20  # bytes
DECOMPRESSED_LIMIT = int(os.environ.get("JALIN_DECOMPRESSED_LIMIT", "32768")) << 20  # bytes
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 << 20  # a form without its files
DATA_UPLOAD_MAX_NUMBER_FIELDS = 3000  # the drafting desk shows every text of an agreement
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}

# -- jobs: how long a worker may be silent before another takes its job, in seconds
JOB_LEASE = float(os.environ.get("JALIN_JOB_LEASE", "30"))
JOB_HEARTBEAT = JOB_LEASE / 6

# -- signatures
TRUST_ROOTS = Path(os.environ.get("JALIN_TRUST_ROOTS") or DATA_DIR / "trusted-roots")
TSA_URL = os.environ.get("JALIN_TSA_URL", "")
PKCS11_MODULE = os.environ.get("JALIN_PKCS11_MODULE", "")
PKCS11_TOKEN = os.environ.get("JALIN_PKCS11_TOKEN", "")
SEAL_DIR = DATA_DIR / "seal"  # the key of the platform's own seal, made when it is first needed

# -- languages
LANGUAGE_CODE = os.environ.get("JALIN_LANGUAGE", "en")
LANGUAGES = [
    ("id", "Bahasa Indonesia"),
    ("kk", "Қазақша"),
    ("ru", "Русский"),
    ("en", "English"),
]
LANGUAGE_COOKIE_SAMESITE = "Lax"
LANGUAGE_COOKIE_AGE = 365 * 24 * 3600
LANGUAGE_COOKIE_SECURE = HTTPS
LOCALE_PATHS = [
    BASE_DIR / "src" / "jalin" / "locale",
    BASE_DIR / "src" / "jalin" / "web" / "locale_upstream",  # what Django and allauth lack
]
FORMAT_MODULE_PATH = "jalin.web.formats"
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"

# -- people: by invitation only
AUTH_USER_MODEL = "institutions.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.ScryptPasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]
ACCOUNT_ADAPTER = "jalin.institutions.accounts.InvitationOnly"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"  # an invitation reached the address already
ACCOUNT_EMAIL_SUBJECT_PREFIX = "Jalin: "
ACCOUNT_SESSION_REMEMBER = None
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_RATE_LIMITS = {"verify": "30/m/ip"}  # files that anybody may have looked at
ACCOUNT_DEFAULT_HTTP_PROTOCOL = _public.scheme
# Attempts to sign in are counted by address: behind the web server, by the one that it saw.
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if HTTPS else 0
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "Jalin"
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"

# -- mail
_mail = urlsplit(os.environ.get("JALIN_EMAIL_URL", ""))
EMAIL_BACKEND = f"django.core.mail.backends.{'smtp' if _mail.hostname else 'console'}.EmailBackend"
EMAIL_HOST = _mail.hostname or ""
EMAIL_PORT = _mail.port or 587
EMAIL_HOST_USER = unquote(_mail.username or "")
EMAIL_HOST_PASSWORD = unquote(_mail.password or "")
EMAIL_USE_TLS = _mail.scheme != "smtps"
EMAIL_USE_SSL = _mail.scheme == "smtps"
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = os.environ.get("JALIN_EMAIL_FROM", "Jalin <jalin@localhost>")

# -- static files
STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
_FONTS = BASE_DIR / "node_modules" / "@fontsource-variable"
STATICFILES_DIRS = [
    (f"fonts/{name}", str(_FONTS / name))
    for name in ("noto-sans", "source-serif-4", "noto-naskh-arabic")
    if (_FONTS / name).is_dir()
]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "config.static_files.OneStyleSheet"
    },
}
WHITENOISE_ROOT = BASE_DIR / "src" / "jalin" / "web" / "root"  # what browsers ask for unasked
WHITENOISE_MIMETYPES = {".webmanifest": "application/manifest+json"}
WHITENOISE_USE_FINDERS = DEBUG
WHITENOISE_AUTOREFRESH = DEBUG

# -- the browser
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = HTTPS
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SECURE = HTTPS
CSRF_COOKIE_HTTPONLY = True
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if HTTPS else 0
SECURE_SSL_REDIRECT = HTTPS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
CONTENT_SECURITY_POLICY = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self' data:",
    "font-src": "'self'",
    "connect-src": "'self'",
    "manifest-src": "'self'",
    "form-action": "'self'",
    "frame-ancestors": "'none'",
    "base-uri": "'none'",
}

# -- what is told to the operator: no addresses, no names, no parameters of requests
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": os.environ.get("JALIN_LOG_LEVEL", "WARNING")},
    "loggers": {"jalin": {"level": os.environ.get("JALIN_LOG_LEVEL", "INFO")}},
}
