"""Settings for tests: the demo's, with quick passwords, tasks at once and a throw-away disk."""

import os
import tempfile
from pathlib import Path

os.environ.setdefault("CHOGOC_MODE", "demo")
os.environ.setdefault("SQLITE_SYNCHRONOUS", "OFF")
os.environ.setdefault("VAR_DIR", tempfile.mkdtemp(prefix="chogoc-test-"))

from config.settings import *  # noqa: F403

ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
TASKS = {"default": {"BACKEND": "tests.tasks.AtOnce"}}
QUIET_HOURS = None  # tests run at night too
MOST_UNPAID_ORDERS = 1000  # crowds of tests buy as one person
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}

SCANS_DIR = Path(tempfile.mkdtemp(prefix="chogoc-scans-"))  # each worker's own
SHELVES_SEEN_EVERY = None  # who tests that kept pages turn looks at once
SCANS_WRITTEN_EVERY = 0  # no thread: tests write what waits when they say so

(VAR_DIR / "static").mkdir(exist_ok=True)  # noqa: F405 (what WhiteNoise looks for)
