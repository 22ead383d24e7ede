"""Settings of what the resolver is measured against: the same Django without any middleware."""

import os

os.environ.setdefault("CHOGOC_MODE", "demo")

from config.settings import *  # noqa: F403

MIDDLEWARE: list[str] = []
ROOT_URLCONF = "bench.bare_urls"
INSTALLED_APPS = [
    app
    for app in INSTALLED_APPS  # noqa: F405
    if not app.startswith(("allauth", "django.contrib.admin", "unfold"))
]
"""Without allauth, which insists on its middleware, and the operator's desk, which needs it."""
