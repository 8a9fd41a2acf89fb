"""Settings of the tests: in memory, quick, and nothing leaves the machine."""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

_folder = Path(tempfile.mkdtemp(prefix="jalin-tests-"))
atexit.register(shutil.rmtree, _folder, ignore_errors=True)
os.environ["JALIN_DATA_DIR"] = str(_folder)
os.environ["JALIN_SECRET_KEY"] = "only-for-tests"  # noqa: S105 - no secret
os.environ.pop("JALIN_DATABASE_URL", None)
os.environ.pop("JALIN_PUBLIC_BASE", None)

from config.settings import *  # noqa: E402, F403

ALLOWED_HOSTS = ["testserver", "127.0.0.1", "localhost"]
DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": _folder / "jalin.sqlite3",
        "OPTIONS": {"transaction_mode": "IMMEDIATE", "timeout": 20},
    }
}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True
