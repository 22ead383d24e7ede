"""Settings of what the resolver is measured against: the same Django without any middleware."""

import os

os.environ.setdefault("CHOGOC_MODE", "demo")

from config.settings import *  # noqa: F403

MIDDLEWARE: list[str] = []
ROOT_URLCONF = "bench.bare_urls"
INSTALLED_APPS = [app for app in INSTALLED_APPS if not app.startswith("allauth")]  # noqa: F405 (it insists on its middleware)
