"""The demo's settings, with one more address: an empty view to measure against."""

import os

os.environ.setdefault("CHOGOC_MODE", "demo")

from config.settings import *  # noqa: F403

ROOT_URLCONF = "bench.urls"
